import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PhraseTrie } from "./phrase-trie.js";
import { TokenTrie } from "./token-trie.js";

const id = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 150_000 }));
const phrase = fc.array(id, { minLength: 1, maxLength: 6 });

/** The value of a phrase by walking the trie, or -1. */
function look(trie: TokenTrie, ids: readonly number[]): number {
  let node = 0;
  for (const one of ids) {
    node = trie.child(node, one);
    if (node < 0) return -1;
  }
  return trie.value(node);
}

describe("TokenTrie", () => {
  test("holds what a Map holds: values from 0 on in the order of insertion, nothing else", () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 60 }), fc.array(phrase, { maxLength: 20 }), (phrases, others) => {
        const trie = new TokenTrie();
        const expected = new Map<string, number>();
        for (const ids of phrases) {
          const key = ids.join(" ");
          if (!expected.has(key)) expected.set(key, expected.size);
          expect(trie.insert(Int32Array.from(ids))).toBe(expected.get(key));
        }
        for (const ids of [...phrases, ...others]) expect(look(trie, ids)).toBe(expected.get(ids.join(" ")) ?? -1);
      }),
      { numRuns: 200 },
    );
  });

  test("grows past its first table and comes back from its arrays", () => {
    const trie = new TokenTrie();
    const phrases = Array.from({ length: 20_000 }, (_, at) => [at % 97, at % 89, at]);
    phrases.forEach((ids, at) => {
      expect(trie.insert(Int32Array.from(ids))).toBe(at);
    });
    const back = TokenTrie.fromArrays(structuredClone(trie.toArrays()));
    phrases.forEach((ids, at) => {
      expect(look(trie, ids)).toBe(at);
      expect(look(back, ids)).toBe(at);
    });
    expect(look(trie, [0, 0])).toBe(-1);
    expect(look(trie, [0, 0, 1])).toBe(-1);
    expect(back.insert(Int32Array.of(1, 2))).toBe(20_000);
    expect(look(back, [1, 2])).toBe(20_000);
  });
});

describe("PhraseTrie", () => {
  test("a phrase has one number, and its words come back from it", () => {
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 60 }), (phrases) => {
        const trie = new PhraseTrie();
        const nodes = new Map<string, number>();
        for (const ids of phrases) {
          const node = trie.intern([9, ...ids, 9], 1, ids.length + 1);
          expect(nodes.get(ids.join(" ")) ?? node).toBe(node);
          nodes.set(ids.join(" "), node);
          expect(trie.wordsOf(node)).toEqual(ids);
          expect(ids.reduce((at, word) => trie.child(at, word), 0)).toBe(node);
        }
        expect(new Set(nodes.values()).size).toBe(nodes.size);
        expect(trie.child(0, 999_999)).toBe(-1);
      }),
      { numRuns: 200 },
    );
  });
});
