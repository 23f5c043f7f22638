import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { buildNames, isPlain, type KnownName, partNames } from "../builders/name-tables.js";
import { builtIn } from "../resources.js";
import { Gazetteer, NameKind, type NameTables, packCount, unpackLog } from "./gazetteer.js";
import { encodeNames, readNames } from "./gazetteer-file.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-names-"));
afterAll(() => rmSync(folder, { recursive: true }));

const header = { sources: ["a test"], names: 0, pairs: 0 };
const name = (text: string, count = 1, kind = 0): KnownName => ({ words: text.split(" "), count, kind });

/** Node of a name, or -1: the plain way, one edge after the other. */
function nodeOf(tables: NameTables, words: readonly string[]): number {
  const gazetteer = new Gazetteer(tables);
  return words.reduce((node, word) => {
    if (node < 0) return -1;
    for (let edge = tables.firstEdges[node]!; edge < tables.firstEdges[node + 1]!; edge++) {
      if (gazetteer.word(tables.edgeWords[edge]!) === word) return edge + 1;
    }
    return -1;
  }, 0);
}

const word = fc.constantFrom("Bank", "bank", "BANK", "of", "Ghana", "Élan", "Open", "US", "a", "Z");
const names = fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 4 }), { selector: (words) => words.join(" ") });

describe("a gazetteer", () => {
  test("holds the names that were put in, and no others", () => {
    fc.assert(
      fc.property(names, fc.array(word, { minLength: 1, maxLength: 4 }), (all, other) => {
        const tables = buildNames(
          all.map((words, at) => ({ words, count: at + 1, kind: 0 })),
          [],
        );
        const weight = (words: readonly string[]) => {
          const node = nodeOf(tables, words);
          return node < 0 ? 0 : tables.nodeWeights[node];
        };
        all.forEach((words, at) => {
          expect(weight(words)).toBe(packCount(at + 1));
        });
        const isIn = all.some((words) => words.join(" ") === other.join(" "));
        expect(weight(other) !== 0).toBe(isIn);
      }),
    );
  });

  test("finds a form, all its spellings, and the first edge from a word on", () => {
    fc.assert(
      fc.property(names, word, (all, asked) => {
        const tables = buildNames(
          all.map((words) => ({ words, count: 1, kind: 0 })),
          [],
        );
        const gazetteer = new Gazetteer(tables);
        const words = new Set(all.flat());
        const spellings = [...words].filter((one) => one.toLowerCase() === asked.toLowerCase()).sort();
        const form = gazetteer.formOf(asked.toLowerCase());
        const end = form < 0 ? form : gazetteer.formEnd(form);
        expect(Array.from({ length: end - form }, (_, at) => gazetteer.word(form + at))).toEqual(spellings);
        for (let id = Math.max(form, 0); id < end; id++) {
          expect(gazetteer.formStart(id)).toBe(form);
          const edge = gazetteer.edgeFrom(0, id);
          expect(tables.edgeWords.subarray(0, tables.firstEdges[1]).filter((one) => one < id)).toHaveLength(edge);
        }
      }),
    );
  });

  test("is the same file whatever the order of its names, and comes back as it was", () => {
    const all = [name("Bank of Ghana", 3), name("Bank Holiday"), name("Ghana", 9, NameKind.Calendar)];
    const pairs = [
      { spun: ["shore"], original: ["bank"], log: -1 },
      { spun: ["river", "side"], original: ["bank"], log: -2 },
    ];
    const bytes = encodeNames(header, buildNames(all, pairs));
    expect(encodeNames(header, buildNames([...all].reverse(), [...pairs].reverse()))).toEqual(bytes);
    const path = join(folder, "names.bin");
    writeFileSync(path, bytes);
    const read = readNames(path);
    expect(read.header).toEqual(header);
    expect(Object.fromEntries(Object.entries(read.tables).map(([key, array]) => [key, [...array]]))).toEqual(
      Object.fromEntries(Object.entries(buildNames(all, pairs)).map(([key, array]) => [key, [...array]])),
    );
  });

  test("packs counts to within a thirtieth", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (count) => {
        expect(Math.abs(unpackLog(packCount(count)) - Math.log(count))).toBeLessThan(1 / 30);
      }),
    );
    expect(packCount(1)).toBeGreaterThan(0);
  });
});

test("parts of names are counted over all of them, without a person's, a known one, or a lower-case end", () => {
  const all = [
    name("Western Conference Finals", 5),
    name("Eastern Conference Finals", 4),
    name("Bank of Ghana", 20),
    name("Ann Conference Finals", 50, NameKind.Person),
  ];
  const parts = partNames(all, new Set(["Western Conference"]), 4);
  const found = parts.map(({ words, count }) => `${words.join(" ")} ${count}`);
  expect(found.sort()).toEqual(["Conference Finals 9", "Eastern Conference 4"]);
});

test("words that lower case lengthens, or that Latin-1 lacks, are not plain", () => {
  expect(["Bank", "Élan", "İzmir", "Łódź", "東京"].map(isPlain)).toEqual([true, true, false, false, false]);
});

describe("the gazetteer that comes along", () => {
  const { header: made, tables } = readNames(builtIn("names.bin"));

  test("is small, says where it is from, and holds what our own list holds", () => {
    expect(statSync(builtIn("names.bin")).size).toBeLessThan(6e6);
    expect(made.sources.join("; ")).toMatch(/Wikipedia.*Moby.*PPDB.*WordNet/);
    for (const words of [["World", "Health", "Organization"], ["Associated", "Press"], ["May"], ["Game", "7"]]) {
      expect(tables.nodeWeights[nodeOf(tables, words)]).toBeGreaterThan(0);
    }
  });

  test("holds no article among its pairs and no word that stands for itself", () => {
    const gazetteer = new Gazetteer(tables);
    const the = gazetteer.formOf("the");
    expect(tables.firstPairs[the + 1]! - tables.firstPairs[the]!).toBe(0);
    expect(tables.pairOriginals.indexOf(the)).toBe(-1);
    for (let form = 0; form < gazetteer.wordCount; form++) {
      const originals = tables.pairOriginals.subarray(tables.firstPairs[form]!, tables.firstPairs[form + 1]!);
      expect(originals.includes(form)).toBe(false);
    }
  });
});
