import { Damage } from "./damage.js";
import { decodeNumbers } from "./posting-list.js";
import { commonAbove, type FoundTerm, rarestTerms, rarity, weightsByKey } from "./rarest-terms.js";
import { Scoreboard, type Scored } from "./scoreboard.js";
import type { Segment } from "./segments.js";
import type { QueryTerm } from "./store.js";
import type { Posting, TermIndex } from "./term-index.js";

/** The best articles, and the score of one that would hold all terms looked up. */
export interface Best {
  readonly total: number;
  readonly best: readonly Scored[];
}

/** A term as it was found, with its posting in each segment. */
interface Found extends FoundTerm {
  readonly postings: readonly (Posting | undefined)[];
}

/** Finds articles by rare terms: term at a time, scores summed up in an array over the articles. */
export class Retrieval {
  private readonly scoreboard = new Scoreboard();

  constructor(private readonly index: TermIndex) {}

  /** The articles that share most with the rarest of the terms, in a store of so many. */
  best(terms: readonly QueryTerm[], articles: number, most: number): Best {
    this.scoreboard.clear();
    const segments = this.index.segments();
    const found: Found[] = [];
    for (const [key, weight] of weightsByKey(terms)) {
      // Lists of common terms stay on the disk.
      const postings = segments.map((segment) => this.index.posting(segment, key, commonAbove(articles)));
      const frequency = postings.reduce((sum, posting) => sum + (posting?.[0] ?? 0), 0);
      if (frequency > 0) found.push({ key, weight, frequency, postings });
    }
    let total = 0;
    for (const term of rarestTerms(found, articles)) {
      const score = term.weight * rarity(term.frequency, articles);
      total += score;
      for (const [index, segment] of segments.entries()) this.add(segment, term, index, score);
    }
    return { total, best: this.scoreboard.best(most) };
  }

  private add(segment: Segment, { key, postings }: Found, index: number, score: number): void {
    const posting = postings[index];
    if (posting === undefined) return;
    const [count, list] = posting[1] === null ? this.index.posting(segment, key, posting[0])! : posting;
    const numbers: number[] = [];
    decodeNumbers(list!, { base: segment.first, last: segment.last }, numbers);
    if (numbers.length !== count) throw new Damage("a list of articles has another length than it says");
    this.scoreboard.add(numbers, score);
  }
}
