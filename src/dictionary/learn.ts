import { countRound, firstCounts } from "./count-swaps.js";
import type { Family } from "./family.js";
import { familyOf } from "./learned-family.js";
import { lineByLine, type ParallelText, readLines } from "./parallel-lines.js";
import { rowPrior } from "./row-prior.js";
import type { SynonymSource } from "./synonym-source.js";

export type { ParallelText } from "./parallel-lines.js";

export interface LearnOptions {
  readonly id: string;
  readonly title: string;
  /** Pairs seen in fewer texts (with few texts: lines) are dropped; by the amount of text when absent (see `FEW_TEXTS`). */
  readonly minimumCount?: number;
  /** Originals swapped in a smaller share of their occurrences are taken for misalignments. Default .2. */
  readonly minimumRate?: number;
  /** See `RowOptions`. */
  readonly evenChoice?: number;
  /** Places of the garbled texts shown with each pair, at most; 0 when absent, for texts that may not be passed on. */
  readonly examples?: number;
  /** Pairs that other tools or thesauri know: with few texts they tell how a difference of several words divides. */
  readonly synonyms?: SynonymSource;
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

/**
 * Fewer texts than these show most rows once: then every row counts, what rows look like stands in for counts, and probabilities are
 * drawn towards what is usual. More texts speak for themselves.
 */
export const FEW_TEXTS = 200;

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
  const whole = readLines(texts);
  options.onProgress?.(`aligned ${whole.lines.length} lines, dropped ${whole.dropped}`);
  const few = whole.documents < FEW_TEXTS;
  const corpus = few ? lineByLine(whole) : whole;
  const prior = few ? rowPrior(corpus.vocabulary, options.synonyms) : undefined;
  const minimumCount = options.minimumCount ?? (few ? 1 : 2);
  const minimumRate = options.minimumRate ?? 0.2;
  let counts = firstCounts(corpus.lines, few);
  let explained = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const last = round === ROUNDS;
    counts.settle(round === 1 ? 1 : minimumCount, round === 1 ? 0.02 : minimumRate, prior);
    const next = counts.successor();
    explained = countRound(corpus.lines, counts, next, !last);
    counts = next;
    options.onProgress?.(
      `round ${round} of ${ROUNDS}: ${(explained * 100).toFixed(1)} % of the changed words explained`,
    );
  }
  counts.settle(minimumCount, minimumRate, prior);
  const { id, title, evenChoice = 0, examples = 0 } = options;
  const family = familyOf(corpus, counts, { id, title, minimumCount, evenChoice, few, examples });
  return { family, lines: corpus.lines.length, dropped: corpus.dropped, explained };
}
