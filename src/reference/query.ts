import type { QueryTerm } from "./store.js";
import { referenceTerms } from "./terms.js";

/** Distinct terms that a query names at most: a text of a hundred pages has said what it is about by then. */
const MOST_TERMS = 5000;

/** What to look for: the document's own words. A store weighs them by their rarity, so what a tool wrote counts little. */
export function queryTerms(text: string): QueryTerm[] {
  const terms = new Set<string>();
  for (const term of referenceTerms(text)) {
    terms.add(term);
    if (terms.size === MOST_TERMS) break;
  }
  return Array.from(terms, (term) => ({ term, weight: 1 }));
}
