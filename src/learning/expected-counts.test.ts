import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackground, suitParts } from "../language/background.js";
import { builtIn } from "../resources.js";
import { ExpectedCounts } from "./expected-counts.js";
import { type Pile, readPile, timesIn } from "./pile.js";

const SAMPLES = new URL("../../samples/clean/", import.meta.url);
const background = openBackground(builtIn("background.lm"));
let pile: Pile;
let expected: ExpectedCounts;

beforeAll(() => {
  pile = readPile(
    background,
    readdirSync(SAMPLES).map((name) => readFileSync(new URL(name, SAMPLES), "utf8")),
  );
  expected = new ExpectedCounts(background, pile);
});

describe("expected counts", () => {
  test("are the sum over the words before, as the model has them one by one", () => {
    const one = readPile(background, ["The price of steel rose."]);
    const words = one.pages[0]!.words;
    const { background: parts, mixture } = suitParts(background, words, [[0, words.length]]);
    const steel = background.vocabulary.find("steel");
    let sum = 0;
    for (const [before, times] of one.contexts) {
      parts.models.forEach((model, k) => {
        sum += mixture[k]! * times * model.bigram(before, steel);
      });
    }
    expect(new ExpectedCounts(background, one).of("steel")).toBeCloseTo(sum, 6);
  });

  test("of common words are near what stands in clean text, and those of phrases below their words'", () => {
    for (const word of ["of", "in", "to", "and", "for", "is", "on"]) {
      const ratio = expected.of(word) / timesIn(pile, word);
      expect(ratio, word).toBeGreaterThan(0.4);
      expect(ratio, word).toBeLessThan(2.5);
    }
    expect(expected.of("according to")).toBeLessThan(expected.of("according"));
    expect(expected.of("according to")).toBeGreaterThan(expected.of("according of"));
  });

  test("of what the model does not know are none", () => {
    expect(expected.of("qwxzjk")).toBe(0);
    expect(expected.of("the qwxzjk")).toBe(0);
    expect(expected.of("")).toBe(0);
  });
});
