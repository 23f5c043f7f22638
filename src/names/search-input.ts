import { Gap, TokenKind, type Tokens, tokenText } from "../tokens/tokenize.js";
import { abbreviationNear } from "./brackets.js";
import { hasDateBeside } from "./calendar.js";
import type { Gazetteer } from "./gazetteer.js";
import type { TokenSwaps } from "./name-swaps.js";

/** What a search for names reads. */
export interface SearchInput {
  readonly tokens: Tokens;
  readonly locked: Uint8Array;
  /** Form of each token in the gazetteer, or -1. */
  readonly forms: Int32Array;
  /** `Capital` of each token. */
  readonly capitals: Uint8Array;
  readonly gazetteer: Gazetteer;
  readonly swapsAt: (token: number) => TokenSwaps;
}

/** Tokens that a name may span. */
export const LONGEST = 10;
/** Can a name begin at a token? Is there a second word that a name could go on with, or a date beside a single one? */
export function canBegin(input: SearchInput, start: number): boolean {
  const { tokens, forms, swapsAt } = input;
  if (hasDateBeside(tokens, start)) return true;
  const next = start + 1;
  if (next >= tokens.count || !isOpen(input, start, next)) return false;
  if (forms[next]! >= 0 || swapsAt(next).all.length > 0 || abbreviationNear(tokens, start, LONGEST) !== null)
    return true;
  return swapsAt(start).opening.some(({ length }) => length > 1);
}

/** May the token be part of a name that begins at `start`? */
export function isOpen({ tokens, locked }: SearchInput, start: number, at: number): boolean {
  if (locked[at] === 1 || (at > start && tokens.gaps[at]! >= Gap.Paragraph)) return false;
  return tokens.kinds[at] !== TokenKind.Punctuation || tokenText(tokens, at) === "&";
}
