import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Substitution } from "./family.js";
import { type LearnedTable, learnedFamily, parseLearned, writeLearned } from "./learned.js";
import { DictionaryError } from "./problems.js";

const header = {
  family: "t",
  title: "a tool for tests",
  madeBy: "unspin dictionary learn --pairs pairs.jsonl",
  from: ["pairs.jsonl sha256 00ff", "more.jsonl sha256 11ee"],
  date: "2026-01-31",
};

const row = (original: string, spun: string, probability = 0.5): Substitution => ({
  original,
  spun,
  probability,
  keep: 0.1,
  count: 3,
});

const HEAD = writeLearned({ header, substitutions: [] });

function problemsOf(rows: string, head = HEAD): string[] {
  try {
    parseLearned(head + rows, "t.tsv");
  } catch (error) {
    if (error instanceof DictionaryError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("a table written and read back", () => {
  test("is the same, sorted, with its header", () => {
    const table: LearnedTable = {
      header,
      substitutions: [row("visit", "go to"), row("steel", "metal", 0.25), row("visit", "call on")],
    };
    const read = parseLearned(writeLearned(table), "t.tsv");
    expect(read.header).toEqual(header);
    expect(read.substitutions).toEqual([row("steel", "metal", 0.25), row("visit", "call on"), row("visit", "go to")]);
    expect(learnedFamily(read)).toMatchObject({ id: "t", title: "a tool for tests" });
  });

  test("keeps guards and the credit", () => {
    const guarded = { ...row("surface area", "surface region"), guarded: true };
    const table = {
      header: { ...header, credit: "someone, CC BY 4.0" },
      substitutions: [row("big data", "huge data"), guarded],
    };
    const read = parseLearned(writeLearned(table), "t.tsv");
    expect(read).toEqual(table);
  });

  test("keeps examples, with guards and without; none is needed in every row", () => {
    const seen = { ...row("steel", "metal"), example: "the price of [metal] rose; two [metal] mills" };
    for (const other of [row("visit", "go to"), { ...row("visit", "go to"), guarded: true }]) {
      expect(parseLearned(writeLearned({ header, substitutions: [seen, other] }), "t.tsv").substitutions).toEqual([
        seen,
        other,
      ]);
    }
    const broken = { ...seen, example: "over\tlines\nand tabs" };
    const [read] = parseLearned(writeLearned({ header, substitutions: [broken] }), "t.tsv").substitutions;
    expect(read!.example).toBe("over lines and tabs");
  });

  test("survives any phrases and numbers", () => {
    const phrase = fc.stringMatching(/^[a-z'{}.%-]{1,8}( [A-Za-zé]{1,6}){0,3}$/);
    const rows = fc.uniqueArray(fc.tuple(phrase, phrase, fc.integer({ min: 1, max: 999_999 })), {
      selector: ([original]) => original,
    });
    fc.assert(
      fc.property(rows, (cells) => {
        const substitutions = cells.map(([original, spun, n]) => row(original, spun, n / 1_000_000));
        const read = parseLearned(writeLearned({ header, substitutions }), "t.tsv").substitutions;
        expect(read).toEqual(substitutions.toSorted((a, b) => (a.original < b.original ? -1 : 1)));
      }),
    );
  });

  test("Windows line ends change nothing", () => {
    const text = writeLearned({ header, substitutions: [row("visit", "go to")] });
    expect(parseLearned(text.replaceAll("\n", "\r\n"), "t.tsv")).toEqual(parseLearned(text, "t.tsv"));
  });
});

describe("malformed tables", () => {
  test.each([
    ["a\tb\t1\t0.5\n", "t.tsv:9:1: 4 columns where 5 are expected. Divide columns by one tab"],
    ["a\tb\t1\t0.5\t0\t1\n", "t.tsv:9:1: 6 columns where 5 are expected. Divide columns by one tab"],
    ["\n", "t.tsv:9:1: 1 columns where 5 are expected. Divide columns by one tab"],
    ["a\tb\t1\t1.5\t0\n", "t.tsv:9:7: probability must be above 0, at most 1"],
    ["a\tb\t1\t0\t0\n", "t.tsv:9:7: probability must be above 0, at most 1"],
    ["a\tb\t1\t\t0\n", "t.tsv:9:7: probability must be above 0, at most 1"],
    ["a\tb\t1\tx\t0\n", "t.tsv:9:7: probability must be above 0, at most 1"],
    ["a\tb\t-1\t1\t0\n", "t.tsv:9:5: count must be a whole number"],
    ["a\tb\t1\t1\t1\n", "t.tsv:9:9: keep must be at least 0, below 1"],
    ["a\t\t1\t1\t0\n", "t.tsv:9:3: the spun phrase is empty or padded with spaces"],
    ["a \tb\t1\t1\t0\n", "t.tsv:9:1: the original is empty or padded with spaces"],
    ["b\tx\t1\t1\t0\na\tx\t1\t1\t0\n", 't.tsv:10:1: "a" stands after "b". Sort by original, then spun'],
    ["a\ty\t1\t.5\t0\na\tx\t1\t.5\t0\n", 't.tsv:10:3: "x" stands after "y". Sort by original, then spun'],
    ["a\tx\t1\t.5\t0\na\tx\t1\t.5\t0\n", 't.tsv:10:3: "a" -> "x" stands twice. Remove one'],
    [
      "a\tx\t1\t.5\t0\na\ty\t1\t.6\t0\n",
      't.tsv:10:1: the probabilities of "a" sum to more than 1. Learn the table again',
    ],
    ["a\tx\t1\t.5\t0\na\ty\t1\t.5\t0.1\n", 't.tsv:10:1: "a" has keep 0.1 here, 0 above. Give one original one keep'],
  ])("%j", (rows, message) => {
    expect(problemsOf(rows)).toEqual([message]);
  });

  test("every bad row is reported, not only the first", () => {
    expect(problemsOf("a\tb\t1\t2\t0\nb\tc\t1\t1\t0\nc\td\t1\t1\n")).toHaveLength(2);
  });

  test("a bad guard", () => {
    const head = HEAD.replace("\tkeep\n", "\tkeep\tguard\n");
    expect(problemsOf("a\tb\t1\t1\t0\t2\n", head)).toEqual(['t.tsv:9:11: guard is "2"; it must be 0 or 1']);
  });

  test("too few or too many columns beside an example", () => {
    const head = HEAD.replace("\tkeep\n", "\tkeep\texample\n");
    expect(problemsOf("a\tb\t1\t1\t0\n", head)).toEqual([
      "t.tsv:9:1: 5 columns where 6 are expected. Divide columns by one tab",
    ]);
    expect(problemsOf("a\tb\t1\t1\t0\tx\ty\n", head)).toEqual([
      "t.tsv:9:1: 7 columns where 6 are expected. Divide columns by one tab",
    ]);
    expect(problemsOf("a\tb\t1\t2\t0\tx\n", head)).toEqual(["t.tsv:9:7: probability must be above 0, at most 1"]);
    expect(problemsOf("\n", head)).toEqual(["t.tsv:9:1: 1 columns where 6 are expected. Divide columns by one tab"]);
  });

  test("an unknown version, a missing header line, wrong columns", () => {
    expect(problemsOf("", HEAD.replace("table 1", "table 2"))[0]).toContain("t.tsv:1:1: the version is not known");
    expect(problemsOf("", "")[0]).toContain("t.tsv:1:1: the version is not known");
    expect(problemsOf("", HEAD.replace("# date: 2026-01-31\n", ""))[0]).toContain("`# date: …`");
    expect(problemsOf("", HEAD.replace("original\tspun", "spun\toriginal"))[0]).toContain(
      "t.tsv:8:1: expected the column line",
    );
  });
});

test("ten times the rows take about ten times as long to read", () => {
  const best = (count: number) => {
    const substitutions = Array.from({ length: count }, (_, i) =>
      row(`original phrase ${String(i).padStart(6, "0")}`, `spun ${i}`, 0.731213),
    );
    const text = writeLearned({ header, substitutions });
    const times = Array.from({ length: 7 }, () => {
      const start = performance.now();
      expect(parseLearned(text, "t.tsv").substitutions).toHaveLength(count);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  best(4_000); // to warm up
  // A ratio, since machines differ; a reader that is quadratic would need a hundred times as long.
  expect(best(40_000) / best(4_000)).toBeLessThan(40);
});
