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
  return at >= 0 && at < tokens.count && tokens.text.startsWith(mark, tokens.starts[at]!);
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
