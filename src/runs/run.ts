import { rm } from "node:fs/promises";
import pLimit from "p-limit";
import { UnspinError } from "../errors.js";
import { PoolFailure, type PoolOptions } from "../threads/pool.js";
import { adoptFinished } from "./adopt.js";
import { type FileOutcome, failedFile, fileOutcome } from "./file-outcome.js";
import type {
  Executor,
  Plan,
  PlannedFile,
  Provenance,
  RunFailure,
  RunOptions,
  Shard,
  ShardOutcome,
} from "./interfaces.js";
import { openLocalExecutor } from "./local-executor.js";
import { placeFile } from "./place.js";
import { differencesOf } from "./provenance.js";
import { joinReport } from "./report.js";
import { fileRecord, type RunRecord, writeRecord } from "./run-record.js";
import type { ShardEvents } from "./shard-run.js";
import { spoolStandardInput } from "./spool.js";
import { NO_TOTALS, type RunTotals, sumOf, withFailures } from "./totals.js";
import { reasonOf } from "./walk.js";
import { readJson, replaceFile, type WorkingFolder } from "./working-folder.js";

export interface RunRequest {
  readonly plan: Plan;
  readonly standardInput: AsyncIterable<Uint8Array>;
  /** The run's folder, claimed. */
  readonly working: WorkingFolder;
  readonly options: RunOptions;
  readonly provenance: Provenance;
  readonly pool: PoolOptions;
  /** What does the work; threads of this machine, unless given. */
  readonly open?: (context: ExecutorContext) => Promise<Executor>;
  /** As given on the command line, for the record. */
  readonly inputs: readonly string[];
  /** The time now, ISO 8601. */
  readonly clock: () => string;
  readonly signal: AbortSignal;
  readonly events: RunEvents;
}

/** What an executor is opened with. */
export type ExecutorContext = Pick<RunRequest, "working" | "options" | "provenance" | "events">;

export interface RunEvents extends ShardEvents {
  /** Something to tell the user that is no failure. */
  noted(message: string): void;
}

/** The run could not go on; what is done is kept. */
export class RunHalted extends UnspinError {}

export interface RunOutcome {
  readonly state: "finished" | "interrupted";
  readonly totals: RunTotals;
}

/**
 * Does a run: each file of the plan, several at a time, on one executor; then joins the report. What an earlier run of
 * the same kind has done in the same folder is kept, also when it was killed.
 * @throws PoolFailure when no engine can be opened, before anything is done; RunHalted when the disk is full, or no more
 * engines can be opened.
 */
export async function runBatch(given: RunRequest): Promise<RunOutcome> {
  const { working, pool, signal, open = (context) => openLocalExecutor({ ...context, pool }) } = given;
  // First of all: what cannot be opened must not cost what an earlier run has done.
  const executor = await open(given);
  const stop = () => executor.stop();
  signal.addEventListener("abort", stop);
  try {
    const plan = await spoolStandardInput(given.plan, working, given.standardInput).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
    if (plan === undefined) return { state: "interrupted", totals: NO_TOTALS };
    const request = { ...given, plan };
    const resumed = await lookBack(request);
    const record = firstRecord(request, resumed);
    await writeRecord(working, record);
    executor.begin?.(plan);
    const outcomes = await runFiles(request, executor);
    return await conclude(request, record, outcomes);
  } finally {
    signal.removeEventListener("abort", stop);
    await executor.close();
  }
}

/** Finds out what is still good of an earlier run. @returns whether there is something of an unfinished one. */
async function lookBack({ working, plan, provenance, events }: RunRequest): Promise<boolean> {
  const before = (await readJson(working.provenance())) as Provenance | undefined;
  // Without it, what lies there is what a killed run had begun to clear away.
  if (before === undefined) await working.empty();
  const differences =
    before === undefined ? await adoptFinished(working, plan, provenance) : differencesOf(before, provenance);
  if (differences.length > 0) {
    events.noted(`everything begins anew, because since the last run ${differences.join("; ")}`);
    await working.empty();
  }
  await replaceFile(working.provenance(), JSON.stringify(provenance));
  return before !== undefined && differences.length === 0;
}

function firstRecord({ pool, inputs, provenance, plan, clock }: RunRequest, resumed: boolean): RunRecord {
  return {
    schema: 1,
    state: "running",
    started: clock(),
    resumed,
    jobs: pool.jobs,
    inputs,
    provenance,
    totals: NO_TOTALS,
    failures: plan.failures,
    files: [],
  };
}

