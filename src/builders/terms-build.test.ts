import { expect, test } from "vitest";
import { TermFlag, TermLexicon } from "../tracing/lexicon.js";
import { SynonymSource, Thesaurus } from "../tracing/thesaurus.js";
import { chosenWords, lexiconArrays, type MinedGram, thesaurusArrays } from "./terms-build.js";

const LEAST = { wordScience: 10, wordGeneral: 50, termScience: 5, termGeneral: 20 };

function gram(text: string, science: number, more: Partial<MinedGram> = {}): MinedGram {
  return { words: text.split(" "), science, general: 0, hyphens: 0, ...more };
}

const GRAMS = [
  ...["deep", "learning", "of", "net"].map((word, at) => gram(word, 40 - at)),
  gram("rare", 2),
  gram("deep learning", 20),
  gram("deep learning net", 6, { hyphens: 1 }),
  gram("learning of", 30),
  gram("deep net", 3),
  gram("net learning", 0, { isNoun: true }),
  gram("rare net", 9),
];
const WORDS = chosenWords(GRAMS, LEAST);
const lexicon = new TermLexicon(lexiconArrays(GRAMS, WORDS, LEAST), 1000);
const nodeOf = (text: string) => lexicon.node(text.split(" ").map((word) => lexicon.find(word)));

test("words that are frequent enough are chosen, the most frequent first", () => {
  expect([...WORDS.keys()]).toEqual(["deep", "learning", "of", "net"]);
});

test("terms are found with their counts, also below others", () => {
  expect(Math.round(lexicon.science(nodeOf("deep learning")))).toBe(20);
  expect(lexicon.flags(nodeOf("deep learning net"))).toBe(TermFlag.Term | TermFlag.FirstHyphen);
  expect(lexicon.flags(nodeOf("net learning"))).toBe(TermFlag.Term | TermFlag.WordNet);
});

test("what is rare, ends with a function word or has an unknown word is no term", () => {
  for (const text of ["deep net", "learning of", "rare net"]) expect(nodeOf(text)).toBe(-1);
});

test("synonyms stand under all forms of a word, with every source that names them", () => {
  const pairs = [
    ["profound", "deep", SynonymSource.Moby],
    ["profound", "deep", SynonymSource.WordNet],
    ["scarce", "rare", SynonymSource.Moby],
    ["nets", "net", SynonymSource.Ppdb],
  ] as const;
  const thesaurus = new Thesaurus(thesaurusArrays(pairs, WORDS, 20), lexicon);
  expect(thesaurus.synonyms("profound")).toEqual([
    { key: "deep", sources: SynonymSource.Moby | SynonymSource.WordNet, fan: 1 },
  ]);
  expect(thesaurus.synonyms("scarc")).toEqual([]);
  expect(thesaurus.synonyms("net")).toEqual([]);
});
