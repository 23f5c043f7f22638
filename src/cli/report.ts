import { resolve } from "node:path";
import { inputOf, type ReportedResult, readReport } from "../report-file.js";
import { fileOf } from "../reports/located.js";
import { shownName } from "../reports/names.js";
import type { Report } from "../reports/report.js";
import { exitCodeOf, heard, type Outcome } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { Failure, messageOf } from "./failure.js";
import { loadReport, type RepairFormat } from "./formats.js";
import { refuseDirectoryAsInput } from "./input.js";
import { type Destination, destinationFor, openSink } from "./output.js";
import { reportFile } from "./report-files.js";
import type { Sink } from "./report-sink.js";
import { refuseOutputOverInput } from "./sources.js";
import { ClosedPipe, OutputFailure, tell } from "./streams.js";
import { Upcoming } from "./upcoming.js";

export interface ReportFlags {
  readonly format: RepairFormat;
  readonly output?: string;
  readonly fields?: readonly string[];
}

/**
 * Writes the results of a report down in another format. What is of the files' bytes is made from the files that the
 * report names; all else comes from the report alone, result by result.
 * @returns the exit code.
 */
export async function runReport(path: string, flags: ReportFlags): Promise<number> {
  refuseOutputOverInput([path]);
  const report = await loadReport(flags.format, flags.output === undefined);
  const sink = openSink(destinationOf(path, flags, report), report, false);
  if (path === "-") refuseDirectoryAsInput();
  const results = readReport(shownName(path), path === "-" ? process.stdin : undefined);
  const needsFiles = report.file !== undefined || report.places === "needed";
  const outcome = needsFiles ? await throughFiles(results, sink, flags) : await straight(results, sink);
  await sink.finish();
  return outcome.failed > 0 ? exitCodeOf(outcome) : exitCodes.done;
}

function destinationOf(path: string, { output, format }: ReportFlags, report: Report): Destination {
  if (output !== undefined && output !== "-" && resolve(output) === resolve(path)) {
    throw new Failure(`-o ${output}: is the report that is read. Name another file.`);
  }
  const destination = destinationFor(output, report, [path]);
  if (destination.kind !== "directory") return destination;
  throw new Failure(`-o ${output}: is a folder, and a report as ${format} is one file. Name a file.`);
}

const NO_BYTES = { bytes: new Uint8Array(), changes: [] };

async function straight(results: AsyncIterable<ReportedResult>, sink: Sink): Promise<Outcome> {
  let done = 0;
  for await (const { result } of results) {
    await sink.write({ ...NO_BYTES, documents: [{ input: inputOf(result), result }] }, fileOf(result));
    done += 1;
    if (done % 64 === 0) await heard();
  }
  return { done, failed: 0 };
}

/** File by file; one that is no longer what it was is named, and the others go on. */
async function throughFiles(
  results: AsyncIterable<ReportedResult>,
  sink: Sink,
  { fields }: ReportFlags,
): Promise<Outcome> {
  const upcoming = new Upcoming(results);
  let [done, failed] = [0, 0];
  for (let next = await upcoming.peek(); next !== undefined; next = await upcoming.peek()) {
    const file = fileOf(next);
    try {
      await reportFile(file, upcoming, { sink, reading: { fields } });
      done += 1;
    } catch (error) {
      if (error instanceof ClosedPipe || error instanceof OutputFailure) throw error;
      tell(`unspin: ${error instanceof Failure ? error.message : `${shownName(file)}: ${messageOf(error)}`}`);
      failed += 1;
      await upcoming.skip((result) => fileOf(result) === file);
    }
    await heard();
  }
  return { done, failed };
}
