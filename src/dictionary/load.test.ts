import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeLearned } from "./learned.js";
import { loadCurated, loadDictionary } from "./load.js";
import { familyStats, statsText } from "./stats.js";

const folder = mkdtempSync(join(tmpdir(), "unspin-load-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const CURATED =
  "# unspin dictionary 1\nfamily: t\ntitle: tests\nentries:\n  - { spun: metal, original: steel, source: here }\n";
const header = { family: "u", title: "tests", madeBy: "a test", from: ["nothing"], date: "2026-01-31" };
const LEARNED = writeLearned({
  header,
  substitutions: [{ original: "visit", spun: "go to", count: 2, probability: 1, keep: 0 }],
});

test("both kinds, a byte order mark or not", () => {
  const pair = { spun: "metal", original: "steel", probability: 1, keep: 0.3, count: 0 };
  expect(loadDictionary(file("a.yaml", CURATED))).toEqual([{ id: "t", title: "tests", substitutions: [pair] }]);
  expect(loadDictionary(file("b.yml", `\uFEFF${CURATED}`))[0]?.substitutions).toEqual([pair]);
  expect(loadDictionary(file("a.tsv", LEARNED))[0]).toMatchObject({ id: "u", substitutions: [{ spun: "go to" }] });
});

describe("clear errors, each with the path", () => {
  test.each<[string, string | Uint8Array | undefined, string]>([
    ["none.yaml", undefined, "none.yaml: no such file. Check the path"],
    ["empty.tsv", "", ":1:1: the file is empty"],
    ["latin.yaml", new Uint8Array([0x23, 0xe9, 0x0a]), ":1:1: the file is not UTF-8"],
    ["nul.yaml", `${CURATED}#\0`, ":6:2: there is a NUL character"],
    ["later.yaml", CURATED.replace("dictionary 1", "dictionary 2"), ":1:1: version 2 is not known"],
    ["later.tsv", LEARNED.replace("table 1", "table 2"), ":1:1: the version is not known"],
    ["cut.tsv", LEARNED.slice(0, -6), "columns where 5 are expected"],
    ["words.doc", CURATED, ":1:1: the kind of this dictionary is not known"],
  ])("%s", (name, content, message) => {
    const path = content === undefined ? join(folder, name) : file(name, content);
    expect(() => loadDictionary(path)).toThrow(message);
    expect(() => loadDictionary(path)).toThrow(path);
  });

  test("a directory, and a table given as a curated file", () => {
    const named = join(folder, "folder.yaml");
    mkdirSync(named);
    expect(() => loadDictionary(named)).toThrow("this is a directory");
    expect(() => loadCurated(file("a.tsv", LEARNED))).toThrow("only curated files");
  });
});

test("stats count pairs, ambiguity, lengths and sources", () => {
  const family = {
    id: "t",
    title: "tests",
    substitutions: [
      { spun: "go to", original: "visit", probability: 1, keep: 0, count: 1 },
      { spun: "go to", original: "attend", probability: 1, keep: 0, count: 1 },
      { spun: "metal", original: "steel", probability: 1, keep: 0, count: 1, guarded: true },
    ],
  };
  const stats = familyStats(family, ["here", "here", undefined]);
  expect(stats).toMatchObject({ pairs: 3, originals: 3, spunPhrases: 2, ambiguous: 1, mostOriginals: 2, guarded: 1 });
  expect(stats.lengths).toEqual([0, 1, 1]);
  expect(stats.sources).toEqual({ here: 2, "(none)": 1 });
  expect(statsText([stats])).toBe(
    "family  pairs  originals  spun  ambiguous  guarded  spun phrases by tokens\n" +
      "t           3          3     2          1        1  1: 1, 2: 1\n\n" +
      "t: 2 entries, here\nt: 1 entry, (none)\n",
  );
});
