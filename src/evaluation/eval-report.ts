/** The table of `npm run eval`: one row for each measured set and system, as aligned text and as Markdown. */

import type { Interval } from "./bootstrap.js";
import { formatCount, formatFigure, formatInterval } from "./format.js";

/** What was measured: this system, one of the two baselines it stands beside, or the ceiling of its choices. */
export type EvalGroup = "system" | "do nothing" | "table only" | "oracle";

/** One measured set. Null stands for a figure that the set cannot give (no original, no clean words, not timed). */
export interface EvalRow {
  readonly group: EvalGroup;
  readonly set: string;
  readonly documents: number;
  readonly words: number;
  /** Edits that lead from the garbled texts to their originals. */
  readonly goldEdits: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f05: number | null;
  /** 90 % interval of `f05`, by drawing documents again and again; null for a single one. */
  readonly f05Interval: Interval | null;
  readonly editPrecision: number | null;
  readonly werBefore: number | null;
  readonly werAfter: number | null;
  /** Applied edits for each 1,000 words of clean text. */
  readonly falseEdits: number | null;
  /** Edits that are suggested only, for each 1,000 words. */
  readonly suggestions: number | null;
  /** Share of the documents called spun. Range 0..1. */
  readonly calledSpun: number | null;
  /** Seconds for each 1,000 words. */
  readonly seconds: number | null;
}

const GROUPS: readonly { readonly group: EvalGroup; readonly title: string }[] = [
  { group: "system", title: "unspin" },
  { group: "do nothing", title: 'baseline "do nothing"' },
  { group: "table only", title: 'baseline "table only"' },
  { group: "oracle", title: "ceiling: a perfect chooser among unspin's candidates" },
];

const COLUMNS: readonly { readonly title: string; readonly cell: (row: EvalRow) => string }[] = [
  { title: "set", cell: (row) => row.set },
  { title: "documents", cell: (row) => formatCount(row.documents) },
  { title: "words", cell: (row) => formatCount(row.words) },
  { title: "edits", cell: (row) => (row.goldEdits === null ? "–" : formatCount(row.goldEdits)) },
  { title: "P", cell: (row) => formatFigure(row.precision) },
  { title: "R", cell: (row) => formatFigure(row.recall) },
  { title: "F0.5", cell: (row) => formatFigure(row.f05) },
  { title: "90 %", cell: (row) => formatInterval(row.f05Interval) },
  { title: "edit precision", cell: (row) => formatFigure(row.editPrecision) },
  { title: "WER before", cell: (row) => formatFigure(row.werBefore) },
  { title: "WER after", cell: (row) => formatFigure(row.werAfter) },
  { title: "false edits / 1,000 words", cell: (row) => formatFigure(row.falseEdits) },
  { title: "suggested / 1,000 words", cell: (row) => formatFigure(row.suggestions) },
  { title: "called spun", cell: (row) => formatFigure(row.calledSpun) },
  { title: "s / 1,000 words", cell: (row) => formatFigure(row.seconds) },
];

/** For the terminal: columns aligned by blanks, a title line above each group. Ends with a line feed. */
export function renderEvalText(rows: readonly EvalRow[]): string {
  const groups = filledGroups(rows);
  const heads = COLUMNS.map(({ title }) => title);
  const widths = COLUMNS.map((_, column) =>
    Math.max(...[heads, ...groups.flatMap(({ cells }) => cells)].map((line) => line[column]!.length)),
  );
  const align = (line: readonly string[]) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ");
  const lines = groups.flatMap(({ title, cells }) => ["", title, ...cells.map(align)]);
  return `${[align(heads), ...lines].join("\n")}\n`;
}

/** For the README: one Markdown table; a row in bold opens each group. Ends with a line feed. */
export function renderEvalMarkdown(rows: readonly EvalRow[]): string {
  const bar = (line: readonly string[]) => `| ${line.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const empty = COLUMNS.slice(1).map(() => "");
  const lines = filledGroups(rows).flatMap(({ title, cells }) => [bar([`**${title}**`, ...empty]), ...cells.map(bar)]);
  const rule = `|---|${COLUMNS.slice(1)
    .map(() => "--:|")
    .join("")}`;
  return `${[bar(COLUMNS.map(({ title }) => title)), rule, ...lines].join("\n")}\n`;
}

/** The groups that have rows, in the table's order, each row as its cells. */
function filledGroups(rows: readonly EvalRow[]): { title: string; cells: string[][] }[] {
  return GROUPS.map(({ group, title }) => ({
    title,
    cells: rows.filter((row) => row.group === group).map((row) => COLUMNS.map(({ cell }) => cell(row))),
  })).filter(({ cells }) => cells.length > 0);
}
