import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { compileDictionary } from "../dictionary/compile.js";
import type { Family } from "../dictionary/family.js";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { encodeImage, readImage } from "./dictionary-image.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-image-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vocabulary = () => new Vocabulary(packWords([...CLASS_WORDS, "steel", "metal", "trade"]), 100);
const pair = { probability: 0.5, keep: 0.1, count: 3 };
const FAMILIES: Family[] = [
  {
    id: "x",
    title: "X",
    substitutions: [
      { original: "steel", spun: "metal", ...pair, unless: ["metal band"], pos: "noun" },
      { original: "trade war", spun: "commerce struggle", ...pair, count: 0 },
    ],
  },
  { id: "y", title: "Y", substitutions: [{ original: "don't", spun: "do not", ...pair, guarded: true }] },
];
const EVIDENCE = {
  wordRows: new Uint32Array([0, 1, 0]),
  words: new Float32Array([0, 0, 1, 2]),
  phrases: new Float32Array([0, 0, 3, 0]),
};
const GENERIC = {
  offsets: new Uint32Array([0, 1, 3]),
  originals: new Int32Array([1, 0, 1]),
  logs: new Float32Array([-1 / 24, -2, -3]),
  isOriginal: new Uint8Array([1, 1]),
};
const BOUNDS = [{ after: Uint8Array.of(1, 2), into: Uint8Array.of(3, 4) }];
const REST = { evidence: EVIDENCE, generic: GENERIC, bounds: BOUNDS, nameFlags: Uint8Array.of(5) };
const SOURCES = [{ name: "x.yaml", length: 7, crc32: 42 }];

test("an image gives back what was compiled, field by field", () => {
  const dictionary = compileDictionary(FAMILIES, vocabulary());
  const path = join(folder, "a.image");
  writeFileSync(path, encodeImage({ dictionary, ...REST }, SOURCES));
  const image = readImage(path, vocabulary(), SOURCES)!;
  expect(image).toMatchObject(REST);
  expect(image.dictionary.families).toEqual(dictionary.families);
  expect(image.dictionary.keysAt).toEqual(dictionary.keysAt);
  expect(image.dictionary.entriesAt).toEqual(dictionary.entriesAt);
  for (const column of Object.keys(dictionary.columns) as (keyof typeof dictionary.columns)[])
    expect([...image.dictionary.columns[column]]).toEqual([...dictionary.columns[column]]);
  dictionary.entries.forEach((entry, index) => {
    const read = image.dictionary.entries[index]!;
    for (const key of Object.keys(entry) as (keyof typeof entry)[]) expect(read[key]).toEqual(entry[key]);
  });
  expect(image.dictionary.entries[1]?.pos).toBeUndefined();
  expect(image.dictionary.vocabulary.size).toBe(dictionary.vocabulary.size);
  for (let id = 0; id < dictionary.vocabulary.size; id++) {
    expect(image.dictionary.vocabulary.word(id)).toBe(dictionary.vocabulary.word(id));
    expect(image.dictionary.vocabulary.find(dictionary.vocabulary.word(id))).toBe(id);
  }
});

test("an image of other sources is not taken", () => {
  const dictionary = compileDictionary(FAMILIES, vocabulary());
  const path = join(folder, "b.image");
  writeFileSync(path, encodeImage({ dictionary, ...REST }, SOURCES));
  expect(readImage(path, vocabulary(), [{ ...SOURCES[0]!, crc32: 43 }])).toBeNull();
});
