import fc from "fast-check";
import { expect, test } from "vitest";
import { differInSpellingOnly } from "./spelling.js";

test.each([
  ["per cent", "percent"],
  ["organised", "organized"],
  ["the centre of the city", "the center of the city"],
  ["neighbours", "neighbors"],
  ["travelled", "traveled"],
  ["defence", "defense"],
  ["programmes", "programs"],
  ["co-operate", "cooperate"],
  ["analysed", "analyzed"],
])("%s and %s are one word", (a, b) => {
  expect(differInSpellingOnly(a, b)).toBe(true);
  expect(differInSpellingOnly(b, a)).toBe(true);
});

test.each([
  ["said", "told"],
  ["with out", "without"],
  ["rise", "size"],
  ["wise", "wide"],
  ["there", "three"],
  ["31", "37"],
  ["", "a"],
])("%s and %s are not", (a, b) => {
  expect(differInSpellingOnly(a, b)).toBe(false);
});

test("nothing differs from itself, whatever it is", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !differInSpellingOnly(text, text)));
});