/** The files' outcomes in the plan's order; undefined for those that were not finished. */
async function runFiles(request: RunRequest, executor: Executor): Promise<readonly (FileOutcome | undefined)[]> {
  const limit = pLimit(executor.files);
  let fatal: unknown;
  const tasks = request.plan.files.map((file) =>
    limit(async () => {
      if (request.signal.aborted || fatal !== undefined) return undefined;
      try {
        return await runFile(request, executor, file);
      } catch (error) {
        if (isFatal(error)) {
          fatal ??= error;
          executor.stop();
          return undefined;
        }
        return failure(request, file, error);
      }
    }),
  );
  const outcomes = await Promise.all(tasks);
  if (fatal !== undefined) throw fatalError(fatal, request.working);
  return outcomes;
}

async function runFile(
  { working, options, events }: RunRequest,
  executor: Executor,
  file: PlannedFile,
): Promise<FileOutcome | undefined> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const { shards, outcomes } = await runShards(executor, file);
    if (outcomes.some(({ state }) => state === "stopped")) return undefined;
    const whole = fileOutcome(file, shards, outcomes);
    if (options.check || (await placeFile(working, whole))) {
      events.advanced({ file, from: 0, to: null }, { bytes: file.size, totals: whole.totals });
      return whole;
    }
    // Its parts are gone, and so is what they became.
    for (const shard of shards) await rm(working.journal(shard), { force: true });
  }
  throw new UnspinError("somebody else deletes what is written. Run the command again when nobody does");
}

async function runShards(executor: Executor, file: PlannedFile) {
  const shards: Shard[] = [];
  const running: Promise<ShardOutcome>[] = [];
  for await (const shard of executor.cut(file)) {
    const outcome = executor.run(shard);
    // It is waited for once all have begun.
    outcome.catch(() => {});
    shards.push(shard);
    running.push(outcome);
  }
  return { shards, outcomes: await Promise.all(running) };
}

function failure({ events }: RunRequest, file: PlannedFile, error: unknown): FileOutcome {
  if (!(error instanceof UnspinError) && !isSystemError(error)) throw error;
  const failed = failedFile(file, error instanceof UnspinError ? error.message : reasonOf(error));
  for (const one of failed.failures) events.failed(one);
  events.advanced({ file, from: 0, to: null }, { bytes: file.size, totals: failed.totals });
  return failed;
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

/** What would befall every other file too. */
function isFatal(error: unknown): boolean {
  if (error instanceof PoolFailure || error instanceof RunHalted) return true;
  return isSystemError(error)
    ? ["ENOSPC", "EDQUOT", "EROFS", "EMFILE"].includes(error.code)
    : !(error instanceof UnspinError);
}

function fatalError(error: unknown, { out }: WorkingFolder): unknown {
  if (error instanceof PoolFailure)
    return new RunHalted(`${error.message} Run the same command again: it goes on from here.`);
  if (!isSystemError(error)) return error;
  const full = error.code === "ENOSPC" || error.code === "EDQUOT";
  const what = full ? "the disk is full. Make room" : `${error.message}. Mend that`;
  return new RunHalted(`${out}: ${what}, then run the same command again: it goes on from here.`);
}

async function conclude(
  request: RunRequest,
  first: RunRecord,
  outcomes: readonly (FileOutcome | undefined)[],
): Promise<RunOutcome> {
  const { working, plan, clock } = request;
  const done = outcomes.filter((one) => one !== undefined);
  const state = done.length === outcomes.length ? "finished" : "interrupted";
  const sum = done.reduce((total, one) => sumOf(total, one.totals), NO_TOTALS);
  const totals = withFailures(sum, plan.failures.length);
  const record: RunRecord = { ...first, state, ended: clock(), totals, files: done.map(fileRecord) };
  if (state === "finished") await joinReport(working, done);
  await writeRecord(working, record);
  if (state === "finished") await working.remove();
  return { state, totals };
}

/** Failures as messages name them: file:line:column, or the item where no line is known. */
export function placeOfFailure({ file, line, column, item }: RunFailure, shown: (name: string) => string): string {
  const name = shown(file);
  if (line !== undefined) return `${name}:${line}${column === undefined ? "" : `:${column}`}`;
  return item === undefined ? name : `${name}: item ${item}`;
}
