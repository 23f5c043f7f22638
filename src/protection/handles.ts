import type { Range } from "../result.js";
import { isAsciiDigit, isWordUnit, runEnd } from "./characters.js";

const MARK = /[@#＠＃]/g;

/** `@handles` and `#hashtags`. A number alone ("#1") is a rank, not a tag. */
export function handles(text: string): Range[] {
  const found: Range[] = [];
  MARK.lastIndex = 0;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const start = match.index;
    const end = runEnd(text, start + 1, isWordUnit);
    if (end > start + 1 && beginsTag(text, start) && !isNumber(text, start + 1, end)) found.push({ start, end });
    MARK.lastIndex = Math.max(end, start + 1);
  }
  return found;
}

/** Not inside a word or an e-mail address, and not the "#" of a character reference such as `&#39;`. */
function beginsTag(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  return !isWordUnit(before) && before !== 0x26;
}

function isNumber(text: string, start: number, end: number): boolean {
  return runEnd(text, start, isAsciiDigit) >= end;
}
