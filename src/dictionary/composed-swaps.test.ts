import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openBackground } from "../language/background.js";
import { vocabularyIds } from "../language/word-ids.js";
import { builtIn } from "../resources.js";
import { readTokens } from "../tokens/reading.js";
import { type CompiledDictionary, compileDictionary } from "./compile.js";
import { composedSwaps } from "./composed-swaps.js";
import { type DocumentText, entryAt, forDocument, isReadAsTwice } from "./document-dictionary.js";
import { spunTwice } from "./spun-twice.js";

/** Pairs of a small tool of our own. */
const PAIRS: readonly (readonly [original: string, spun: string, probability: number, keep: number])[] = [
  ["price", "value", 1, 0],
  ["value", "worth", 0.5, 0.2],
  ["value", "merit", 0.5, 0.2],
  ["in line with", "in keeping with", 1, 0],
  ["keeping", "holding", 0.8, 0],
  ["court", "court docket", 1, 0],
  ["Times", "Instances", 1, 0],
  ["big", "large", 1, 0],
  ["large", "big", 1, 0],
];

let dictionary: CompiledDictionary;
beforeAll(() => {
  const substitutions = PAIRS.map(([original, spun, probability, keep]) => ({
    original,
    spun,
    probability,
    keep,
    count: 5,
  }));
  const family = { id: "own", title: "a tool of our own", substitutions };
  dictionary = compileDictionary([family], openBackground(builtIn("background.lm")).vocabulary);
});

function read(text: string, locked: readonly number[] = []): DocumentText {
  const { tokens } = readTokens(text);
  const marks = new Uint8Array(tokens.count);
  for (const token of locked) marks[token] = 1;
  return { tokens, ids: vocabularyIds(dictionary.vocabulary, tokens), locked: marks };
}

function composed(text: string, locked: readonly number[] = []): string[] {
  const document = read(text, locked);
  return composedSwaps(dictionary, document, 0).map(({ startToken, endToken, first, log }) => {
    const { tokens } = document;
    const was = tokens.text.slice(tokens.starts[startToken]!, tokens.ends[endToken - 1]!);
    return `${first.original} -> ${first.spun} -> ${was} ${Math.exp(log).toFixed(2)}`;
  });
}

describe("a table composed with itself", () => {
  test.each([
    ["the worth of steel", ["price -> value -> worth 0.50"]],
    ["Worth rose", ["price -> value -> Worth 0.50"]],
    ["in holding with custom", ["in line with -> in keeping with -> in holding with 0.80"]],
    ["its value fell", []],
    ["the docket was full", []],
    ["WORTH more", []],
    ["a quiet afternoon", []],
  ])("%s", (text, expected) => {
    expect(composed(text)).toEqual(expected);
  });

  test("does not lead back to what stands there", () => {
    expect(composed("a big house")).toEqual([]);
  });

  test("leaves alone what no edit may touch, and does not reach over a line's end", () => {
    expect(composed("the worth of steel", [1])).toEqual([]);
    expect(composed("in holding with custom", [0])).toEqual([]);
    expect(composed("in holding\nwith custom")).toEqual([]);
  });

  test("every composed swap stands in the text and is no longer than a phrase may be", () => {
    const word = fc.constantFrom(..."worth value in holding keeping with big large merit the".split(" "));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const document = read(words.join(" "));
        for (const { startToken, endToken, log } of composedSwaps(dictionary, document, 0)) {
          expect(endToken).toBeGreaterThan(startToken);
          expect(endToken).toBeLessThanOrEqual(Math.min(document.tokens.count, startToken + 6));
          expect(log).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("the dictionary of a text that was spun twice", () => {
  function twice(text: string) {
    const document = read(text);
    const once = forDocument(dictionary, document, [], null);
    const found = composedSwaps(dictionary, document, 0);
    return { once, dictionary: spunTwice(once, document, { family: 0, composed: found }) };
  }

  test("holds the composed swaps of the family beside its rows, with both steps as the reason", () => {
    const { once, dictionary: after } = twice("The worth of steel");
    expect(isReadAsTwice(once)).toBe(false);
    expect(isReadAsTwice(after)).toBe(true);
    expect(after.found).toHaveLength(once.found.length + 1);
    const [place] = after.placed.get(1)!;
    expect(entryAt(after, place!.entry)).toMatchObject({
      family: 0,
      original: "price",
      spun: "worth",
      reason: "spun twice: price -> value -> worth",
    });
  });

  test("a row pays where the other pass would not have left its words alone", () => {
    const { dictionary: after } = twice("the worth of the value in the court docket");
    const cost = (original: string, spun: string) => {
      const entry = dictionary.entries.find((one) => one.original === original && one.spun === spun)!;
      return after.rowCosts.get(entry.index);
    };
    // "worth" is no original: it may have come in the first pass as well as in the second.
    expect(cost("value", "worth")).toBe(0);
    // "value" is: left alone with .2 of its swaps, and "price" with hardly any.
    expect(cost("price", "value")!).toBeCloseTo(Math.log(1 - 0.97 * 0.8 + 1 - 0.97 * 0.98), 5);
    // "court" is an original within what was written, and one itself.
    expect(cost("court", "court docket")!).toBeLessThan(-2);
    expect(after.rowCosts.has(dictionary.entries.find(({ spun }) => spun === "Instances")!.index)).toBe(false);
  });
});
