import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Kind } from "../../formats/index.js";
import { readReport } from "../../report-file.js";
import type { RepairResult } from "../../result.js";

/** The results that a report has for one file, in its order. */
export interface ReportedFile {
  /** The path as the report has it; "-" is standard input. */
  readonly file: string;
  /** Whether the file is one text, of a report that names no places. */
  readonly isText: boolean;
  readonly results: readonly RepairResult[];
}

/** How many files and results a report names; reading it through finds out whether all of it is right. */
export async function filesOfReport(report: string): Promise<ReadonlySet<string>> {
  const files = new Set<string>();
  for await (const { result } of readReport(report)) files.add(fileOf(result));
  return files;
}

/** A report file by file; a file's results stand together, as runs write them. */
export async function* reportByFile(report: string): AsyncGenerator<ReportedFile> {
  let results: RepairResult[] = [];
  for await (const { result } of readReport(report)) {
    const [first] = results;
    if (first !== undefined && fileOf(first) !== fileOf(result)) {
      yield together(results);
      results = [];
    }
    results.push(result);
  }
  if (results.length > 0) yield together(results);
}

function together(results: readonly RepairResult[]): ReportedFile {
  const [first] = results;
  return { file: fileOf(first!), isText: first!.place === undefined, results };
}

function fileOf({ place, source }: RepairResult): string {
  return place?.file ?? source;
}

/** What the record of a batch says of how its files were read, and where they landed. */
export interface BatchRecord {
  readonly fields?: readonly string[];
  readonly kind?: Kind;
  /** Phrases that no edit was to touch. */
  readonly protect?: readonly string[];
  /** Where the repaired file lies, by the file as the report has it. */
  readonly outputs: ReadonlyMap<string, string>;
}

const NONE: BatchRecord = { outputs: new Map() };

/** The record that a batch leaves beside its report; what a report without one goes by is empty. */
export async function batchRecord(report: string): Promise<BatchRecord> {
  const folder = dirname(report);
  const text = await readFile(join(folder, "run.json"), "utf8").catch(() => undefined);
  if (text === undefined) return NONE;
  try {
    const { files, provenance } = JSON.parse(text) as RunFile;
    return {
      outputs: new Map(files.map(({ source, output }) => [source, join(folder, output)])),
      ...(provenance.fields.length > 0 && { fields: provenance.fields }),
      ...(provenance.inputFormat !== "" && { kind: provenance.inputFormat as Kind }),
      ...(provenance.protect.length > 0 && { protect: provenance.protect }),
    };
  } catch {
    return NONE;
  }
}

interface RunFile {
  readonly files: readonly { readonly source: string; readonly output: string }[];
  readonly provenance: {
    readonly fields: readonly string[];
    readonly inputFormat: string;
    readonly protect: readonly string[];
  };
}
