import { expect, test } from "vitest";
import { TermMiner } from "./mine-terms.js";

function mined(science: readonly string[], general: readonly string[] = []) {
  const miner = new TermMiner();
  for (const text of science) miner.add("science", text);
  for (const text of general) miner.add("general", text);
  return new Map([...miner.grams()].map((gram) => [gram.words.join(" "), gram]));
}

test("counts frequent sequences, never across punctuation", () => {
  const grams = mined([
    "We train a random forest. A random forest!",
    "the random forest, forest random",
    "Random Forest",
  ]);
  expect(grams.get("random")?.science).toBe(5);
  expect(grams.get("random forest")?.science).toBe(4);
  expect(grams.has("forest random")).toBe(false);
  expect(grams.has("forest forest")).toBe(false);
  expect(grams.has("train")).toBe(false);
});

test("notes where a hyphen mostly stands, and which kind of text it was", () => {
  const text = "a k-means clustering step";
  const grams = mined([text, text, "the k means clustering"], [text]);
  expect(grams.get("k means clustering")).toMatchObject({ science: 3, general: 1, hyphens: 1 });
  expect(grams.get("means clustering")).toMatchObject({ hyphens: 0 });
});

test("five words at most", () => {
  const grams = mined(Array.from({ length: 4 }, () => "one two three four five six"));
  expect(grams.has("one two three four five")).toBe(true);
  expect(Math.max(...[...grams.values()].map(({ words }) => words.length))).toBe(5);
});
