import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../tokens/tokenize.js";
import { packWords, Vocabulary } from "./vocabulary.js";
import { modelWordIds } from "./word-ids.js";
import { CLASS_WORDS, WordClass } from "./word-key.js";

function vocabulary(...words: string[]): Vocabulary {
  return new Vocabulary(packWords([...CLASS_WORDS, ...words]));
}

/** What the model reads, as words. */
function read(text: string, ...words: string[]): string[] {
  const known = vocabulary(...words);
  return [...modelWordIds(known, tokenize(text))].map((id) => known.word(id));
}

describe("Vocabulary", () => {
  test("finds and adds as a Map does, through every growth", () => {
    const word = fc.stringMatching(/^[a-z\u00e9]{1,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 40 }), fc.array(word, { maxLength: 200 }), (base, added) => {
        const words = vocabulary(...base);
        const expected = new Map(base.map((one, at) => [one, CLASS_WORDS.length + at]));
        const next = () => CLASS_WORDS.length + expected.size;
        for (const one of added) {
          expect(words.find(one)).toBe(expected.get(one) ?? -1);
          const id = expected.get(one) ?? next();
          expect(words.add(one)).toBe(id);
          expected.set(one, id);
        }
        for (const [one, id] of expected) {
          expect(words.find(one)).toBe(id);
          expect(words.word(id)).toBe(one);
        }
        expect(words.size).toBe(next());
        expect(words.modelSize).toBe(CLASS_WORDS.length + base.length);
      }),
      { numRuns: 200 },
    );
  });

  test("keeps 100,000 words apart", () => {
    const words = vocabulary();
    for (let i = 0; i < 100_000; i++) expect(words.add(`w${i.toString(36)}`)).toBe(CLASS_WORDS.length + i);
    for (let i = 0; i < 100_000; i += 97) expect(words.find(`w${i.toString(36)}`)).toBe(CLASS_WORDS.length + i);
  });

  test("a word is one whatever its case, apostrophes, hyphens and soft hyphens", () => {
    const words = vocabulary("can't", "well-known", "\u00e9cole", "u.s.");
    expect(words.find("CAN\u2019T")).toBe(words.find("can't"));
    expect(words.find("Well\u2011kno\u00adwn")).toBe(words.find("well-known"));
    expect(words.find("\u00c9cole")).toBe(words.find("\u00e9cole"));
    expect(words.find("US")).toBe(words.find("u.s."));
    expect(words.find("us")).toBe(-1);
  });

  test("a word beyond the longest key is unknown and is not added", () => {
    const words = vocabulary();
    expect(words.find("a".repeat(49))).toBe(-1);
    expect(words.add("a".repeat(49))).toBe(WordClass.Unknown);
    expect(words.add("a".repeat(48))).toBe(CLASS_WORDS.length);
  });
});

describe("modelWordIds", () => {
  test("reads numbers, years, ordinals, unknown names and compounds as classes", () => {
    expect(
      read("In 2019 Zorblax sold 1,500 of 12 xyzzy-like 21st plugh 1980s.", "in", "sold", "of", ".", "1980s"),
    ).toEqual(["in", "<year>", "<name>", "sold", "<num>", "of", "<num>", "<hyph>", "<ord>", "<unk>", "1980s", "."]);
  });

  test("a word that was added after the build is read as its class", () => {
    const words = vocabulary("the");
    const id = words.add("gizmo");
    const tokens = tokenize("the gizmo Gizmo");
    expect([...modelWordIds(words, tokens)]).toEqual([CLASS_WORDS.length, WordClass.Unknown, WordClass.Name]);
    expect(words.idOf(tokens, 1)).toBe(id);
    expect(words.modelId(id)).toBe(WordClass.Unknown);
  });
});
