/** Words of a name that a tool may have written as some tokens of the text. */
export interface NameSwap {
  /** How many tokens of the text. */
  readonly length: number;
  /** The name's words, as forms of the gazetteer. */
  readonly forms: readonly number[];
  /** ln P(the tokens | the name's words, swapped). */
  readonly log: number;
  /** The same word in another spelling ("Organisation"): no swap, and the text's spelling stays. */
  readonly isSpelling: boolean;
}

/** Swaps, sorted by the first form of what they stand for. */
export interface SwapList {
  readonly all: readonly NameSwap[];
  /** First form of each. */
  readonly firsts: Int32Array;
}

/** The swaps of the tokens from one on. */
export interface TokenSwaps extends SwapList {
  /** Those that a name can begin with. */
  readonly opening: readonly NameSwap[];
  /** Those that begin with a word that some name has in lower case: none else can have become one. */
  readonly lower: SwapList;
}

export const EMPTY: SwapList = { all: [], firsts: new Int32Array(0) };
export const NONE: TokenSwaps = { ...EMPTY, opening: [], lower: EMPTY };

export function listed(all: readonly NameSwap[]): SwapList {
  return { all, firsts: Int32Array.from(all, ({ forms }) => forms[0]!) };
}

/** Two lots of swaps in one; where they stand for the same form, the first lot's come first. */
export function joined(a: TokenSwaps, b: TokenSwaps): TokenSwaps {
  return {
    ...listed(merged(a.all, b.all)),
    opening: merged(a.opening, b.opening),
    lower: b.lower === EMPTY ? a.lower : listed(merged(a.lower.all, b.lower.all)),
  };
}

function merged(a: readonly NameSwap[], b: readonly NameSwap[]): readonly NameSwap[] {
  if (b.length === 0) return a;
  const all: NameSwap[] = [];
  let at = 0;
  for (const swap of b) {
    while (at < a.length && a[at]!.forms[0]! <= swap.forms[0]!) all.push(a[at++]!);
    all.push(swap);
  }
  while (at < a.length) all.push(a[at++]!);
  return all;
}

export const byForm = (a: NameSwap, b: NameSwap) => a.forms[0]! - b.forms[0]!;
