import { CharClass, classOf } from "../tokens/characters.js";

/** A letter, digit, combining mark or underscore. False past either end of the text (NaN). */
export function isWordUnit(code: number): boolean {
  if (code < 0x80) return isAsciiAlphanumeric(code) || code === 0x5f;
  if (Number.isNaN(code)) return false;
  const kind = classOf(code);
  return kind === CharClass.Letter || kind === CharClass.Digit;
}

export function isAsciiAlphanumeric(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || isAsciiDigit(code);
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

export function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** White space of any kind: blanks, no-break and thin spaces, line breaks. */
export function isSpaceUnit(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (Number.isNaN(code)) return false;
  const kind = classOf(code);
  return kind === CharClass.Space || kind === CharClass.LineBreak;
}

/** End of the run of units that pass `test` and start at `at`; `at` itself when there is none. */
export function runEnd(text: string, at: number, test: (code: number) => boolean): number {
  let end = at;
  while (end < text.length && test(text.charCodeAt(end))) end++;
  return end;
}

/**
 * Start of the run of units that pass `test` and end before `at`. Never goes below `floor`:
 * a scanner that passes the end of its last find as the floor reads no unit twice.
 */
export function runStart(text: string, at: number, floor: number, test: (code: number) => boolean): number {
  let start = at;
  while (start > floor && test(text.charCodeAt(start - 1))) start--;
  return start;
}
