import { expect, test } from "vitest";
import { countSwaps } from "./swap-counts.js";

const PAIRS = [
  { spun: "profound learning", original: "deep learning" },
  { spun: "profound nets", original: "deep networks" },
  { spun: "half breed join methodology", original: "hybrid join method" },
];

test("words that differ at the same place were swapped; the others were kept", () => {
  const { words, keys } = countSwaps(PAIRS, () => false);
  expect(words.of("profound")).toEqual(new Map([["deep", 2]]));
  expect(words.of("learning")).toEqual(new Map([["learning", 1]]));
  expect(words.total("deep")).toBe(2);
  expect(keys.of("net")).toEqual(new Map([["network", 1]]));
  expect(words.of("deep").size).toBe(0);
});

test("sides of different length are aligned; the rest is a phrase", () => {
  const { phrases, words } = countSwaps(PAIRS, (spun, original) => spun === "methodologi" && original === "method");
  expect(phrases.of("half breed")).toEqual(new Map([["hybrid", 1]]));
  expect(words.of("methodology")).toEqual(new Map([["method", 1]]));
});
