import type { PlainEdit } from "./edit.js";

/**
 * The edits of the input that do what `first` and then `second`, made on the text that `first` gives, do together.
 * Edits that meet are joined into one, by `join`; suggestions of `first` that a later edit runs over are dropped.
 */
export function composeEdits<E extends PlainEdit>(
  input: string,
  first: readonly E[],
  second: readonly E[],
  join: (parts: readonly E[], merged: Pick<E, "start" | "end" | "was" | "now">) => E,
): E[] {
  const composed: E[] = [];
  let at = 0;
  let shift = 0;
  for (const later of second) {
    if (later.verdict !== "apply") continue;
    while (at < first.length && endsBefore(first[at]!, later, shift)) {
      shift += growth(first[at]!);
      composed.push(first[at++]!);
    }
    const met: E[] = [];
    let start = later.start - shift;
    let now = later.now;
    let end = later.end - shift;
    for (; at < first.length && first[at]!.start + shift < later.end; at++) {
      const edit = first[at]!;
      if (edit.verdict !== "apply") continue;
      const from = edit.start + shift;
      const to = from + edit.now.length;
      // What the later edit leaves of the earlier one's wording on either side stays.
      if (from < later.start) now = edit.now.slice(0, later.start - from) + now;
      if (to > later.end) now += edit.now.slice(edit.now.length - (to - later.end));
      start = met.length === 0 && from < later.start ? edit.start : start;
      shift += growth(edit);
      end = to > later.end ? edit.end : later.end - shift;
      met.push(edit);
    }
    const merged = { start, end, was: input.slice(start, end), now } as Pick<E, "start" | "end" | "was" | "now">;
    if (merged.was !== merged.now) composed.push(join([...met, later], merged));
  }
  composed.push(...first.slice(at));
  return composed;
}

function endsBefore(edit: PlainEdit, later: PlainEdit, shift: number): boolean {
  const length = edit.verdict === "apply" ? edit.now.length : edit.end - edit.start;
  return edit.start + shift + length <= later.start;
}

function growth(edit: PlainEdit): number {
  return edit.verdict === "apply" ? edit.now.length - (edit.end - edit.start) : 0;
}
