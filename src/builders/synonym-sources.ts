/** Pairs of single words from the thesauri, as tracing takes them. */
import { readLines } from "../evaluation/lines.js";
import { mobyEntry } from "../thesaurus/moby.js";
import { ppdbPair } from "../thesaurus/ppdb.js";
import { Part, type Wordnet } from "../thesaurus/wordnet.js";
import { SynonymSource } from "../tracing/thesaurus.js";
import type { SynonymPair } from "./terms-build.js";

/** Moby's pairs, each direction as a source of its own. */
export async function* mobyPairs(path: string): AsyncGenerator<SynonymPair> {
  for await (const line of readLines(path)) {
    const { head, synonyms } = mobyEntry(line);
    if (!isWord(head)) continue;
    for (const synonym of synonyms.filter(isWord)) {
      yield [synonym, head, SynonymSource.Moby];
      yield [head, synonym, SynonymSource.MobyReversed];
    }
  }
}

/** PPDB's pairs, both ways. */
export async function* ppdbPairs(path: string): AsyncGenerator<SynonymPair> {
  for await (const line of readLines(path)) {
    const pair = ppdbPair(line);
    if (pair === null || !pair.every(isWord)) continue;
    const [one, other] = pair;
    yield [one, other, SynonymSource.Ppdb];
    yield [other, one, SynonymSource.Ppdb];
  }
}

function isWord(text: string): boolean {
  return /^[a-z]+$/.test(text);
}

/** Words of one synset. */
export function* wordnetPairs(wordnet: Wordnet): Generator<SynonymPair> {
  for (const synset of wordnet.synsets()) {
    const words = synset.words.filter(isWord);
    for (const spun of words)
      for (const original of words) if (spun !== original) yield [spun, original, SynonymSource.WordNet];
  }
}

/** Nouns of several words, with spaces between them. */
export function* wordnetNouns(wordnet: Wordnet): Generator<string> {
  for (const word of wordnet.words())
    if (word.includes("_") && wordnet.partsOf(word) & Part.Noun) yield word.replaceAll("_", " ");
}
