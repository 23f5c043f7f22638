import type { QueryTerm } from "./store.js";
import { termKey } from "./term-key.js";

/** A term that the store has. */
export interface FoundTerm {
  readonly key: number;
  readonly weight: number;
  /** Articles that hold it. Above 0. */
  readonly frequency: number;
}

/** Terms in a larger share of the articles tell little and cost much. */
export const COMMON_SHARE = 0.02;
/** In a small store a share is a matter of chance: terms in at most so many articles are always looked up. */
export const ALWAYS = 64;
/**
 * Postings that one query may read: the rarest terms up to here. Bounds what a look-up takes however large the store is; of garbled stories
 * among 101,200 articles the same are found with 2,000, and with forty times as many as these.
 */
export const MOST_POSTINGS = 5_000;

/** Above how many articles a term is common in a store of so many. */
export function commonAbove(articles: number): number {
  return Math.max(ALWAYS, Math.floor(articles * COMMON_SHARE));
}

/** The terms' keys with their weights, 0 and less left out; of a term named twice the greater weight counts. */
export function weightsByKey(terms: readonly QueryTerm[]): ReadonlyMap<number, number> {
  const weights = new Map<number, number>();
  for (const { term, weight } of terms) {
    const key = termKey(term);
    if (weight > (weights.get(key) ?? 0)) weights.set(key, weight);
  }
  return weights;
}

/** Those to look up, the rarest first: what is not common, or all when everything is; as many as a query may read. */
export function rarestTerms<T extends FoundTerm>(found: readonly T[], articles: number): readonly T[] {
  const common = commonAbove(articles);
  const rare = found.filter(({ frequency }) => frequency <= common);
  const sorted = (rare.length > 0 ? rare : [...found]).sort((a, b) => a.frequency - b.frequency || a.key - b.key);
  let postings = 0;
  let end = 0;
  while (end < sorted.length && (end === 0 || postings + sorted[end]!.frequency <= MOST_POSTINGS)) {
    postings += sorted[end]!.frequency;
    end += 1;
  }
  return sorted.slice(0, end);
}

/** How much a term says by its rarity: log((articles + 1) / articles with it). Above 0. */
export function rarity(frequency: number, articles: number): number {
  return Math.log((articles + 1) / frequency);
}
