import { countRound, firstCounts } from "./count-swaps.js";
import type { Family } from "./family.js";
import { familyOf, type RowOptions } from "./learned-family.js";
import { type ParallelText, readLines } from "./parallel-lines.js";

export type { ParallelText } from "./parallel-lines.js";

export interface LearnOptions extends RowOptions {
  /** Originals swapped in a smaller share of their occurrences are taken for misalignments. */
  readonly minimumRate: number;
  readonly onProgress?: (message: string) => void;
}

export interface Learned {
  readonly family: Family;
  /** Lines used, and lines dropped because the two sides are not versions of each other. */
  readonly lines: number;
  readonly dropped: number;
  /** Share of the changed original words that the table explains. Range 0..1. */
  readonly explained: number;
}

/** Rounds of aligning and counting; the table no longer changes much after four. */
const ROUNDS = 4;

/**
 * Learns a family's table from garbled text and its originals: P(spun | original) and P(left alone | original) for
 * phrases up to six tokens. Lines are aligned by their differences; then, in rounds, the cheapest explanation of every
 * difference by swaps is found and counted (hard EM, as phrase tables of machine translation are trained:
 * J. DeNero et al., "Why Generative Phrase Models Underperform Surface Heuristics", 2006; the edge cost stands against its degenerate
 * long phrases).
 */
export function learnFamily(texts: Iterable<ParallelText>, options: LearnOptions): Learned {
  const corpus = readLines(texts);
  options.onProgress?.(`aligned ${corpus.lines.length} lines, dropped ${corpus.dropped}`);
  let counts = firstCounts(corpus.lines);
  let explained = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const last = round === ROUNDS;
    counts.settle(round === 1 ? 1 : options.minimumCount, round === 1 ? 0.02 : options.minimumRate);
    const next = counts.successor();
    explained = countRound(corpus.lines, counts, next, !last);
    counts = next;
    options.onProgress?.(
      `round ${round} of ${ROUNDS}: ${(explained * 100).toFixed(1)} % of the changed words explained`,
    );
  }
  counts.settle(options.minimumCount, options.minimumRate);
  return { family: familyOf(corpus, counts, options), lines: corpus.lines.length, dropped: corpus.dropped, explained };
}
