import { PhraseTrie } from "./phrase-trie.js";

/** What is known of one original phrase while a table is learned. */
interface Row {
  readonly spuns: Map<number, Seen>;
  applied: number;
  /** Documents in which the phrase was swapped, and the last of them. */
  documents: number;
  appliedIn: number;
  left: number;
  /** Last document in which the phrase was left alone. */
  leftIn: number;
}

interface Seen {
  times: number;
  /** Last document that was counted. */
  document: number;
}

/** A swap as the aligner may use it, from the last round's counts. */
export interface Option {
  /** Word ids that the tool writes. */
  readonly spun: readonly number[];
  readonly node: number;
  /** -ln P(applied, this spun | original), in nats. */
  readonly cost: number;
}

/** P(a tool has this row | the original), from the words of the row alone, as ids. Range 0..1. */
export type RowPrior = (original: readonly number[], spun: readonly number[]) => number;

/**
 * Counts of (original, spun) pairs, and the costs that follow from them. A tool chooses once per document, so a
 * document counts once for each pair, however often it repeats it; documents come in order.
 */
export class PairCounts {
  private rows = new Map<number, Row>();
  private options = new Map<number, readonly Option[]>();

  constructor(
    readonly originals: PhraseTrie = new PhraseTrie(),
    readonly spuns: PhraseTrie = new PhraseTrie(),
  ) {}

  add(original: number, spun: number, document: number): void {
    const row = this.rowOf(original);
    const seen = row.spuns.get(spun);
    if (seen?.document === document) return;
    if (seen) {
      seen.times++;
      seen.document = document;
    } else row.spuns.set(spun, { times: 1, document });
    row.applied++;
    if (row.appliedIn === document) return;
    row.appliedIn = document;
    row.documents++;
  }

  /** Notes that a phrase stands in the garbled text as it stood in the original. */
  addLeft(original: number, document: number): void {
    const row = this.rows.get(original);
    if (!row || row.leftIn === document) return;
    row.left++;
    row.leftIn = document;
  }

  isKey(original: number): boolean {
    return this.rows.has(original);
  }

  optionsOf(original: number): readonly Option[] {
    return this.options.get(original) ?? [];
  }

  /** -ln P(left alone | original), in nats; 0 for a phrase that is no key. */
  keepCost(original: number): number {
    const row = this.rows.get(original);
    return row ? -Math.log(1 - rateOf(row)) : 0;
  }

  rate(original: number): number {
    const row = this.rows.get(original);
    return row ? rateOf(row) : 0;
  }

  /**
   * Fixes the costs of the next round and drops what is too rare or too seldom applied. With a prior, a row must not speak for
   * itself: one that was seen once costs what the prior says of rows of its size.
   */
  settle(minimumCount: number, minimumRate: number, prior?: RowPrior): void {
    this.options.clear();
    for (const [original, row] of this.rows) {
      for (const [spun, { times }] of row.spuns) {
        if (times >= minimumCount) continue;
        row.spuns.delete(spun);
        row.applied -= times;
      }
      if (row.spuns.size === 0 || rateOf(row) < minimumRate) {
        this.rows.delete(original);
        continue;
      }
      const rate = rateOf(row);
      const words = prior === undefined ? [] : this.originals.wordsOf(original);
      const options: Option[] = [];
      for (const [node, { times }] of row.spuns) {
        const spun = this.spuns.wordsOf(node);
        const share = prior === undefined ? times / row.applied : othersShare(times, row.documents, prior(words, spun));
        options.push({ node, spun, cost: -Math.log(rate * share) });
      }
      this.options.set(original, options);
    }
  }

  /** Empty counts over the same phrases: the next round counts into them. */
  successor(): PairCounts {
    const next = new PairCounts(this.originals, this.spuns);
    for (const original of this.rows.keys()) next.rowOf(original);
    return next;
  }

  /** How often each synonym of an original was chosen. */
  choicesOf(original: number): number[] {
    return [...(this.rows.get(original)?.spuns.values() ?? [])].map(({ times }) => times);
  }

  forEach(visit: (original: number, spun: number, times: number, applied: number, left: number) => void): void {
    for (const [original, row] of this.rows) {
      for (const [spun, { times }] of row.spuns) visit(original, spun, times, row.applied, row.left);
    }
  }

  private rowOf(original: number): Row {
    let row = this.rows.get(original);
    if (!row) {
      row = { spuns: new Map(), applied: 0, documents: 0, appliedIn: -1, left: 0, leftIn: -1 };
      this.rows.set(original, row);
    }
    return row;
  }
}

/** Observations that the prior counts for. */
const PRIOR_WEIGHT = 1;

/**
 * P(spun | original) from all texts but the one at hand (the Chinese restaurant process of J. DeNero et al., "Sampling Alignment
 * Structure under a Bayesian Translation Model", 2008).
 */
function othersShare(times: number, documents: number, prior: number): number {
  return (times - 1 + PRIOR_WEIGHT * prior) / (documents - 1 + PRIOR_WEIGHT);
}

/** Share of the occurrences that were swapped, with half a count on each side (Krichevsky-Trofimov). */
function rateOf(row: Row): number {
  return (row.applied + 0.5) / (row.applied + row.left + 1);
}
