/**
 * Swaps behind listed phrases: each is aligned with its original word by word, in order, by dynamic programming; what is left
 * over on both sides was swapped as a phrase.
 */
import { inflectionKey, phraseWords } from "./words.js";

export interface ListedPair {
  readonly spun: string;
  readonly original: string;
}

/** Counts over listed pairs. */
export interface SwapCounts {
  /** Originals of each spun word, and how often. */
  readonly words: PairCounts;
  /** The same by `inflectionKey`. */
  readonly keys: PairCounts;
  /** Swaps in which either side has several words. */
  readonly phrases: PairCounts;
}

/** How often each original stood behind each spun phrase. */
export class PairCounts {
  private readonly originals = new Map<string, Map<string, number>>();
  private readonly totals = new Map<string, number>();

  add(spun: string, original: string): void {
    const counts = this.originals.get(spun) ?? new Map<string, number>();
    this.originals.set(spun, counts.set(original, (counts.get(original) ?? 0) + 1));
    this.totals.set(original, (this.totals.get(original) ?? 0) + 1);
  }

  of(spun: string): ReadonlyMap<string, number> {
    return this.originals.get(spun) ?? NOTHING;
  }

  /** Count of an original over all that it was written as. */
  total(original: string): number {
    return this.totals.get(original) ?? 0;
  }
}

const NOTHING: ReadonlyMap<string, number> = new Map();
const LONGEST = 9;

/** Words on the spun and on the original side of a step, and what it costs in nats; equal words cost nothing. */
const STEPS: readonly (readonly [number, number, number])[] = [
  [1, 2, 3.6],
  [2, 1, 3.6],
  [2, 2, 5.8],
  [1, 3, 6],
  [3, 1, 6],
  [2, 3, 7],
  [3, 2, 7],
];

/** Counts the swaps of all pairs; `related` tells whether a thesaurus knows two keys as synonyms. */
export function countSwaps(
  pairs: readonly ListedPair[],
  related: (spunKey: string, originalKey: string) => boolean,
): SwapCounts {
  const sides = pairs.map(({ spun, original }) => [phraseWords(spun).words, phraseWords(original).words] as const);
  const keys = new Map<string, string>();
  const keyOf = (word: string) => {
    const key = keys.get(word) ?? inflectionKey(word);
    keys.set(word, key);
    return key;
  };
  const first = new PairCounts();
  for (const [spun, original] of sides) {
    if (spun.length !== original.length) continue;
    for (const [at, word] of spun.entries()) first.add(keyOf(word), keyOf(original[at]!));
  }
  const cost = (spun: string, original: string) => {
    if (spun === original) return 0;
    const [a, b] = [keyOf(spun), keyOf(original)];
    if (a === b) return 0.5;
    const seen = first.of(a).get(b) ?? 0;
    return seen >= 2 ? 1 : related(a, b) ? 1.5 : seen === 1 ? 1.6 : 3;
  };
  const counts = { words: new PairCounts(), keys: new PairCounts(), phrases: new PairCounts() };
  for (const [spun, original] of sides) {
    if (spun.length <= LONGEST && original.length <= LONGEST) countPair(spun, original, cost, counts);
  }
  return counts;
}

interface Segment {
  readonly spun: readonly string[];
  readonly original: readonly string[];
}

function countPair(
  spun: readonly string[],
  original: readonly string[],
  cost: (spun: string, original: string) => number,
  counts: SwapCounts,
): void {
  const segments = align(spun, original, cost);
  for (const segment of segments) {
    const [a, b] = [segment.spun.join(" "), segment.original.join(" ")];
    if (segment.spun.length === 1 && segment.original.length === 1) {
      counts.words.add(a, b);
      if (a !== b) counts.keys.add(inflectionKey(a), inflectionKey(b));
    } else counts.phrases.add(a, b);
  }
  for (let at = 0; at + 1 < segments.length; at++) countNeighbours(segments[at]!, segments[at + 1]!, counts.phrases);
}

/** Two swaps side by side, as a phrase too. */
function countNeighbours(left: Segment, right: Segment, phrases: PairCounts): void {
  const spun = [...left.spun, ...right.spun];
  const original = [...left.original, ...right.original];
  if (spun.length > 4 || original.length > 4) return;
  if (spun[0] === original[0] || spun[spun.length - 1] === original[original.length - 1]) return;
  phrases.add(spun.join(" "), original.join(" "));
}

function align(
  spun: readonly string[],
  original: readonly string[],
  cost: (spun: string, original: string) => number,
): Segment[] {
  const width = original.length + 1;
  const best = new Float64Array((spun.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const steps: (readonly [number, number])[] = [];
  best[0] = 0;
  for (let i = 0; i <= spun.length; i++) {
    for (let j = 0; j < width; j++) {
      const here = best[i * width + j]!;
      const step = (a: number, b: number, price: number) => {
        const to = (i + a) * width + j + b;
        if (i + a > spun.length || j + b >= width || here + price >= best[to]!) return;
        best[to] = here + price;
        steps[to] = [a, b];
      };
      if (here === Number.POSITIVE_INFINITY) continue;
      if (i < spun.length && j < original.length) step(1, 1, cost(spun[i]!, original[j]!));
      for (const [a, b, price] of STEPS) step(a, b, price);
    }
  }
  return segmentsOf(spun, original, steps);
}

function segmentsOf(
  spun: readonly string[],
  original: readonly string[],
  steps: readonly (readonly [number, number])[],
): Segment[] {
  const segments: Segment[] = [];
  let [i, j] = [spun.length, original.length];
  while (i > 0 || j > 0) {
    const step = steps[i * (original.length + 1) + j];
    if (!step) return [];
    segments.push({ spun: spun.slice(i - step[0], i), original: original.slice(j - step[1], j) });
    i -= step[0];
    j -= step[1];
  }
  return segments.reverse();
}
