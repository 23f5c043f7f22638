import type { Family } from "./family.js";

/** An original that a spun phrase may stand for. */
export interface SynonymCandidate {
  /** Lower case, one space between words. */
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
  const bySpun = new Map<string, Map<string, number>>();
  for (const family of families) {
    for (const { original, spun, probability } of family.substitutions) {
      const [from, to] = [original.toLowerCase(), spun.toLowerCase()];
      if (from === to) continue;
      let originals = bySpun.get(to);
      if (!originals) {
        originals = new Map();
        bySpun.set(to, originals);
      }
      originals.set(from, Math.max(originals.get(from) ?? Number.NEGATIVE_INFINITY, Math.log(probability)));
    }
  }
  const lists = new Map<string, readonly SynonymCandidate[]>();
  for (const [spun, originals] of bySpun) {
    lists.set(
      spun,
      [...originals].map(([original, log]) => ({ original, log: Math.min(0, log) })),
    );
  }
  return { originalsOf: (phrase) => lists.get(phrase) ?? NONE };
}
