import { describe, expect, test } from "vitest";
import { randomTool } from "./random-tool.js";
import { thesaurusSource, type WordPairs } from "./thesaurus.js";

const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  metal: ["steel", "iron"],
  worth: ["price", "value"],
  cost: ["price"],
  firm: ["company"],
  of: ["by"],
};
const PAIRS: WordPairs = new Map(
  Object.entries(ENTRIES).map(([spun, originals]) => [spun, new Map(originals.map((original) => [original, 1]))]),
);
const WORDS = "the price of steel by the company rose by a price".split(" ");

describe("a tool drawn from a thesaurus", () => {
  test("is the same for the same seed, and holds only the thesaurus' pairs of words that occur", () => {
    const options = { seed: 3, share: 1, words: WORDS };
    const { substitutions } = randomTool(PAIRS, options);
    expect(randomTool(PAIRS, options).substitutions).toEqual(substitutions);
    const originals = new Set(substitutions.map(({ original }) => original));
    expect([...originals].toSorted()).toEqual(["company", "price", "steel"]);
    for (const { original, spun } of substitutions) expect(PAIRS.get(spun)!.has(original)).toBe(true);
    for (const original of originals) {
      const rows = substitutions.filter((row) => row.original === original);
      expect(rows.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
    }
  });

  test("of no share swaps nothing", () => {
    expect(randomTool(PAIRS, { seed: 3, share: 0, words: WORDS }).substitutions).toEqual([]);
  });
});

test("a thesaurus gives each original's mass to its synonyms, and a little to none of them", () => {
  const source = thesaurusSource(PAIRS);
  expect(source.originalsOf("worth")).toEqual([
    { original: "price", log: Math.log(1 / 3) },
    { original: "value", log: Math.log(1 / 2) },
  ]);
  expect(source.originalsOf("copper")).toEqual([]);
});
