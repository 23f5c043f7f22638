import { describe, expect, test } from "vitest";
import { mobyEntry } from "./moby.js";
import { ppdbPair } from "./ppdb.js";
import { Part, readWordnet } from "./wordnet.js";

describe("lines of thesauri", () => {
  test("Moby's have a head and synonyms, in their own case", () => {
    expect(mobyEntry("harbour,Haven,port of call\r")).toEqual({ head: "harbour", synonyms: ["Haven", "port of call"] });
    expect(mobyEntry("harbour")).toEqual({ head: "harbour", synonyms: [] });
  });

  test("PPDB's are pairs, or nothing", () => {
    expect(ppdbPair("quick\tfast\n")).toEqual(["quick", "fast"]);
    expect(ppdbPair("quick")).toBeNull();
    expect(ppdbPair("")).toBeNull();
  });
});

describe("WordNet, as the package brings it", () => {
  const wordnet = readWordnet();

  test("gives synsets part by part, nouns first", () => {
    const parts = [...wordnet.synsets()].map(({ part }) => part);
    expect(parts.length).toBeGreaterThan(100_000);
    expect(parts.filter((part, at) => part !== parts[at - 1])).toEqual([
      Part.Noun,
      Part.Verb,
      Part.Adjective,
      Part.Adverb,
    ]);
  });

  test("leads from a word to its synonyms", () => {
    const senses = wordnet.sensesOf("automobile");
    expect(senses.some(({ key }) => wordnet.synset(key)?.words.includes("car"))).toBe(true);
    expect(wordnet.partsOf("automobile")).toBe(Part.Noun | Part.Verb);
    expect(wordnet.partsOf("no such word")).toBe(0);
  });

  test("strips the marks that say where an adjective may stand", () => {
    expect([...wordnet.synsets()].flatMap(({ words }) => words).filter((word) => /[()A-Z]/.test(word))).toEqual([]);
  });
});
