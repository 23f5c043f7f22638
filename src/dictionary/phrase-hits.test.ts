import fc from "fast-check";
import { expect, test } from "vitest";
import { phraseHits } from "./phrase-hits.js";
import { TokenTrie } from "./token-trie.js";

const phrase = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 6 });

/** Every stretch of the text that is a phrase, by its first token, the shorter ones first. */
function byHand(phrases: readonly number[][], ids: readonly number[]): [start: number, end: number, phrase: string][] {
  const known = new Set(phrases.map((words) => words.join(" ")));
  return ids.flatMap((_, start) =>
    [1, 2, 3, 4, 5, 6].flatMap((length): [number, number, string][] => {
      const words = ids.slice(start, start + length);
      return words.length === length && known.has(words.join(" ")) ? [[start, start + length, words.join(" ")]] : [];
    }),
  );
}

test("finds every phrase of the trie wherever it stands, and nothing else", () => {
  fc.assert(
    fc.property(fc.array(phrase, { maxLength: 30 }), fc.array(fc.integer({ min: 0, max: 5 })), (phrases, ids) => {
      const spuns = new TokenTrie();
      const names: string[] = [];
      for (const words of phrases) names[spuns.insert(Int32Array.from(words))] = words.join(" ");
      const hits = phraseHits({ spuns }, Int32Array.from(ids));
      const found = ids.flatMap((_, start) =>
        Array.from({ length: hits.offsets[start + 1]! - hits.offsets[start]! }, (_, at) => {
          const hit = hits.offsets[start]! + at;
          return [start, hits.ends[hit]!, names[hits.phrases[hit]!]!];
        }),
      );
      expect(found).toEqual(byHand(phrases, ids));
    }),
  );
});

test("a dictionary that has grown since is looked up again", () => {
  const spuns = new TokenTrie();
  const ids = Int32Array.of(1, 2);
  expect(phraseHits({ spuns }, ids).offsets).toEqual(Int32Array.of(0, 0, 0));
  spuns.insert(Int32Array.of(2));
  expect(phraseHits({ spuns }, ids).offsets).toEqual(Int32Array.of(0, 0, 1));
});
