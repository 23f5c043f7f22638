import type { Family, Substitution } from "../dictionary/family.js";
import { createNamedRandom } from "./random.js";
import type { WordPairs } from "./thesaurus.js";

export interface RandomToolOptions {
  readonly seed: number;
  /** Share of the words of running text that the tool swaps. Range 0..1. */
  readonly share: number;
  /** Words of texts of the kind that it is to garble. */
  readonly words: Iterable<string>;
}

/** Synonyms that a tool has for one word. */
const MOST_SYNONYMS = 2;
/** Words that stand for themselves whatever the thesaurus says: no tool touches them. */
const SHORTEST = 3;

/** A tool that does not exist: for some of the words that a thesaurus has, one or two of their synonyms, once and for all. */
export function randomTool(thesaurus: WordPairs, options: RandomToolOptions): Family {
  const synonyms = bySource(thesaurus);
  const counts = new Map<string, number>();
  let total = 0;
  for (const word of options.words) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    total++;
  }
  const able = [...counts.keys()].filter((word) => word.length >= SHORTEST && synonyms.has(word)).sort();
  const covered = able.reduce((sum, word) => sum + counts.get(word)!, 0);
  const chance = Math.min(1, (options.share * total) / Math.max(1, covered));
  const substitutions: Substitution[] = [];
  for (const original of able) {
    const random = createNamedRandom(options.seed, original);
    if (random() >= chance) continue;
    const all = synonyms.get(original)!.toSorted();
    const chosen = new Set(Array.from({ length: MOST_SYNONYMS }, () => all[Math.floor(random() * all.length)]!));
    for (const spun of chosen) substitutions.push({ original, spun, probability: 1 / chosen.size, keep: 0, count: 0 });
  }
  return { id: "random", title: "a tool drawn from a thesaurus", substitutions };
}

/** What stands for each word. */
function bySource(thesaurus: WordPairs): Map<string, string[]> {
  const synonyms = new Map<string, string[]>();
  for (const [spun, originals] of thesaurus) {
    for (const original of originals.keys()) {
      if (spun === original) continue;
      const list = synonyms.get(original);
      if (list) list.push(spun);
      else synonyms.set(original, [spun]);
    }
  }
  return synonyms;
}
