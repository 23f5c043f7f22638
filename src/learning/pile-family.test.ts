import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SynonymSource } from "../dictionary/synonym-source.js";
import { openBackground } from "../language/background.js";
import { builtIn } from "../resources.js";
import { ExpectedCounts } from "./expected-counts.js";
import { readPile } from "./pile.js";
import { keepOf, pileFamily } from "./pile-family.js";

const background = openBackground(builtIn("background.lm"));

function familyOf(page: string, originals: Readonly<Record<string, readonly string[]>>) {
  const pile = readPile(background, [page]);
  const source: SynonymSource = {
    originalsOf: (phrase) => (originals[phrase] ?? []).map((original) => ({ original, log: Math.log(0.5) })),
  };
  return pileFamily(pile, source, new ExpectedCounts(background, pile)).substitutions;
}

describe("the share that a tool leaves alone, by frequencies", () => {
  test("lies between 0 and .99, falls with what is due and rises with what stands there", () => {
    const amount = fc.double({ min: 0, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, (stands, due, more) => {
        const keep = keepOf(stands, due);
        expect(keep).toBeGreaterThan(0);
        expect(keep).toBeLessThanOrEqual(0.99);
        expect(keepOf(stands, due + more)).toBeLessThanOrEqual(keep + 1e-9);
        expect(keepOf(stands + more, due)).toBeGreaterThanOrEqual(keep - 1e-9);
      }),
    );
  });

  test("is next to nothing for a common word that has vanished, and nearly all for one that is there as ever", () => {
    expect(keepOf(0, 30)).toBeLessThan(0.05);
    expect(keepOf(30, 30)).toBeGreaterThan(0.95);
    expect(keepOf(0, 0)).toBeCloseTo(0.7);
  });
});

describe("what a pile may stand for", () => {
  const page =
    "The men mentioned it. He mentioned it as well, she mentioned it too, and all mentioned him. I say so. ".repeat(3);

  test("are the source's originals of its phrases, in the case of both", () => {
    const rows = familyOf(page, { mentioned: ["said"], "the men": ["people"] });
    expect(rows.map(({ original, spun }) => `${original} -> ${spun}`).toSorted()).toEqual([
      "people -> the men",
      "said -> mentioned",
    ]);
  });

  test("a vanished original is likelier swapped than one that still stands there", () => {
    const [said, say] = ["said", "say"].map((word) => familyOf(page, { mentioned: [word] })[0]!);
    expect(said!.keep).toBeLessThan(say!.keep);
  });

  test("never a phrase for itself, nor for what the model does not know, nor a name", () => {
    expect(familyOf(page, { mentioned: ["Mentioned", "qwxzjk"] })).toEqual([]);
    expect(familyOf("They met Conte. All of Conte is told.", { conte: ["said"] })).toEqual([]);
  });
});
