import type { Family } from "../dictionary/family.js";
import type { SynonymSource } from "../dictionary/synonym-source.js";
import type { Background } from "../language/background.js";
import { countPile } from "./count-pile.js";
import { ExpectedCounts } from "./expected-counts.js";
import { pageRows } from "./page-rows.js";
import { readPile } from "./pile.js";
import { pileFamily } from "./pile-family.js";

export interface LearnPagesOptions {
  readonly id: string;
  readonly title: string;
  readonly background: Background;
  /** Families that are known: what they explain need not be a new tool's doing. */
  readonly families: readonly Family[];
  /** What any tool may do. */
  readonly synonyms: SynonymSource;
  readonly onProgress?: (message: string) => void;
}

export interface LearnedPages {
  readonly family: Family;
  /** Pages with text of their own, and their tokens. */
  readonly pages: number;
  readonly tokens: number;
  /** Expected number of swaps in the pile. */
  readonly swaps: number;
  /** The known family that explains most of them, and which share; null when there are no swaps. */
  readonly known: { readonly id: string; readonly share: number } | null;
}

/**
 * Learns a family's table from garbled pages alone, some ten to forty of one tool: one step of expectation-maximisation (A. P.
 * Dempster et al., 1977) over the pile. A thesaurus' pairs, weighed by which words have vanished from the pile and which stand in it
 * too often, are decoded with the language model; what they are expected to have done becomes the table. A second step
 * only reinforces the errors of the first.
 */
export function learnPages(texts: readonly string[], options: LearnPagesOptions): LearnedPages {
  const { id, title, background, families, synonyms, onProgress } = options;
  const pile = readPile(background, texts);
  onProgress?.(`read ${pile.pages.length} pages, ${pile.tokens} words`);
  const guess = pileFamily(pile, synonyms, new ExpectedCounts(background, pile));
  onProgress?.(`decoding with ${guess.substitutions.length} pairs that may be the tool's`);
  const { pairs, byFamily } = countPile(background, [...families, guess], pile);
  const swaps = byFamily.reduce((sum, count) => sum + count, 0);
  return {
    family: { id, title, substitutions: pageRows(pairs, pile) },
    pages: pile.pages.length,
    tokens: pile.tokens,
    swaps,
    known: knownFamily(families, byFamily, swaps),
  };
}

function knownFamily(families: readonly Family[], byFamily: readonly number[], swaps: number): LearnedPages["known"] {
  const ids = [...new Set(families.map((family) => family.id))];
  if (ids.length === 0 || swaps === 0) return null;
  const most = ids.reduce((best, _, at) => (byFamily[at]! > byFamily[best]! ? at : best), 0);
  return { id: ids[most]!, share: byFamily[most]! / swaps };
}
