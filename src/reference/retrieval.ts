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

/** A term as it was found, with its posting in each segment unless it is common. */
interface Found extends FoundTerm {
  readonly postings: readonly (Posting | undefined)[] | undefined;
}

/** Frequencies kept between queries; half of a text's words are in every text. */
const MOST_KEPT = 500_000;

/** Finds articles by rare terms: term at a time, scores summed up in an array over the articles. */
export class Retrieval {
  private readonly scoreboard = new Scoreboard();
  private readonly frequencies = new Map<number, number>();
  private version = 0;

  constructor(private readonly index: TermIndex) {}

  /** The articles that share most with the rarest of the terms, in a store of so many. */
  best(terms: readonly QueryTerm[], articles: number, most: number): Best {
    this.scoreboard.clear();
    this.forgetOldFrequencies();
    const segments = this.index.segments();
    const found: Found[] = [];
    for (const [key, weight] of weightsByKey(terms)) {
      const term = this.find(segments, key, commonAbove(articles));
      if (term.frequency > 0) found.push({ ...term, key, weight });
    }
    let total = 0;
    for (const term of rarestTerms(found, articles)) {
      const score = term.weight * rarity(term.frequency, articles);
      total += score;
      for (const [index, segment] of segments.entries()) {
        const { key, postings } = term;
        this.add(segment, postings === undefined ? this.index.posting(segment, key) : postings[index], score);
      }
    }
    return { total, best: this.scoreboard.best(most) };
  }

  /** After a change of this connection's own, which its version does not show. */
  forgetFrequencies(): void {
    this.frequencies.clear();
  }

  /** Lists of terms in more articles than `common` stay on the disk. */
  private find(segments: readonly Segment[], key: number, common: number): Pick<Found, "frequency" | "postings"> {
    const known = this.frequencies.get(key);
    if (known === 0 || (known !== undefined && known > common)) return { frequency: known, postings: undefined };
    const postings = segments.map((segment) => this.index.posting(segment, key, common));
    const frequency = postings.reduce((sum, posting) => sum + (posting?.[0] ?? 0), 0);
    this.frequencies.set(key, frequency);
    return { frequency, postings: frequency > common ? undefined : postings };
  }

  private add(segment: Segment, posting: Posting | undefined, score: number): void {
    if (posting === undefined) return;
    const [count, list] = posting;
    const numbers: number[] = [];
    decodeNumbers(list!, { base: segment.first, last: segment.last }, numbers);
    if (numbers.length !== count) throw new Damage("a list of articles has another length than it says");
    this.scoreboard.add(numbers, score);
  }

  private forgetOldFrequencies(): void {
    const version = this.index.version();
    if (version !== this.version || this.frequencies.size > MOST_KEPT) this.frequencies.clear();
    this.version = version;
  }
}
