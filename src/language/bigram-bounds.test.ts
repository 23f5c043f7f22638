import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { builtIn } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { type Background, openBackground } from "./background.js";
import { packBounds, unpackBounds } from "./bigram-bounds.js";
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

  test("packed they rule out no more, and not much less", () => {
    const { after, into } = model.bounds;
    const back = unpackBounds(packBounds(model.bounds));
    for (const [bounds, unpacked] of [
      [after, back.after],
      [into, back.into],
    ] as const) {
      expect(unpacked.length).toBe(bounds.length);
      expect(bounds.findIndex((bound, word) => unpacked[word]! < bound - 1e-5)).toBe(-1);
      expect(bounds.findIndex((bound, word) => bound > -20 && unpacked[word]! > bound + 0.1)).toBe(-1);
    }
  });

  test("there is no filter before it is worth its making, and nobody misses it", () => {
    const fresh = openBackground(builtIn("background.lm")).models[1]!;
    expect(fresh.filterFor(10)).toBeNull();
    for (const [v, w] of pairs.slice(0, 1000)) expect(fresh.rareBigram(v, w)).toBe(model.bigram(v, w));
    expect(fresh.filterFor(1e6)).not.toBeNull();
  });

  test("no bigram that the model has is denied, and few that it lacks are let through", () => {
    const filter = model.filterFor(1e6)!;
    let lacking = 0;
    let passed = 0;
    for (const [v, w] of pairs) {
      model.bigram(v, w);
      const mayHave = filter.mayHave(v, w);
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
    const { backoffs, unigrams } = model.filterFor(1e6)!;
    for (const [v, w] of pairs) {
      const p = model.bigram(v, w);
      if (model.place < 0) expect(Math.log(p)).toBeLessThanOrEqual(backoffs[v]! + unigrams[w]!);
      expect(model.rareBigram(v, w)).toBe(p);
    }
  });
});
