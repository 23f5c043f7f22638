import { UnspinError } from "../errors.js";
import type { TextEdit } from "./document.js";

/** @throws UnspinError for the first edit that is out of range, out of order, or does not find its `was`. */
export function checkEdits(text: string, edits: readonly TextEdit[]): void {
  let floor = 0;
  for (const [index, { start, end, was }] of edits.entries()) {
    const inRange = Number.isInteger(start) && Number.isInteger(end) && start >= floor && end >= start;
    if (inRange && end <= text.length && text.slice(start, end) === was) {
      floor = end;
      continue;
    }
    throw new UnspinError(
      `edit ${index} (${start}-${end}, ${JSON.stringify(was)}) does not fit the document's text of ${text.length} ` +
        "characters. Edits must be sorted and disjoint, and made for this very text.",
    );
  }
}
