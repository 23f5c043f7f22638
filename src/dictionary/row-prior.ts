import type { Vocabulary } from "../language/vocabulary.js";
import type { RowPrior } from "./pair-counts.js";
import type { SynonymSource } from "./synonym-source.js";

/** ln P of a row of one word for one word among all that a tool might write. */
const ONE_WORD = -4;
/** Nats for each further word, on either side. */
const FURTHER_WORD = -2;
/** Several words for as many: nearly always so many swaps that touch. */
const WORD_BY_WORD = -1;
/** What a pair gains that another table or a thesaurus knows. */
const KNOWN = 2.5;

/**
 * What kind of row tools have, before any text is seen: short ones, and such as other tables or thesauri know. With it, two
 * swaps that touch are told from one of two words though neither was ever seen apart.
 */
export function rowPrior(vocabulary: Vocabulary, synonyms?: SynonymSource): RowPrior {
  const phrase = (words: readonly number[]) => words.map((word) => vocabulary.word(word)).join(" ");
  return (original, spun) => {
    const further = original.length + spun.length - 2;
    const even = original.length > 1 && original.length === spun.length ? WORD_BY_WORD : 0;
    const text = phrase(original);
    const isKnown = synonyms?.originalsOf(phrase(spun)).some((known) => known.original.toLowerCase() === text) ?? false;
    return Math.exp(ONE_WORD + FURTHER_WORD * further + even + (isKnown ? KNOWN : 0));
  };
}
