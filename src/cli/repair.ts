import type { Engine } from "../engine.js";
import type { Report } from "../reports/report.js";
import { addTotals, countWords, documentLine, noTotals, totalsLine, totalsOf } from "../reports/summary.js";
import type { RepairResult } from "../result.js";
import { writeAtomically } from "./atomic.js";
import { eachDocument, exitCodeOf } from "./documents.js";
import { exitCodes } from "./exit-codes.js";
import { Failure } from "./failure.js";
import type { CommonFlags } from "./flags.js";
import { loadReport, type RepairFormat } from "./formats.js";
import type { InputDocument } from "./input.js";
import { interruptible } from "./interrupt.js";
import { openConfiguredEngine } from "./open.js";
import { originLine } from "./origin-line.js";
import { type Destination, destinationFor, forgiving, openSink, type Sink } from "./output.js";
import { preparedFor } from "./prepared.js";
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
  const destination = repairDestination(flags, report, sources);
  const engine = await openConfiguredEngine(settings);
  try {
    const several = sources.length > 1;
    const sink = openSink(destination, report, several);
    return await repairAll({ engine, sources, sink: flags.write ? forgiving(sink) : sink, flags });
  } finally {
    engine.close();
  }
}

/** With `--write` or `--check`, the text has its place already, or none; the other formats still report. */
function repairDestination(flags: RepairFlags, report: Report, sources: readonly string[]): Destination {
  const textHasNoReader = (flags.write || flags.check) && report.extension === "";
  return textHasNoReader ? { kind: "nowhere" } : destinationFor(flags.output, report, sources);
}

interface Run {
  readonly engine: Engine;
  readonly sources: readonly string[];
  readonly sink: Sink;
  readonly flags: RepairFlags;
}

async function repairAll({ engine, sources, sink, flags }: Run): Promise<number> {
  const check = flags.check === true;
  let totals = noTotals;
  const outcome = await eachDocument(sources, flags.progress, async (document, index) => {
    const result = await repairOne(engine, document);
    if (flags.write && result.text !== document.text) await writeAtomically(document.source, result.text);
    await sink.write({ input: document.text, result }, index);
    const own = totalsOf(result, countWords(document.text));
    totals = addTotals(totals, own);
    const origin = originLine(result, document.text);
    return documentLine(result, own, check) + (origin === "" ? "" : `\n${origin}`);
  });
  await sink.finish();
  if (sources.length > 1) tell(totalsLine(totals, { check, failed: outcome.failed }));
  if (outcome.failed > 0) return exitCodeOf(outcome);
  return check && totals.applied > 0 ? exitCodes.found : exitCodes.done;
}

async function repairOne(engine: Engine, { source, text }: InputDocument): Promise<RepairResult> {
  const prepared = await preparedFor(engine, text);
  return { ...interruptible(text.length, () => engine.repair(text, prepared)), source };
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
