import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estimatesOf, FIRST_WORDS } from "../../test/language/small-model.js";
import { UnspinError } from "../errors.js";
import { openBackground } from "./background.js";
import { encodeModel, type ModelData, readModel } from "./model-file.js";
import { pack } from "./pack.js";
import { packWords } from "./vocabulary.js";

const WORDS = [...FIRST_WORDS, "a", "b", "c"];
const SENTENCES = [
  ["a", "b"],
  ["a", "b", "c", "a", "b"],
  ["b", "c"],
];

let folder: string;
let path: string;
let data: ModelData;
let bytes: Uint8Array;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-model-file-"));
  path = join(folder, "m.lm");
  const part = pack(estimatesOf(SENTENCES, WORDS), Number.POSITIVE_INFINITY);
  const header = { name: "news", inputs: [], tokens: 9, bigrams: 0, trigrams: 0, contexts: 0 };
  data = {
    header: { madeBy: "the tests", order: 3, words: WORDS.length, parts: [header, { ...header, name: "general" }] },
    words: packWords(WORDS),
    parts: [part, pack(estimatesOf(SENTENCES.slice(1), WORDS), 0)],
  };
  bytes = encodeModel(data);
});
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(content: Uint8Array): string {
  writeFileSync(path, content);
  try {
    readModel(path);
  } catch (error) {
    expect(error).toBeInstanceOf(UnspinError);
    return (error as Error).message;
  }
  throw new Error("the file was read");
}

describe("a model file", () => {
  test("comes back as it was written", () => {
    writeFileSync(path, bytes);
    const read = readModel(path);
    expect(read.header).toEqual(data.header);
    expect([...read.words.units]).toEqual([...data.words.units]);
    data.parts.forEach((part, at) => {
      for (const [name, array] of Object.entries(part)) {
        expect([...read.parts[at]![name as keyof typeof part]], name).toEqual([...array]);
      }
      expect(Object.keys(read.parts[at]!).sort()).toEqual(Object.keys(part).sort());
    });
  });

  test("makes the same bytes each time", () => {
    expect(Buffer.compare(encodeModel(data), bytes)).toBe(0);
  });

  test("is refused when cut short, changed, of another version, or no model", () => {
    expect(errorOf(bytes.subarray(0, bytes.length - 1))).toContain("damaged or cut short");
    expect(errorOf(bytes.subarray(0, bytes.length >> 1))).toContain("damaged or cut short");
    const changed = Uint8Array.from(bytes);
    changed[bytes.length >> 1]! ^= 1;
    expect(errorOf(changed)).toContain("damaged or cut short");
    const header = Uint8Array.from(bytes);
    header[12]! ^= 1;
    expect(errorOf(header)).toContain("damaged or cut short");
    const version = Uint8Array.from(bytes);
    version[8] = 99;
    expect(errorOf(version)).toMatch(/of format 99; this unspin reads format \d/);
    expect(errorOf(Buffer.from("The text of a story, not a model."))).toContain("not an unspin language model");
    expect(errorOf(Buffer.alloc(0))).toContain("not an unspin language model");
  });

  test("is named when it is missing or a folder", () => {
    expect(() => openBackground(join(folder, "nowhere.lm"))).toThrow(
      /nowhere\.lm: the language model cannot be opened/,
    );
    expect(() => openBackground(folder)).toThrow(/not a file/);
  });

  test("opens as a background model with weights that sum to one", () => {
    writeFileSync(path, bytes);
    const { prior, names, vocabulary } = openBackground(path);
    expect(names).toEqual(["news", "general"]);
    expect(prior[0]! + prior[1]!).toBeCloseTo(1, 12);
    expect(vocabulary.word(3)).toBe("a");
  });
});
