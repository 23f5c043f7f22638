import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type Connection,
  connect,
  drainQueue,
  type KnownRun,
  overviewOf,
  queueAddress,
  RunBook,
  retryFailed,
} from "../../queues/index.js";
import { shownName } from "../../reports/names.js";
import { exitCodes } from "../exit-codes.js";
import { Failure } from "../failure.js";
import { print, tell } from "../streams.js";
import { statusText } from "./status-text.js";

export interface StatusFlags {
  readonly queue: string;
  readonly format?: "text" | "json";
}

export interface ReportFlags {
  readonly queue: string;
  readonly run?: string;
}

/** @returns the exit code: that of a run with failures when any run or job has some. */
export function showStatus({ queue, format }: StatusFlags): Promise<number> {
  return connected(queue, async (connection) => {
    const overview = await overviewOf(connection);
    await print(format === "json" ? `${JSON.stringify(overview, null, 1)}\n` : statusText(overview));
    return overview.failed.length > 0 ? exitCodes.partial : exitCodes.done;
  });
}

export function retry({ queue }: StatusFlags): Promise<number> {
  return connected(queue, async (connection) => {
    tell(`unspin: ${counted(await retryFailed(connection))} back in the queue`);
    return exitCodes.done;
  });
}

export function drain({ queue }: StatusFlags): Promise<number> {
  return connected(queue, async (connection) => {
    const taken = counted(await drainQueue(connection));
    tell(`unspin: ${taken} taken off the queue; what is under way is still finished`);
    return exitCodes.done;
  });
}

export function printReport({ queue, run }: ReportFlags): Promise<number> {
  return connected(queue, async (connection) => {
    const found = choose(await new RunBook(connection).all(), run, connection.address.shown);
    if (found.progress?.state !== "finished") {
      throw new Failure(`run ${found.run} into ${shownName(found.out)} is not finished. See unspin queue status.`);
    }
    const path = join(found.out, "report.jsonl");
    if ((await stat(path).catch(() => undefined)) === undefined) {
      throw new Failure(`${shownName(path)} is not to be found here. Ask on the machine where the run was begun.`);
    }
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) await print(chunk as Uint8Array);
    return exitCodes.done;
  });
}

function choose(runs: readonly KnownRun[], run: string | undefined, shown: string): KnownRun {
  const found = runs.find((one) => run === undefined || one.run === run);
  if (found !== undefined) return found;
  throw new Failure(run === undefined ? `${shown}: no run is known there.` : `${shown}: no run ${run} is known there.`);
}

async function connected(url: string, work: (connection: Connection) => Promise<number>): Promise<number> {
  const connection = await connect(queueAddress(url));
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

function counted(jobs: number): string {
  return jobs === 1 ? "1 job" : `${jobs.toLocaleString("en-US")} jobs`;
}
