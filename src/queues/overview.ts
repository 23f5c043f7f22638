import type { Job } from "bullmq";
import type { RunFailure } from "../runs/index.js";
import type { Connection } from "./connection.js";
import type { ShardJob } from "./job.js";
import type { JobNotes } from "./job-desk.js";
import { type KnownRun, RunBook } from "./run-book.js";

/** What `unspin queue status` shows. */
export interface Overview {
  readonly queue: string;
  /** Jobs by what they do. */
  readonly jobs: Readonly<Record<"waiting" | "active" | "delayed" | "completed" | "failed", number>>;
  readonly workers: number;
  readonly runs: readonly (KnownRun & Pace)[];
  /** Jobs that were given up, the latest. */
  readonly failed: readonly FailedJob[];
  /** Workers that take no part, and why. */
  readonly refusals: Readonly<Record<string, string>>;
}

export interface Pace {
  /** Bytes of input a second since the run was begun; 0 when that is not known. */
  readonly rate: number;
  /** Seconds; null when that is not known. */
  readonly left: number | null;
}

export interface FailedJob {
  readonly job: string;
  readonly run: string;
  readonly reason: string;
  readonly files: readonly string[];
}

/** Jobs that are looked at. */
const MOST_JOBS = 100;

export async function overviewOf(connection: Connection): Promise<Overview> {
  const queue = connection.queue(connection.address.queue);
  const counts = await queue.getJobCounts("waiting", "active", "delayed", "completed", "failed");
  const given = (name: string) => counts[name] ?? 0;
  const failed: Job<ShardJob>[] = await queue.getFailed(0, MOST_JOBS - 1);
  const delayed: Job<ShardJob>[] = await queue.getDelayed(0, MOST_JOBS - 1);
  return {
    queue: connection.address.shown,
    jobs: {
      waiting: given("waiting"),
      active: given("active"),
      delayed: given("delayed"),
      completed: given("completed"),
      failed: given("failed"),
    },
    workers: await queue.getWorkersCount(),
    runs: (await new RunBook(connection).all()).map((run) => ({ ...run, ...paceOf(run) })),
    failed: failed.map(failedJob),
    refusals: Object.assign({}, ...delayed.map(({ progress }) => notesOf(progress).refusals ?? {})),
  };
}

function notesOf(progress: unknown): JobNotes {
  return typeof progress === "object" && progress !== null ? (progress as JobNotes) : {};
}

function failedJob({ id, data, failedReason }: Job<ShardJob>): FailedJob {
  const files = [...new Set(data.shards.map(({ file }) => file.source))];
  return { job: id ?? "", run: data.run, reason: failedReason, files };
}

function paceOf({ started, bytes, progress }: KnownRun): Pace {
  const seconds = progress === undefined ? 0 : (Date.parse(progress.seen) - Date.parse(started)) / 1000;
  if (progress === undefined || seconds <= 0 || progress.bytes === 0) return { rate: 0, left: null };
  const rate = progress.bytes / seconds;
  return { rate, left: progress.state === "running" ? Math.max(0, (bytes - progress.bytes) / rate) : null };
}

/** Puts jobs that were given up back into the queue. @returns how many. */
export async function retryFailed(connection: Connection): Promise<number> {
  const queue = connection.queue(connection.address.queue);
  let count = 0;
  for (;;) {
    const jobs = await queue.getFailed(0, MOST_JOBS - 1);
    if (jobs.length === 0) return count;
    for (const job of jobs) await job.retry("failed", { resetAttemptsMade: true });
    count += jobs.length;
  }
}

/** Takes jobs that nobody has begun off the queue, and tells their runs. @returns how many. */
export async function drainQueue(connection: Connection): Promise<number> {
  const queue = connection.queue(connection.address.queue);
  const [waiting, delayed] = await Promise.all([queue.getWaitingCount(), queue.getDelayedCount()]);
  await new RunBook(connection).drain();
  await queue.drain(true);
  return waiting + delayed;
}

/** Failures that a run has had so far, and jobs of it that were given up. */
export function failuresOf({ progress }: KnownRun): readonly RunFailure[] {
  return progress?.failures ?? [];
}
