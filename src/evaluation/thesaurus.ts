import { join } from "node:path";
import type { SynonymCandidate, SynonymSource } from "../dictionary/synonym-source.js";
import { MOBY, mobyEntry } from "../thesaurus/moby.js";
import { PPDB, ppdbPair } from "../thesaurus/ppdb.js";
import { readLines } from "./lines.js";

/** Longest entry that is kept, in words; tools write no longer ones. */
const LONGEST = 4;

/** A thesaurus' pairs with their weights, by spun word and original; both directions where the thesaurus means both. */
export type WordPairs = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** PPDB's word pairs, both ways. */
export async function readPpdb(shared: string): Promise<WordPairs> {
  const pairs = new Map<string, Map<string, number>>();
  for await (const line of readLines(join(shared, "data", "thesauri", PPDB))) {
    const [a, b] = ppdbPair(line.toLowerCase()) ?? [];
    if (a === undefined || b === undefined || /\d/.test(a + b)) continue;
    addPair(pairs, b, a, 1);
    addPair(pairs, a, b, 1);
  }
  return pairs;
}

/** Moby's entries for each head; one of many says less. */
export async function readMoby(shared: string): Promise<WordPairs> {
  const pairs = new Map<string, Map<string, number>>();
  for await (const line of readLines(join(shared, "data", "thesauri", MOBY))) {
    const { head, synonyms } = mobyEntry(line.toLowerCase());
    if (!isShort(head)) continue;
    const short = synonyms.filter(isShort);
    for (const synonym of short) addPair(pairs, synonym, head, 1 / Math.sqrt(short.length + 1));
  }
  return pairs;
}

function isShort(entry: string): boolean {
  return entry.split(" ").length <= LONGEST;
}

function addPair(pairs: Map<string, Map<string, number>>, spun: string, original: string, weight: number): void {
  const originals = pairs.get(spun) ?? new Map<string, number>();
  pairs.set(spun, originals);
  originals.set(original, (originals.get(original) ?? 0) + weight);
}

/** P(spun | original): each weight among all of its original's, one more for what no thesaurus lists. */
export function thesaurusSource(...thesauri: readonly WordPairs[]): SynonymSource {
  const joined = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  for (const thesaurus of thesauri) {
    for (const [spun, originals] of thesaurus) {
      for (const [original, weight] of originals) {
        addPair(joined, spun, original, weight);
        totals.set(original, (totals.get(original) ?? 1) + weight);
      }
    }
  }
  return {
    originalsOf(phrase) {
      const originals = joined.get(phrase) ?? new Map<string, number>();
      return [...originals].map(
        ([original, weight]): SynonymCandidate => ({ original, log: Math.log(weight / totals.get(original)!) }),
      );
    },
  };
}
