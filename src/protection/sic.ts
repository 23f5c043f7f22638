import type { Range } from "../result.js";
import { isSpaceUnit, isWordUnit, runStart } from "./characters.js";

const SIC = /\[\s{0,4}sic\s{0,4}[.!]?\s{0,4}\]/gi;

/** A quotation longer than this is not what the mark is about: it then stands for the last word. */
const LONGEST_QUOTATION = 300;

/** Opening marks by closing mark. */
const OPENING = new Map([
  ["”", "“"],
  ["’", "‘"],
  ["»", "«"],
  ['"', '"'],
  ["'", "'"],
]);

/** `[sic]`, with the word or the quotation right before it: its author vouches for that wording. */
export function sic(text: string): Range[] {
  const found: Range[] = [];
  let floor = 0;
  for (const match of text.matchAll(SIC)) {
    const end = match.index + match[0].length;
    found.push({ start: vouchedStart(text, match.index, floor), end });
    floor = end;
  }
  return found;
}

function vouchedStart(text: string, mark: number, floor: number): number {
  const last = runStart(text, mark, floor, isSpaceUnit);
  if (last === floor) return mark;
  const quotation = quotationStart(text, last, floor);
  return quotation >= 0 ? quotation : runStart(text, last, floor, (code) => !isSpaceUnit(code));
}

/** Start of the quotation whose closing mark stands right before `end`, or -1. */
function quotationStart(text: string, end: number, floor: number): number {
  const opening = OPENING.get(text[end - 1]!);
  if (opening === undefined) return -1;
  const lowest = Math.max(floor, end - LONGEST_QUOTATION);
  for (let at = end - 2; at >= lowest; at--) {
    if (text[at] === "\n" && text[at - 1] === "\n") return -1;
    // The apostrophe of "don't" opens nothing.
    if (text[at] === opening && !isWordUnit(text.charCodeAt(at - 1))) return at;
  }
  return -1;
}
