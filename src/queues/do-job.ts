import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import { UnspinError } from "../errors.js";
import { Appender } from "../runs/appender.js";
import { type Shard, type ShardOutcome, WorkingFolder } from "../runs/index.js";
import { readCheckpoint } from "../runs/journal.js";
import { runShard } from "../runs/shard-run.js";
import { reasonOf } from "../runs/walk.js";
import type { Answer, Question } from "../threads/messages.js";
import { PoolFailure } from "../threads/pool.js";
import { type JobShard, resultName, type ShardJob, specName } from "./job.js";
import { type Problem, packResults, type ShardResult } from "./result-file.js";
import type { Storage } from "./storage.js";
import { Refusal, type Workshop } from "./workshop.js";

/** The worker is asked to end: the job goes back. */
export class Returned extends Error {}

/** Shards of a job under way at a time. */
const SHARDS_AT_ONCE = 4;

export interface Hands {
  readonly shop: Workshop;
  /** A folder of this machine. */
  readonly room: string;
  /** Documents under way at a time. */
  readonly window: number;
  repair(question: Question): Promise<Answer>;
}

/**
 * Does a job: its shards in a folder of this machine, then their results as one object under the job's name.
 * @returns documents done.
 * @throws Returned when the pool was stopped; Refusal when no engine is to be had; others for what may go well elsewhere.
 */
export async function doJob(name: string, job: ShardJob, hands: Hands): Promise<number> {
  await refuseUnknown(job, hands.shop.storage);
  const folder = join(hands.room, name);
  const working = new WorkingFolder(folder);
  await mkdir(working.path, { recursive: true });
  try {
    const limit = pLimit(SHARDS_AT_ONCE);
    const results = await Promise.all(job.shards.map((shard) => limit(() => doShard(shard, working, hands))));
    const { check } = hands.shop.spec.options;
    const path = join(folder, "results");
    await packResults(path, working, results, check);
    await refuseUnknown(job, hands.shop.storage);
    await hands.shop.storage.put(resultName(job.run, name), { path });
    return results.reduce((sum, [, result]) => sum + documentsOf(result), 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder that is no longer mounted must not be filled, and the results of a run that is over help nobody. */
async function refuseUnknown({ run }: ShardJob, storage: Storage): Promise<void> {
  if (await storage.has(specName(run))) return;
  throw new Refusal(`the storage ${storage.address} does not hold the run ${run}. Is it mounted?`);
}

function documentsOf(result: ShardResult): number {
  return "checkpoint" in result ? result.checkpoint.totals.documents : 0;
}

async function doShard(given: JobShard, working: WorkingFolder, hands: Hands): Promise<readonly [Shard, ShardResult]> {
  const shard = await localShard(given, working, hands);
  let outcome: ShardOutcome;
  try {
    const { options } = hands.shop.spec;
    const { repair, window } = hands;
    const events = { advanced() {}, failed() {}, changed() {} };
    outcome = await runShard(shard, { working, options, window, isDisposable: true, repair, events });
  } catch (error) {
    return [shard, { problem: problemOf(error, hands.room) }];
  }
  if (outcome.state === "stopped") throw new Returned();
  const { checkpoint } = await readCheckpoint(working, shard, hands.shop.spec.options.check);
  if (checkpoint === undefined) throw new Error(`${working.path}: a shard's results are gone`);
  return [shard, { checkpoint }];
}

/** The shard with its file where this machine can read it. Of a file in the storage only the shard's part is fetched. */
async function localShard(shard: JobShard, working: WorkingFolder, { shop }: Hands): Promise<Shard> {
  const { object, ...file } = shard.file;
  if (object === undefined) return { ...shard, file };
  const { at } = shard;
  const range = at && { start: at.offset, end: at.end ?? file.size };
  const path = `${working.draft(shard)}.input`;
  const copy = await Appender.open(path, 0);
  try {
    for await (const chunk of await shop.storage.get(object, range)) await copy.append(chunk);
    await copy.flush();
  } finally {
    await copy.close();
  }
  const { size, mtimeMs } = await stat(path);
  return {
    ...shard,
    file: { ...file, path, size, modified: mtimeMs },
    ...(at && { at: { ...at, offset: 0, end: null } }),
  };
}

/** What any other machine would meet too; the rest is thrown, and tried again elsewhere. */
function problemOf(error: unknown, room: string): Problem {
  if (error instanceof PoolFailure) throw new Refusal(error.message);
  if (error instanceof UnspinError) return { message: error.message };
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  const path = "path" in error && typeof error.path === "string" ? error.path : "";
  if (path.startsWith(room) || ["ENOSPC", "EDQUOT", "EROFS", "EMFILE", "EIO"].includes(error.code)) throw error;
  return { message: reasonOf(error), code: error.code };
}
