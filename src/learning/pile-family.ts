import type { Family, Substitution } from "../dictionary/family.js";
import type { SynonymSource } from "../dictionary/synonym-source.js";
import type { ExpectedCounts } from "./expected-counts.js";
import { formInside, isName, type Pile, timesIn } from "./pile.js";

/** Originals that are weighed for one spun phrase: the likeliest of a thesaurus' many. */
const MOST_ORIGINALS = 16;
/** Share of clean text below which an original is too rare to be told by its context. */
const LEAST_FREQUENCY = 1.5e-5;
/** Occurrences that what is usual counts for, where the pile says otherwise. */
const WEIGHT = 1;
/** Share of a word's occurrences that a tool leaves alone, for any word that a thesaurus has. */
const USUAL_KEEP = 0.7;

/**
 * All that the pile's tool may have done, as a family: each phrase of the pile with what it may stand for, and, by frequencies
 * alone, how likely that is. An original that stands in the pile as often as in other text is one that the tool leaves alone; one
 * that has vanished it always swaps; and what it writes instead must be there, beyond what other text has of it.
 */
export function pileFamily(pile: Pile, synonyms: SynonymSource, expected: ExpectedCounts): Family {
  const substitutions: Substitution[] = [];
  for (const [phrase, known] of pile.phrases) {
    if (isName(known)) continue; // a thesaurus has many a surname as a word
    const { count } = known;
    const spun = formInside(known);
    const beyond = Math.max(0, count - expected.of(phrase));
    const rows = synonyms
      .originalsOf(phrase)
      .filter(({ original }) => original.toLowerCase() !== phrase)
      .map(({ original, log }) => ({ original, prior: Math.exp(log), due: expected.of(original) }))
      .filter(({ due }) => due >= LEAST_FREQUENCY * pile.tokens)
      .sort((a, b) => b.prior * b.due - a.prior * a.due || (a.original < b.original ? -1 : 1))
      .slice(0, MOST_ORIGINALS);
    for (const { original, prior, due } of rows) {
      const stands = timesIn(pile, original.toLowerCase());
      const keep = keepOf(stands, due);
      const most = (beyond + WEIGHT) / (Math.max(due, stands) * (1 - keep) + WEIGHT);
      substitutions.push({ original, spun, probability: prior * Math.min(1, most), keep, count: 0 });
    }
  }
  return { id: "pile", title: "what the pile's tool may do", substitutions };
}

/** P(the tool leaves an original alone) of one that stands in the pile so often and is due so often. Range (0, .99]. */
export function keepOf(stands: number, due: number): number {
  return Math.min(0.99, (stands + WEIGHT * USUAL_KEEP) / (Math.max(due, stands) + WEIGHT));
}
