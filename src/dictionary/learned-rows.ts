/**
 * The rows of a learned table. Tables hold tens of thousands of rows and are read at every start, so the reader walks
 * the text by index: no split, no expression per row.
 */
import type { Substitution } from "./family.js";
import type { Problem } from "./problems.js";

/** Probabilities are written with 6 digits, so the sum of many may pass 1 by rounding. */
const ROUNDING = 0.001;

const CARRIAGE_RETURN = 13;

export interface RowsInput {
  readonly text: string;
  /** For messages only. */
  readonly file: string;
  /** Offset of the first row. */
  readonly body: number;
  /** Its line, 1-based. */
  readonly firstLine: number;
  /** Whether rows have the column `guard`, the sixth. */
  readonly guarded: boolean;
  /** Whether rows have the column `example`, the last. */
  readonly exampled: boolean;
}

export interface RowsRead {
  readonly substitutions: readonly Substitution[];
  readonly problems: readonly Problem[];
}

type Report = (column: number, rule: string, message: string) => undefined;

/** Offset of the line break that ends the line at `at`, or of the end of the text. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Every good row, in file order, and a problem for every bad one. */
export function readRows(input: RowsInput): RowsRead {
  const { text, file } = input;
  const substitutions: Substitution[] = [];
  const problems: Problem[] = [];
  let line = input.firstLine;
  const report: Report = (column, rule, message) => {
    problems.push({ file, line, column, rule, message });
  };
  const order = orderCheck(report);
  for (let start = input.body; start < text.length; line++) {
    const end = lineEnd(text, start);
    const stop = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
    const row = readRow(input, { start, stop, report });
    if (row !== undefined) {
      order(row);
      substitutions.push(row);
    }
    start = end + 1;
  }
  return { substitutions, problems };
}

interface RowPlace {
  readonly start: number;
  /** Past its last character. */
  readonly stop: number;
  readonly report: Report;
}

/** One row, or undefined with its problem reported. */
function readRow(input: RowsInput, at: RowPlace): Substitution | undefined {
  if (!input.exampled) return readCells(input, at);
  const tab = input.text.lastIndexOf("\t", at.stop - 1);
  const row = readCells(input, { ...at, stop: Math.max(at.start, tab) });
  const example = input.text.slice(tab + 1, at.stop);
  return row === undefined || example === "" ? row : { ...row, example };
}

/** A row without its example. */
function readCells(input: RowsInput, at: RowPlace): Substitution | undefined {
  const { text } = input;
  const { start, stop, report } = at;
  const t1 = text.indexOf("\t", start);
  const t2 = text.indexOf("\t", t1 + 1);
  const t3 = text.indexOf("\t", t2 + 1);
  const t4 = text.indexOf("\t", t3 + 1);
  const t5 = input.guarded ? text.indexOf("\t", t4 + 1) : stop;
  const last = input.guarded ? t5 : t4;
  const next = text.indexOf("\t", last + 1);
  const enough = t1 >= 0 && t2 > t1 && t3 > t2 && t4 > t3 && last >= t4 && last < stop;
  if (!enough || (next >= 0 && next < stop)) {
    const example = input.exampled ? 1 : 0;
    const found = text.slice(start, stop).split("\t").length + (stop > start ? example : 0);
    const message = `${found} columns where ${(input.guarded ? 6 : 5) + example} are expected. Divide columns by one tab`;
    return report(1, "columns", message);
  }
  const original = text.slice(start, t1);
  const spun = text.slice(t1 + 1, t2);
  const count = number(text, t2 + 1, t3);
  const probability = number(text, t3 + 1, t4);
  const keep = number(text, t4 + 1, t5);
  const column = (offset: number) => offset - start + 1;
  if (!isPhrase(original)) return report(1, "value", "the original is empty or padded with spaces");
  if (!isPhrase(spun)) return report(column(t1 + 1), "value", "the spun phrase is empty or padded with spaces");
  if (!(count >= 0 && Number.isInteger(count))) return report(column(t2 + 1), "value", "count must be a whole number");
  if (!(probability > 0 && probability <= 1))
    return report(column(t3 + 1), "value", "probability must be above 0, at most 1");
  if (!(keep >= 0 && keep < 1)) return report(column(t4 + 1), "value", "keep must be at least 0, below 1");
  if (!input.guarded) return { original, spun, count, probability, keep };
  const guard = text.slice(t5 + 1, stop);
  if (guard === "0") return { original, spun, count, probability, keep };
  return guard === "1"
    ? { original, spun, count, probability, keep, guarded: true }
    : report(column(t5 + 1), "value", `guard is "${guard}"; it must be 0 or 1`);
}

/** NaN for an empty cell, which Number() would read as 0. */
function number(text: string, from: number, to: number): number {
  return from === to ? Number.NaN : Number(text.slice(from, to));
}

function isPhrase(cell: string): boolean {
  return cell.length > 0 && cell.charCodeAt(0) !== 32 && cell.charCodeAt(cell.length - 1) !== 32;
}

/** Checks that span rows: order, no pair twice, one keep and at most probability 1 per original. */
function orderCheck(report: Report): (row: Substitution) => void {
  let before: Substitution | undefined;
  let mass = 0;
  return (row) => {
    const { original, spun } = row;
    const last = before;
    before = row;
    if (last === undefined || last.original !== original) {
      mass = row.probability;
      if (last !== undefined && last.original > original) {
        report(1, "unsorted", `"${original}" stands after "${last.original}". Sort by original, then spun`);
      }
      return;
    }
    const spunColumn = original.length + 2;
    if (last.spun === spun) report(spunColumn, "duplicate", `"${original}" -> "${spun}" stands twice. Remove one`);
    if (last.spun > spun) {
      report(spunColumn, "unsorted", `"${spun}" stands after "${last.spun}". Sort by original, then spun`);
    }
    if (last.keep !== row.keep) {
      report(1, "keep", `"${original}" has keep ${row.keep} here, ${last.keep} above. Give one original one keep`);
    }
    const exceededBefore = mass > 1 + ROUNDING;
    mass += row.probability;
    if (mass > 1 + ROUNDING && !exceededBefore) {
      report(1, "sum", `the probabilities of "${original}" sum to more than 1. Learn the table again`);
    }
  };
}
