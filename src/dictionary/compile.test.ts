import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { CLASS_WORDS, WordClass } from "../language/word-key.js";
import { Shape, tokenize } from "../tokens/tokenize.js";
import { type CompiledDictionary, compileDictionary, extendDictionary, shapeFits } from "./compile.js";
import type { Family, Substitution } from "./family.js";

const KNOWN = ["the", "new", "brand", "trade", "war", "china", "not", "u.s.", "one", "of"];

function vocabulary(): Vocabulary {
  return new Vocabulary(packWords([...CLASS_WORDS, ...KNOWN]));
}

function row(original: string, spun: string, more: Partial<Substitution> = {}): Substitution {
  return { original, spun, probability: 0.5, keep: 0.1, count: 3, ...more };
}

function family(id: string, ...substitutions: Substitution[]): Family {
  return { id, title: id.toUpperCase(), substitutions };
}

/** The entries that a spun text has, by walking the trie with the ids of its tokens. */
function entriesFor({ vocabulary: words, spuns, entriesAt, entries }: CompiledDictionary, text: string) {
  const at = walk(spuns, words, text);
  return at < 0 ? [] : entriesAt[at]!.map((index) => entries[index]!);
}

function keysFor({ vocabulary: words, originals, keysAt }: CompiledDictionary, text: string) {
  const at = walk(originals, words, text);
  return at < 0 ? [] : keysAt[at]!;
}

function walk(trie: CompiledDictionary["spuns"], words: Vocabulary, text: string): number {
  const tokens = tokenize(text);
  let node = 0;
  for (let i = 0; i < tokens.count && node >= 0; i++) node = trie.child(node, words.idOf(tokens, i));
  return node < 0 ? -1 : trie.value(node);
}

describe("compileDictionary", () => {
  const words = vocabulary();
  const dictionary = compileDictionary(
    [
      family("a", row("new", "brand new"), row("new", "fresh"), row("trade war", "commerce struggle"), row("two", "2")),
      family(
        "b",
        row("new", "fresh", { keep: 0 }),
        row("China", "Sina"),
        row("without", "with"),
        row("three", "four"),
        row("U.S.", "America"),
      ),
    ],
    words,
  );

  test("what a tool writes leads to every pair that writes it, of any family and in any case", () => {
    expect(entriesFor(dictionary, "Brand NEW").map(({ original }) => original)).toEqual(["new"]);
    expect(entriesFor(dictionary, "fresh").map(({ original, family: at }) => [original, at])).toEqual([
      ["new", 0],
      ["new", 1],
    ]);
    expect(entriesFor(dictionary, "commerce struggle")[0]).toMatchObject({
      original: "trade war",
      spun: "commerce struggle",
    });
    expect(entriesFor(dictionary, "2")[0]).toMatchObject({ original: "two" });
    expect(entriesFor(dictionary, "commerce")).toEqual([]);
    expect(entriesFor(dictionary, "unheard")).toEqual([]);
  });

  test("an entry's index is its place, and its words are what the model reads", () => {
    dictionary.entries.forEach((entry, at) => {
      expect(entry.index).toBe(at);
      expect(entry.log).toBeCloseTo(Math.log(entry.probability), 12);
      expect(entry.spunIds.length).toBe(tokenize(entry.spun).count);
    });
    const [entry] = entriesFor(dictionary, "commerce struggle");
    expect([...entry!.words]).toEqual([words.find("trade"), words.find("war")]);
    const [unknown] = entriesFor(dictionary, "Sina");
    expect([...unknown!.words]).toEqual([words.find("china")]);
    expect([...entriesFor(dictionary, "2")[0]!.words]).toEqual([WordClass.Unknown]);
  });

  test("one original is one key in every family, with the family's own keep, never below 2 %", () => {
    const keys = keysFor(dictionary, "New");
    expect(new Set(keys.map(({ key }) => key)).size).toBe(1);
    expect(keys.map(({ family: at, keep }) => [at, keep])).toEqual([
      [0, 0.1],
      [1, 0.02],
    ]);
    expect(keysFor(dictionary, "trade war").length).toBe(1);
    expect(keysFor(dictionary, "trade")).toEqual([]);
    expect(dictionary.keyCount).toBe(new Set(dictionary.entries.map(({ key }) => key)).size);
  });

  test("pairs that change a number or a negation are guarded, and pairs that say so", () => {
    expect(entriesFor(dictionary, "with")[0]!.guarded).toBe(true);
    expect(entriesFor(dictionary, "four")[0]!.guarded).toBe(true);
    expect(entriesFor(dictionary, "fresh")[0]!.guarded).toBe(false);
    const said = compileDictionary([family("x", row("bank", "shore", { guarded: true }))], vocabulary());
    expect(entriesFor(said, "shore")[0]!.guarded).toBe(true);
  });

  test("phrases over six tokens are left out", () => {
    const long = compileDictionary(
      [family("x", row("a b c d e f g", "x"), row("x", "a b c d e f g"), row("a b c d e f", "f e d c b a"))],
      vocabulary(),
    );
    expect(long.entries.map(({ spun }) => spun)).toEqual(["f e d c b a"]);
  });

  test("adding families one after the other gives what compiling them together gives", () => {
    const phrase = fc
      .array(fc.constantFrom("new", "trade", "war", "Zorb", "gleam", "of"), { minLength: 1, maxLength: 3 })
      .map((x) => x.join(" "));
    const families = fc.array(fc.array(fc.tuple(phrase, phrase), { maxLength: 8 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(families, (all) => {
        const list = all.map((rows, at) =>
          family(`f${at % 2}`, ...rows.map(([original, spun]) => row(original, spun))),
        );
        const whole = compileDictionary(list, vocabulary());
        const [first, ...rest] = list;
        const grown = rest.reduce(
          (base, one) => extendDictionary(base, [one]),
          compileDictionary([first!], vocabulary()),
        );
        expect(grown.families).toEqual(whole.families);
        expect(grown.entries).toEqual(whole.entries);
        expect(grown.keyCount).toBe(whole.keyCount);
        for (const { spun, original } of whole.entries) {
          expect(entriesFor(grown, spun)).toEqual(entriesFor(whole, spun));
          expect(entriesFor(whole, spun).map((entry) => entry.original)).toContain(original);
          expect(keysFor(grown, original)).toEqual(keysFor(whole, original));
        }
      }),
      { numRuns: 100 },
    );
  });
});

test("shapeFits: a phrase keeps its case, but for a raised first letter", () => {
  expect(shapeFits(Shape.Lower, Shape.Lower, false)).toBe(true);
  expect(shapeFits(Shape.Lower, Shape.Title, true)).toBe(true);
  expect(shapeFits(Shape.Lower, Shape.Title, false)).toBe(false);
  expect(shapeFits(Shape.Title, Shape.Lower, true)).toBe(false);
  expect(shapeFits(Shape.Lower, Shape.Upper, true)).toBe(false);
});
