import { expect, test } from "vitest";
import { type EvalRow, renderEvalMarkdown, renderEvalText } from "./eval-report.js";
import { formatCount, formatFigure } from "./format.js";

const blank: Omit<EvalRow, "group" | "set"> = {
  documents: 1,
  words: 900,
  goldEdits: null,
  precision: null,
  recall: null,
  f05: null,
  f05Interval: null,
  editPrecision: null,
  werBefore: null,
  werAfter: null,
  falseEdits: null,
  suggestions: null,
  calledSpun: null,
  seconds: null,
};

const rows: EvalRow[] = [
  {
    ...blank,
    group: "do nothing",
    set: "harbour story",
    precision: 1,
    recall: 0,
    f05: 0,
    werBefore: 0.25,
    werAfter: 0.25,
  },
  {
    ...blank,
    group: "system",
    set: "harbour story",
    goldEdits: 169,
    precision: 0.8624,
    recall: 0.84,
    f05: 0.8578,
    f05Interval: { low: 0.81, high: 0.9 },
    seconds: 0.0251,
  },
  { ...blank, group: "system", set: "clean | news", documents: 1000, words: 382616, falseEdits: 0.1, calledSpun: 0.01 },
];

test.each([
  [0.8624, ".862"],
  [0, ".000"],
  [1, "1.000"],
  [12.5, "12.500"],
  [-0.25, "-.250"],
  [0.9996, "1.000"],
  [null, "–"],
  [Number.NaN, "–"],
])("formatFigure(%j) is %j", (value, text) => {
  expect(formatFigure(value)).toBe(text);
});

test("formatCount sets commas", () => {
  expect([7, 1000, 382616, 2353553].map(formatCount)).toEqual(["7", "1,000", "382,616", "2,353,553"]);
});

test("the text has a title for each group, the system first, and columns that line up", () => {
  const lines = renderEvalText(rows).split("\n");
  expect(lines.slice(1, 3)).toEqual(["", "unspin"]);
  expect(lines[6]).toBe('baseline "do nothing"');
  expect(lines).not.toContain('baseline "table only"');
  const table = [lines[0]!, lines[3]!, lines[4]!, lines[7]!];
  expect(new Set(table.map((line) => line.length)).size).toBe(1);
  expect(lines[3]).toMatch(/^harbour story +1 +900 +169 +\.862 +\.840 +\.858 +\.810–\.900 +– +– +– +– +– +– +\.025$/);
  expect(lines[4]).toMatch(/^clean \| news +1,000 +382,616 .* \.100 +– +\.010 +–$/);
  const column = table[0]!.indexOf("words") + "words".length;
  expect(table.map((line) => line.slice(0, column).trimEnd().length)).toEqual([column, column, column, column]);
  expect(lines.at(-1)).toBe("");
});

test("the Markdown is one table: as many cells in every line, bars escaped", () => {
  const lines = renderEvalMarkdown(rows).trimEnd().split("\n");
  expect(lines[0]).toBe(
    "| set | documents | words | edits | P | R | F0.5 | 90 % | edit precision | WER before | WER after | false edits / 1,000 words | suggested / 1,000 words | called spun | s / 1,000 words |",
  );
  expect(lines[2]).toMatch(/^\| \*\*unspin\*\* \|/);
  expect(lines[3]).toBe(
    "| harbour story | 1 | 900 | 169 | .862 | .840 | .858 | .810–.900 | – | – | – | – | – | – | .025 |",
  );
  expect(lines[4]).toContain("| clean \\| news | 1,000 |");
  expect(lines[5]).toContain('**baseline "do nothing"**');
  expect(new Set(lines.map((line) => line.replaceAll("\\|", "").split("|").length))).toEqual(new Set([17]));
});
