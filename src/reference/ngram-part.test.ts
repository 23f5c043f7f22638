import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WordClass } from "../language/word-key.js";
import { ReferencePart } from "./ngram-part.js";

/** Ids 0 to 9; what is general is the same for all but the beginning of a sentence, which nothing is followed by. */
const WORDS = Array.from({ length: 10 }, (_, id) => id).filter((id) => id !== WordClass.Begin);
const general = () => 1 / WORDS.length;

const sentence = fc.array(fc.integer({ min: 3, max: 9 }), { maxLength: 12 }).map((ids) => Int32Array.from(ids));
const articles = fc.array(
  fc.record({ sentences: fc.array(sentence, { maxLength: 6 }), weight: fc.double({ min: 0.05, max: 1, noNaN: true }) }),
  { maxLength: 3 },
);

function sum(probability: (word: number) => number): number {
  return WORDS.reduce((total, word) => total + probability(word), 0);
}

describe("whatever the articles", () => {
  test("probabilities sum to one, after any one word and after any two", () => {
    fc.assert(
      fc.property(articles, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 3, max: 9 }), (given, v, w) => {
        const part = new ReferencePart(given, general);
        expect(sum((word) => part.unigram(word))).toBeCloseTo(1, 9);
        expect(sum((word) => part.bigram(v, word))).toBeCloseTo(1, 9);
        part.bigram(v, w);
        const context = part.contextAt(part.place);
        const after = (word: number) => part.trigram(context, word, part.bigram(w, word));
        expect(sum(after)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("none is below zero or above one", () => {
    fc.assert(
      fc.property(articles, fc.nat({ max: 9 }), fc.nat({ max: 9 }), (given, v, w) => {
        const p = new ReferencePart(given, general).bigram(v, w);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test("what an article says is likelier than what it does not, and more so the longer the context", () => {
  const part = new ReferencePart([{ sentences: [Int32Array.of(5, 6, 7)], weight: 1 }], general);
  expect(part.unigram(6)).toBeGreaterThan(part.unigram(8));
  const second = part.bigram(5, 6);
  expect(second).toBeGreaterThan(part.unigram(6));
  const context = part.contextAt(part.place);
  const third = part.bigram(6, 7);
  expect(part.trigram(context, 7, third)).toBeGreaterThan(third);
});

test("without articles only what is general is left", () => {
  const part = new ReferencePart([], general);
  expect(part.bigram(4, 5)).toBe(general());
  expect(part.contextAt(part.place)).toBe(-1);
});
