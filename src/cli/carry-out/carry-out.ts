import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { Decider } from "../../decisions/decided-edits.js";
import { applyEdits } from "../../edits/index.js";
import { openFollower } from "../../ledger-reader.js";
import { compilePhrases } from "../../protection/index.js";
import { shownName } from "../../reports/names.js";
import { plural } from "../../reports/summary.js";
import type { RepairResult } from "../../result.js";
import { type Change, type Refusal, type RewrittenFile, rewriteByReport } from "../../runs/rewrite-by-report.js";
import { exitCodes } from "../exit-codes.js";
import { Failure, messageOf, systemCode } from "../failure.js";
import { decodeText } from "../input.js";
import { checkLedgers } from "../settings.js";
import { ClosedPipe, OutputFailure, tell } from "../streams.js";
import { Destinations, type OutputFlags } from "./destinations.js";
import { type BatchRecord, batchRecord, filesOfReport, type ReportedFile, reportByFile } from "./report-files.js";

export interface CarryOutFlags extends OutputFlags {
  readonly decisions?: readonly string[];
  readonly fields?: readonly string[];
}

/** What a verb does to the files of a report. */
export interface CarryOut {
  readonly report: string;
  readonly flags: CarryOutFlags;
  /** "carried out" or "undone". */
  readonly done: string;
  /** Where the file lies that is to be changed. */
  pathOf(file: string, batch: BatchRecord): string;
  change(result: RepairResult, text: string, decider: Decider): Change;
}

interface Tally {
  files: number;
  unread: number;
  refused: number;
}

/**
 * Changes the files that a report names, each as a whole or not at all. The report is read through first: one that is damaged
 * changes nothing. Files that cannot be read and documents that are refused are named, and the others go on.
 * @returns the exit code.
 */
export async function carryOut(work: CarryOut): Promise<number> {
  const { report, flags } = work;
  if (report === "-") throw new Failure("a report is read twice, and standard input only once. Save it to a file.");
  await checkLedgers(flags.decisions ?? []);
  const destinations = new Destinations(flags, await filesOfReport(report));
  const batch = { ...(await batchRecord(report)), ...(flags.fields && { fields: flags.fields }) };
  const follower = await openFollower(flags.decisions);
  const decider = { follower, ...(batch.protect && { phrases: compilePhrases(batch.protect) }) };
  const tally: Tally = { files: 0, unread: 0, refused: 0 };
  for await (const file of reportByFile(report)) {
    try {
      const path = work.pathOf(file.file, batch);
      const bytes = await bytesOf(file.file, path);
      const rewritten = await rewrittenFile(work, { file, bytes, batch, decider });
      refuse(file.file, rewritten.refusals, tally);
      // What nothing was done to has no new text to show.
      const isRefused = rewritten.refusals.length === file.results.length && file.results.length > 0;
      if (!isRefused) await destinations.put({ name: file.file, path }, rewritten.bytes, rewritten.edits > 0);
      tell(summaryOf(file.file, rewritten, work.done));
      tally.files += 1;
    } catch (error) {
      if (error instanceof ClosedPipe || error instanceof OutputFailure) throw error;
      tell(`unspin: ${error instanceof Failure ? error.message : `${shownName(file.file)}: ${messageOf(error)}`}`);
      tally.unread += 1;
    }
  }
  return exitCodeOf(tally);
}

function exitCodeOf({ files, unread, refused }: Tally): number {
  if (unread + refused === 0) return exitCodes.done;
  return files === 0 ? exitCodes.usage : exitCodes.partial;
}

interface Given {
  readonly file: ReportedFile;
  readonly bytes: Buffer;
  readonly batch: BatchRecord;
  readonly decider: Decider;
}

async function rewrittenFile(work: CarryOut, { file, bytes, batch, decider }: Given): Promise<RewrittenFile> {
  const change = (result: RepairResult, text: string) => work.change(result, text, decider);
  if (file.isText) return rewrittenText(file, bytes, change);
  const { fields, kind } = batch;
  const how = { ...(fields && { fields }), ...(kind && { kind }) };
  return rewriteByReport({ bytes, name: file.file, results: file.results, change, ...how });
}

/** A report without places is of texts, each a whole file. */
function rewrittenText(
  { file, results }: ReportedFile,
  bytes: Buffer,
  change: (result: RepairResult, text: string) => Change,
): RewrittenFile {
  const text = decodeText(bytes, shownName(file));
  const outcome = change(results[0]!, text);
  if ("refused" in outcome) {
    return { bytes, documents: 0, edits: 0, refusals: [{ source: file, reason: outcome.refused }] };
  }
  const { edits } = outcome;
  const changed = applyEdits(
    text,
    edits.map((edit) => ({ ...edit, verdict: "apply" as const })),
  );
  return { bytes: Buffer.from(changed, "utf8"), documents: 1, edits: edits.length, refusals: [] };
}

async function bytesOf(file: string, path: string): Promise<Buffer> {
  if (file === "-") {
    throw new Failure("the document was read from standard input: there is no file to change. Repair a file instead.");
  }
  try {
    return await readFile(path);
  } catch (error) {
    throw new Failure(`${shownName(path)}: ${readProblem(error, path)}`);
  }
}

function readProblem(error: unknown, path: string): string {
  switch (systemCode(error)) {
    case "ENOENT":
      return isAbsolute(path)
        ? "the file of the report is not there any more."
        : "the file of the report is not here. Paths in a report are as they were given: go to the folder where it was made.";
    case "EISDIR":
      return "the report names it as a file, and it is a folder.";
    default:
      return `it cannot be read (${error instanceof Error ? error.message : String(error)}). Check its permissions.`;
  }
}

function refuse(file: string, refusals: readonly Refusal[], tally: Tally): void {
  for (const { source, item, reason } of refusals) {
    const place = item === undefined ? shownName(file) : `${shownName(file)}: item ${item}`;
    const name = source === file ? "" : ` (${shownName(source)})`;
    tell(`unspin: ${place}${name}: refused: ${reason}`);
  }
  tally.refused += refusals.length;
}

function summaryOf(file: string, { documents, edits, refusals }: RewrittenFile, done: string): string {
  const refused = refusals.length === 0 ? "" : `; ${plural(refusals.length, "document")} refused`;
  return `${shownName(file)}: ${plural(edits, "edit")} ${done} in ${plural(documents, "document")}${refused}`;
}
