import { availableParallelism } from "node:os";
import { addAbortSignal } from "node:stream";
import type { EngineOptions } from "../../engine.js";
import type { Kind } from "../../formats/index.js";
import { shownName } from "../../reports/names.js";
import {
  type Plan,
  type Provenance,
  planRun,
  provenanceOf,
  RunHalted,
  type RunOutcome,
  type RunRequest,
  runBatch,
  WorkingFolder,
} from "../../runs/index.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import type { CommonFlags } from "../flags.js";
import { refuseDirectoryAsInput } from "../input.js";
import { stopOnInterrupt } from "../interrupt.js";
import { engineOptions, printSettings, resolveSettings, type Settings } from "../settings.js";
import { tell } from "../streams.js";
import { packageVersion } from "../version.js";
import { FailureList } from "./failure-list.js";
import { onQueue } from "./on-queue.js";
import { startBar } from "./progress-bar.js";
import { summaryTable } from "./summary-table.js";

export interface BatchFlags extends CommonFlags {
  readonly out: string;
  readonly jobs?: number;
  readonly only?: "spun";
  readonly check?: true;
  /** Address of a queue whose workers do the work. */
  readonly queue?: string;
  readonly storage?: string;
  /** Kilobytes of input. */
  readonly jobSize?: number;
  /** Seconds. */
  readonly patience?: number;
}

const FINISHING = "unspin: finishing the documents under way; Ctrl-C again ends at once";
const LEAVING = "unspin: leaving; workers go on with what is queued, and unspin queue drain takes it back";

/** @returns the exit code. */
export async function runBatchVerb(inputs: readonly string[], flags: BatchFlags): Promise<number> {
  const settings = await resolveSettings(flags);
  if (flags.printConfig) {
    await printSettings(settings);
    return exitCodes.done;
  }
  const plan = planned(inputs, flags);
  const engine = await engineOptions(settings);
  const working = new WorkingFolder(flags.out);
  const provenance = await provenanceOf(knowledge(settings, engine, flags));
  const open = flags.queue === undefined ? undefined : await onQueue(flags.queue, engine, flags);
  await claim(working);
  const started = performance.now();
  try {
    const outcome = await work({ inputs, flags, plan, engine, working, provenance, ...(open && { open }) });
    tell(summaryTable(outcome.totals, { seconds: (performance.now() - started) / 1000, check: flags.check === true }));
    return exitCode(outcome, flags);
  } catch (error) {
    if (error instanceof RunHalted) throw new Failure(error.message, exitCodes.partial);
    throw error;
  } finally {
    await working.release();
  }
}

function planned(inputs: readonly string[], flags: BatchFlags): Plan {
  if (inputs.filter((input) => input === "-").length > 1) {
    throw new Failure("standard input (-) is named twice, but it can be read only once. Name it once.");
  }
  if (inputs.includes("-")) refuseDirectoryAsInput();
  const plan = planRun(inputs, { out: flags.out, standardInput: nameOfStandardInput(flags.inputFormat) });
  if (plan.files.length > 0) return plan;
  const [first] = plan.failures;
  if (first !== undefined) throw new Failure(`${shownName(first.file)}: ${first.reason}.`);
  throw new Failure(
    `no file to repair in ${inputs.map(shownName).join(", ")}. Name a file, or a folder that holds one.`,
  );
}

/** The name says what the file holds, as far as that is known. */
function nameOfStandardInput(kind: Kind | undefined): string {
  if (kind === undefined) return "stdin";
  return `stdin.${{ feed: "xml", markdown: "md", text: "txt" }[kind as string] ?? kind}`;
}

function knowledge(settings: Settings, engine: EngineOptions, flags: BatchFlags) {
  return {
    unspin: packageVersion(),
    mode: settings.mode,
    protect: engine.protect ?? [],
    fields: flags.fields ?? [],
    inputFormat: flags.inputFormat ?? "",
    check: flags.check === true,
    only: flags.only ?? "",
    dictionaries: engine.dictionaries ?? [],
    decisions: settings.decisions ?? [],
    ...(engine.reference !== undefined && { reference: engine.reference }),
  };
}

async function claim(working: WorkingFolder): Promise<void> {
  try {
    await working.claim();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new Failure(
      `--out ${working.out}: the folder cannot be made or written (${error.message}). Name another place.`,
    );
  }
}

interface Work {
  readonly inputs: readonly string[];
  readonly flags: BatchFlags;
  readonly plan: Plan;
  readonly engine: EngineOptions;
  readonly working: WorkingFolder;
  readonly provenance: Provenance;
  readonly open?: NonNullable<RunRequest["open"]>;
}

async function work({ inputs, flags, plan, engine, working, provenance, open }: Work): Promise<RunOutcome> {
  const bar = startBar(
    flags.progress,
    plan.files.reduce((sum, { size }) => sum + size, 0),
  );
  const say = (message: string) => {
    bar.clear();
    tell(message);
  };
  const failures = new FailureList(say);
  for (const failure of plan.failures) failures.add(failure);
  const interrupt = new AbortController();
  const restore = stopOnInterrupt(() => {
    interrupt.abort();
    say(flags.queue === undefined ? FINISHING : LEAVING);
  });
  try {
    return await runBatch({
      plan,
      standardInput: addAbortSignal(interrupt.signal, process.stdin),
      working,
      options: {
        ...(flags.fields && { fields: flags.fields }),
        ...(flags.inputFormat && { inputKind: flags.inputFormat }),
        check: flags.check === true,
        onlySpun: flags.only === "spun",
      },
      provenance,
      ...(open && { open }),
      pool: { engine, jobs: flags.jobs ?? availableParallelism() },
      inputs,
      clock: () => new Date().toISOString(),
      signal: interrupt.signal,
      events: {
        advanced: (shard, { bytes, totals }) => bar.advance(shard.file.output, bytes, totals.documents),
        failed: (failure) => failures.add(failure),
        changed: ({ file }) => say(`unspin: ${shownName(file.source)}: changed since the last run; it begins anew`),
        noted: (message) => say(`unspin: ${message}`),
      },
    });
  } finally {
    restore();
    bar.finish();
    failures.finish();
  }
}

function exitCode({ state, totals }: RunOutcome, { out, check }: BatchFlags): number {
  if (state === "interrupted") {
    tell(`unspin: interrupted. To go on, run the same command again; what is done is kept in ${shownName(out)}.`);
    return exitCodes.interrupted;
  }
  if (totals.failures > 0) return exitCodes.partial;
  return check && totals.applied > 0 ? exitCodes.found : exitCodes.done;
}
