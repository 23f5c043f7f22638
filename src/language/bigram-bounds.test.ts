import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { builtIn } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { type Background, openBackground } from "./background.js";
import type { NgramModel } from "./ngram-model.js";
import { modelWordIds } from "./word-ids.js";

const STORY = readFileSync(new URL("../../samples/clean/politics.txt", import.meta.url), "utf8");

let background: Background;
let model: NgramModel;
/** Every tenth word of a story, each beside each. */
let pairs: readonly (readonly [v: number, w: number])[];
beforeAll(() => {
  background = openBackground(builtIn("background.lm"));
  model = background.models[1]!;
  const words = [...modelWordIds(background.vocabulary, readTokens(STORY).tokens)];
  const some = words.filter((_, at) => at % 3 === 0).slice(0, 150);
  pairs = some.flatMap((v) => some.map((w) => [v, w] as const));
});

describe("bounds of a model's bigrams", () => {
  test("no bigram exceeds them", () => {
    const { after, into } = model.bounds;
    for (const [v, w] of pairs) expect(Math.log(model.bigram(v, w))).toBeLessThanOrEqual(Math.min(after[v]!, into[w]!));
  });

  test("no bigram that the model has is denied, and few that it lacks are let through", () => {
    let lacking = 0;
    let passed = 0;
    for (const [v, w] of pairs) {
      model.bigram(v, w);
      const mayHave = model.bounds.mayHave(v, w);
      if (model.place >= 0) expect(mayHave).toBe(true);
      else {
        lacking += 1;
        passed += mayHave ? 1 : 0;
      }
    }
    expect(lacking).toBeGreaterThan(1000);
    expect(passed / lacking).toBeLessThan(0.1);
  });

  test("what the model lacks is as probable as its words by themselves, and the filter changes nothing", () => {
    const { backoffs, unigrams } = model.bounds;
    for (const [v, w] of pairs) {
      const p = model.bigram(v, w);
      if (model.place < 0) expect(Math.log(p)).toBeLessThanOrEqual(backoffs[v]! + unigrams[w]!);
      expect(model.rareBigram(v, w)).toBe(p);
    }
  });
});
