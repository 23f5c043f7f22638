import type { CompiledDictionary } from "./compile.js";

/** A word that another stood for in listed phrases. */
export interface WordSwap {
  readonly original: string;
  /** ln P(spun word | original word, swapped). */
  readonly log: number;
}

/** What is added to an original word's count, so that a pair seen once is not certain. */
const SMOOTHING = 3;

/**
 * Single-word swaps behind a family's phrases, by spun word, lower case: where a phrase and its original have as many words, the
 * words that differ were swapped one for one ("profound learning" for "deep learning": profound for deep).
 */
export function wordSwaps(dictionary: CompiledDictionary, family: string): ReadonlyMap<string, readonly WordSwap[]> {
  const index = dictionary.families.findIndex(({ id }) => id === family);
  const counts = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (const entry of dictionary.entries) {
    if (entry.family !== index) continue;
    for (const [spun, original] of alignedWords(entry.spun, entry.original)) {
      const originals = counts.get(spun) ?? new Map<string, number>();
      counts.set(spun, originals.set(original, (originals.get(original) ?? 0) + 1));
      totals.set(original, (totals.get(original) ?? 0) + 1);
    }
  }
  const swaps = new Map<string, WordSwap[]>();
  for (const [spun, originals] of counts) {
    const list = [...originals].map(([original, count]) => ({
      original,
      log: Math.log(count / (totals.get(original)! + SMOOTHING)),
    }));
    swaps.set(spun, list);
  }
  return swaps;
}

function alignedWords(spun: string, original: string): [string, string][] {
  const a = spun.toLowerCase().split(" ");
  const b = original.toLowerCase().split(" ");
  if (a.length !== b.length) return [];
  return a.flatMap((word, at): [string, string][] => (word === b[at] ? [] : [[word, b[at]!]]));
}
