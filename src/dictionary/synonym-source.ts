import type { Family } from "./family.js";

/** An original that a spun phrase may stand for. */
export interface SynonymCandidate {
  /** As it stands inside a sentence, one space between words. */
  readonly original: string;
  /** ln P(spun | original, swapped by some tool), in nats; at most 0. */
  readonly log: number;
}

/**
 * What any tool may have written a phrase for: a thesaurus, or the tables of other tools. `phrase` is in lower case, one space
 * between its words.
 */
export interface SynonymSource {
  originalsOf(phrase: string): readonly SynonymCandidate[];
}

const NONE: readonly SynonymCandidate[] = [];

/** The pairs of tables that are known, as what another tool might do too. Where several have a pair, the most probable counts. */
export function tableSynonyms(families: readonly Family[]): SynonymSource {
  const bySpun = new Map<string, Map<string, SynonymCandidate>>();
  for (const { substitutions } of families) {
    for (const { original, spun, probability } of substitutions) {
      const key = original.toLowerCase();
      const phrase = spun.toLowerCase();
      if (key === phrase) continue;
      const originals = bySpun.get(phrase) ?? new Map<string, SynonymCandidate>();
      bySpun.set(phrase, originals);
      const log = Math.log(Math.min(1, probability));
      if (log > (originals.get(key)?.log ?? Number.NEGATIVE_INFINITY)) originals.set(key, { original, log });
    }
  }
  const lists = new Map([...bySpun].map(([phrase, originals]) => [phrase, [...originals.values()]]));
  return { originalsOf: (phrase) => lists.get(phrase) ?? NONE };
}

/** What any of several sources knows; where two know a pair, the more probable counts. */
export function joinSynonyms(...sources: readonly SynonymSource[]): SynonymSource {
  return {
    originalsOf(phrase) {
      const joined = new Map<string, SynonymCandidate>();
      for (const candidate of sources.flatMap((source) => source.originalsOf(phrase))) {
        const key = candidate.original.toLowerCase();
        if (candidate.log > (joined.get(key)?.log ?? Number.NEGATIVE_INFINITY)) joined.set(key, candidate);
      }
      return [...joined.values()];
    },
  };
}
