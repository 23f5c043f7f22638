import type { Engine } from "../engine.js";
import type { Segment, SourceDocument } from "../formats/index.js";
import type { Prepared } from "../reference-reader.js";
import { editsToWrite, placedResult, standingOf, withUnwritten } from "../report-line.js";
import type { Report, ReportedDocument } from "../reports/report.js";
import { addTotals, noTotals, totalsLine } from "../reports/summary.js";
import type { RepairResult } from "../result.js";
import type { RunFailure } from "../runs/index.js";
import { givenUp, writeSegment } from "../runs/segment-work.js";
import { eachSource, exitCodeOf, failureLine, heard, tellNotes, type Voice } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { Failure, messageOf } from "./failure.js";
import { type FileOutput, inPlace, NO_OUTPUT } from "./file-output.js";
import { FileSummary } from "./file-summary.js";
import type { CommonFlags } from "./flags.js";
import { loadReport, type RepairFormat } from "./formats.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { type Destination, destinationFor, fileOutputs, forgiving, openSink } from "./output.js";
import { preparedFor } from "./prepared.js";
import type { Sink } from "./report-sink.js";
import { readSegments } from "./segments.js";
import { printSettings, resolveSettings } from "./settings.js";
import { inputSources, refuseOutputOverInput } from "./sources.js";
import { tell } from "./streams.js";

export interface RepairFlags extends CommonFlags {
  readonly format?: RepairFormat;
  readonly output?: string;
  readonly write?: true;
  readonly check?: true;
}

/** @returns the exit code. */
export async function runRepair(files: readonly string[], flags: RepairFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings({ ...settings, ...(flags.format && { format: flags.format }) });
    return exitCodes.done;
  }
  const format = flags.format ?? settings.format ?? "text";
  refuseContradictions(flags, format, files);
  const sources = inputSources(files, "repair");
  refuseOutputOverInput(sources);
  const report = await loadReport(format, flags.output === undefined);
  const outputs = outputsOf(flags, report, sources);
  const engine = await openConfiguredEngine(settings);
  try {
    return await repairAll({ engine, sources, outputs, flags });
  } finally {
    engine.close();
  }
}

/** What a run writes: the files themselves, in their places or elsewhere, and a report beside them or instead. */
interface Outputs {
  readonly fileOf: (source: string) => Promise<FileOutput>;
  readonly sink: Sink;
  readonly needsPlaces: boolean;
}

function outputsOf(flags: RepairFlags, report: Report, sources: readonly string[]): Outputs {
  const isText = report.extension === "";
  // With `--write` or `--check`, the text has its place already, or none; the other formats still report.
  const isUnread = isText && (flags.write || flags.check);
  const destination: Destination = isUnread ? { kind: "nowhere" } : destinationFor(flags.output, report, sources);
  const sink = openSink(isText ? { kind: "nowhere" } : destination, report, sources.length > 1);
  const needsPlaces = report.places !== undefined;
  if (flags.write) return { fileOf: async (source) => inPlace(source), sink: forgiving(sink), needsPlaces };
  return { fileOf: isText ? fileOutputs(destination, report) : async () => NO_OUTPUT, sink, needsPlaces };
}

interface Run {
  readonly engine: Engine;
  readonly sources: readonly string[];
  readonly outputs: Outputs;
  readonly flags: RepairFlags;
}

async function repairAll(run: Run): Promise<number> {
  const { sources, outputs, flags } = run;
  const check = flags.check === true;
  let totals = noTotals;
  const outcome = await eachSource(sources, flags.progress, async (source, voice) => {
    const summary = new FileSummary(source, check);
    await repairFile(run, source, { voice, summary });
    for (const line of summary.lines()) voice.say(line);
    totals = addTotals(totals, summary.totals);
  });
  await outputs.sink.finish();
  if (sources.length > 1) tell(totalsLine(totals, { check, failed: outcome.failed }));
  if (outcome.failed > 0) return exitCodeOf(outcome);
  return check && totals.applied > 0 ? exitCodes.found : exitCodes.done;
}

interface Telling {
  readonly voice: Voice;
  readonly summary: FileSummary;
}

async function repairFile({ engine, outputs, flags }: Run, source: string, { voice, summary }: Telling): Promise<void> {
  const output = await outputs.fileOf(source);
  try {
    for await (const segment of readSegments(source, flags)) {
      tellNotes(source, segment.failures, voice);
      const { results, failures, bytes, changed, changes } = await repairSegment(engine, segment, source);
      for (const failure of failures) voice.fail(failureLine(source, failure));
      for (const [at, result] of results.entries()) {
        for (const line of summary.add(result, segment.documents[at]!.text)) voice.say(line);
      }
      const documents = reported(segment, results, outputs.needsPlaces);
      await outputs.sink.write(
        { bytes: segment.plain, isPacked: segment.isPacked === true, changes, documents },
        source,
      );
      await output.write({ now: bytes, changed, before: segment.exact ? segment.bytes : undefined });
    }
  } catch (error) {
    await output.discard();
    throw error;
  }
  await output.finish();
}

function reported(segment: Segment, results: readonly RepairResult[], withPlaces: boolean): ReportedDocument[] {
  const located = withPlaces ? segment.locate(results.map(({ edits }) => edits)) : [];
  return results.map((result, at) => {
    const places = located[at];
    return { input: segment.documents[at]!.text, result, ...(places && { located: places }) };
  });
}

/** The segment as it is written, and its documents' results. */
async function repairSegment(engine: Engine, segment: Segment, source: string) {
  const unrepaired: RunFailure[] = [];
  const repaired: RepairResult[] = [];
  for (const document of segment.documents) {
    const prepared = await preparedFor(engine, document.text);
    repaired.push(repairDocument(engine, document, prepared, source, unrepaired));
    await heard();
  }
  const written = writeSegment(segment, repaired.map(editsToWrite), source, unrepaired);
  const results = repaired.map((result, at) =>
    withUnwritten(result, segment.documents[at]!.text, written.unwritten.get(at) ?? []),
  );
  return { ...written, results };
}

function repairDocument(
  engine: Engine,
  document: SourceDocument,
  prepared: Prepared | undefined,
  source: string,
  unrepaired: RunFailure[],
): RepairResult {
  const { text } = document;
  try {
    const result = interruptible(text.length, () => engine.repair(text, prepared));
    return placedResult(result, standingOf(document, source));
  } catch (error) {
    const { failure, result } = givenUp(document, source, messageOf(error));
    unrepaired.push(failure);
    return result;
  }
}

function refuseContradictions(flags: RepairFlags, format: RepairFormat, files: readonly string[]): void {
  if (flags.write && flags.check) {
    throw new Failure("--check changes nothing and --write changes files. Give one of the two.");
  }
  if (flags.write && (files.length === 0 || files.includes("-"))) {
    throw new Failure(
      "--write repairs files in place, and standard input has no place. Name files, or leave --write out.",
    );
  }
  if (flags.output !== undefined && format === "text" && (flags.write || flags.check)) {
    const other = flags.write ? "--write" : "--check";
    throw new Failure(
      `${other} writes no text, so -o ${flags.output} would stay empty. Give one of the two, or another --format.`,
    );
  }
}
