import { Shape, type Tokens, tokenText } from "../tokens/tokenize.js";

/** An abbreviation that stands in brackets after a name, or before a name in brackets; null when there is none. */
export function abbreviationBeside(tokens: Tokens, start: number, end: number): string | null {
  const after = isMark(tokens, end, "(") && isMark(tokens, end + 2, ")") ? end + 1 : -1;
  const before = isMark(tokens, start - 1, "(") && isMark(tokens, end, ")") ? start - 2 : -1;
  const at = after >= 0 ? after : before;
  if (at < 0 || at >= tokens.count) return null;
  const shape = tokens.shapes[at];
  const text = tokenText(tokens, at).replaceAll(".", "");
  const isShort = text.length >= 2 && text.length <= 10 && (shape === Shape.Upper || shape === Shape.Mixed);
  return isShort ? text.toUpperCase() : null;
}

/** An abbreviation in brackets after the words from `start` on, at most `reach` tokens away, or before them. */
export function abbreviationNear(tokens: Tokens, start: number, reach: number): string | null {
  const end = Math.min(tokens.count, start + reach + 1);
  for (let at = start + 1; at < end; at++) {
    if (isMark(tokens, at, "(") || isMark(tokens, at, ")")) return abbreviationBeside(tokens, start, at);
  }
  return null;
}

function isMark(tokens: Tokens, at: number, mark: string): boolean {
  return at >= 0 && at < tokens.count && tokens.text.charCodeAt(tokens.starts[at]!) === mark.charCodeAt(0);
}

/** Do the initials of some words make an abbreviation, with or without those in lower case ("FDA", "DoJ")? */
export function fitsInitials(words: readonly string[], abbreviation: string): boolean {
  const parts = words.flatMap((word) => word.split("-")).filter((word) => /^[\p{L}\d]/u.test(word));
  const all = initials(parts);
  const raised = initials(parts.filter((word) => word.charAt(0) !== word.charAt(0).toLowerCase()));
  return all === abbreviation || raised === abbreviation;
}

function initials(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase()).join("");
}

/** Words that an abbreviation stands for at most, small ones included. */
const LONGEST = 10;

/** 1 for each token of a run whose initials stand in brackets behind it: the run is as its author wrote it. */
export function confirmedByInitials(tokens: Tokens): Uint8Array {
  const confirmed = new Uint8Array(tokens.count);
  for (let at = 1; at < tokens.count - 2; at++) {
    if (!isMark(tokens, at, "(")) continue;
    const short = abbreviationBeside(tokens, at - 1, at);
    if (short === null || !isMark(tokens, at + 2, ")")) continue;
    for (let start = at - 1; start >= Math.max(0, at - LONGEST); start--) {
      const words = Array.from({ length: at - start }, (_, place) => tokenText(tokens, start + place));
      if (fitsInitials(words, short)) confirmed.fill(1, start, at);
    }
  }
  return confirmed;
}
