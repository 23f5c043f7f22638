import type { PlainEdit } from "./edit.js";
import { EditError, quote } from "./edit-error.js";

/**
 * Carries out the edits whose verdict is `apply` and returns the new text. All edits, suggestions
 * too, must be sorted and disjoint, and each must find its `was` in the text.
 * @throws EditError for the first edit that does not.
 */
export function applyEdits(text: string, edits: readonly PlainEdit[]): string {
  verifyEdits(text, edits);
  const pieces: string[] = [];
  let at = 0;
  for (const edit of edits) {
    if (edit.verdict !== "apply") continue;
    pieces.push(text.slice(at, edit.start), edit.now);
    at = edit.end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

/**
 * The edits that lead back: carried out on the repaired text they give the input again, byte for
 * byte. Only what `applyEdits` applies has an inverse; all other fields stay as they were.
 */
export function invertEdits<E extends PlainEdit>(edits: readonly E[]): E[] {
  const inverse: E[] = [];
  let shift = 0;
  for (const edit of edits) {
    if (edit.verdict !== "apply") continue;
    const start = edit.start + shift;
    inverse.push({ ...edit, start, end: start + edit.now.length, was: edit.now, now: edit.was });
    shift += edit.now.length - (edit.end - edit.start);
  }
  return inverse;
}

function verifyEdits(text: string, edits: readonly PlainEdit[]): void {
  let floor = 0;
  for (const [index, edit] of edits.entries()) {
    if (!Number.isInteger(edit.start) || !Number.isInteger(edit.end) || edit.start < 0 || edit.end < edit.start) {
      throw new EditError("range", index, edit, "expected whole offsets with 0 <= start <= end.");
    }
    if (edit.end > text.length) {
      throw new EditError("range", index, edit, `the text ends at ${text.length}.`);
    }
    if (edit.start < floor) {
      throw new EditError("order", index, edit, `expected it at ${floor} or later, where the edit before it ends.`);
    }
    const found = text.slice(edit.start, edit.end);
    if (found !== edit.was) {
      throw new EditError("text", index, edit, `expected ${quote(edit.was)} there, found ${quote(found)}.`);
    }
    floor = edit.end;
  }
}
