import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { applyEdits, EditError, invertEdits } from "./edits/index.js";
import { UnspinError } from "./errors.js";
import { checkedLines, columnOfValue, parsedJson } from "./formats/index.js";
import { problemOfResult } from "./report-record.js";
import type { Detection, Edit, RepairResult } from "./result.js";

/** A result as a report holds it, with the line (from 1) that it begins on. */
export interface ReportedResult {
  readonly result: RepairResult;
  readonly line: number;
}

type Bytes = AsyncIterable<Uint8Array>;

/** Bytes read at a time: a result takes some ten thousand, and one that lies across two pieces is copied. */
const PIECE = 1 << 20;

/**
 * Reads what `unspin repair --format json|jsonl` or a batch (`report.jsonl`) wrote, result by result; of JSON Lines only a line is in
 * memory at a time. Each result is checked: schema 1, the keys that it must have, edits sorted, disjoint and within the
 * text, lengths that fit. What keys with nothing to say would say stands in those that are absent.
 * @throws UnspinError with file:line:col for the first record that is not right; those before it were handed out.
 */
export async function* readReport(
  path: string,
  bytes: Bytes = createReadStream(path, { highWaterMark: PIECE }) as Bytes,
): AsyncGenerator<ReportedResult> {
  try {
    const lines = checkedLines(bytes);
    let isFirst = true;
    for await (const { line, text, value, problem, isCut } of lines) {
      if (isFirst && (isCut || /^\s*\[/.test(text))) {
        yield* wholeReport(path, { line, text }, lines);
        return;
      }
      isFirst = false;
      if (problem !== undefined)
        throw misfit(`${path}:${line}:${problem.column}`, `this is no JSON: ${problem.reason}`);
      yield { result: checked(value, (at) => `${path}:${line}:${columnOfValue(text, at)}`), line };
    }
  } catch (error) {
    throw readable(error, path);
  }
}

/** Indented JSON: one result, or a list of results. */
async function* wholeReport(
  path: string,
  first: { readonly line: number; readonly text: string },
  rest: AsyncIterable<{ readonly line: number; readonly text: string }>,
): AsyncGenerator<ReportedResult> {
  const lines = new Array<string>(first.line - 1).fill("");
  lines.push(first.text);
  for await (const { line, text } of rest) {
    while (lines.length < line - 1) lines.push("");
    lines.push(text);
  }
  const json = parsedJson(lines.join("\n"));
  if ("problem" in json) {
    const { line, column, reason } = json.problem;
    throw misfit(`${path}:${line}:${column}`, `this is no JSON: ${reason}`);
  }
  const { value, placeOf } = json;
  const isList = Array.isArray(value);
  for (const [index, one] of (isList ? (value as unknown[]) : [value]).entries()) {
    const here = isList ? [index] : [];
    const place = (at: readonly PropertyKey[]) => placeOf([...here, ...at]);
    const result = checked(one, (at) => `${path}:${place(at).line}:${place(at).column}`);
    yield { result, line: place([]).line };
  }
}

/** @param place where in the file a value stands; it costs a look through the record, so it is asked for only when needed. */
function checked(value: unknown, place: (at: readonly PropertyKey[]) => string): RepairResult {
  const problem = problemOfResult(value);
  if (problem !== undefined) throw misfit(place(problem.path), problem.reason);
  const result = value as RepairResult;
  return {
    ...result,
    // Twice, so that the keys stay in the order in which they were written.
    detection: { ...result.detection, ...NO_DETECTION, ...result.detection },
    edits: result.edits.every(isWhole) ? result.edits : result.edits.map(wholeEdit),
  };
}

function isWhole({ channel, alternatives, evidence }: Edit): boolean {
  return channel !== undefined && alternatives !== undefined && evidence !== undefined;
}

function wholeEdit(edit: Edit): Edit {
  return { ...edit, ...NO_EVIDENCE, ...edit };
}

const NO_DETECTION: Omit<Detection, "verdict"> = { probability: 0, rate: 0, family: null, families: {}, spans: [] };
const NO_EVIDENCE: Pick<Edit, "channel" | "alternatives" | "evidence"> = {
  channel: "dictionary",
  alternatives: [],
  evidence: {},
};

/**
 * The text that a result was made of: its repaired text with the edits undone.
 * @throws UnspinError when that is not the text whose hash the result gives: the result was changed since it was made.
 */
export function inputOf(result: RepairResult): string {
  try {
    const input = applyEdits(result.text, invertEdits(result.edits));
    // Suggestions, too, must find their words.
    applyEdits(input, result.edits);
    if (hashOf(input) === result.input.sha256) return input;
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
  }
  throw new UnspinError(
    `the result of ${result.source} does not fit itself: its edits undone do not give the text whose hash it gives. ` +
      "The report was changed since it was made; make it anew.",
  );
}

/** SHA-256 (hex) of a text in UTF-8, as results give it. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function misfit(place: string, reason: string): UnspinError {
  return new UnspinError(
    `${place}: ${reason}. A report is what "unspin repair --format jsonl" (or json) or "unspin batch" writes; make it anew.`,
  );
}

function readable(error: unknown, path: string): unknown {
  if (error instanceof UnspinError || !(error instanceof Error) || !("code" in error)) return error;
  const what =
    error.code === "ENOENT"
      ? 'there is no such file. Name what "unspin repair --format jsonl" or "unspin batch" wrote'
      : error.code === "EISDIR"
        ? "it is a folder. Name the report in it, such as report.jsonl"
        : `it cannot be read (${error.message}). Check the path and its permissions`;
  return new UnspinError(`the report ${path}: ${what}.`);
}
