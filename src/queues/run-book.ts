import type { Queue } from "bullmq";
import type { RunFailure, RunTotals } from "../runs/index.js";
import type { Connection } from "./connection.js";

/** A run as `unspin queue status` shows it. */
export interface RunEntry {
  readonly run: string;
  /** The run's folder, where it was begun. */
  readonly out: string;
  readonly storage: string;
  readonly unspin: string;
  /** ISO 8601. */
  readonly started: string;
  readonly files: number;
  /** Bytes of input. */
  readonly bytes: number;
  /** Somebody has taken the run's jobs off the queue. */
  readonly drained?: true;
}

export interface RunProgress {
  readonly state: "running" | "interrupted" | "finished";
  /** ISO 8601. */
  readonly seen: string;
  /** Bytes of input that this start of the run has done. */
  readonly bytes: number;
  /** Jobs that were asked for and are not done. */
  readonly waiting: number;
  readonly totals: RunTotals;
  /** The latest. */
  readonly failures: readonly RunFailure[];
}

export interface KnownRun extends RunEntry {
  readonly progress?: RunProgress;
}

/** Runs that are remembered once they have ended. */
const REMEMBERED = 50;

/** The runs of a queue: a second queue beside it that nobody takes from, so that it is the same on every server. */
export class RunBook {
  private readonly queue: Queue;

  constructor(connection: Connection) {
    this.queue = connection.queue(`${connection.address.queue}-runs`);
  }

  async enter(entry: RunEntry, progress: RunProgress): Promise<void> {
    const known = await this.queue.getJob(entry.run);
    if (known === undefined) await this.queue.add("run", entry, { jobId: entry.run });
    else await known.updateData(entry);
    await this.update(entry.run, progress);
    await this.forgetOld();
  }

  async update(run: string, progress: RunProgress): Promise<void> {
    await this.queue.updateJobProgress(run, { ...progress });
  }

  async find(run: string): Promise<RunEntry | undefined> {
    return (await this.queue.getJob(run))?.data as RunEntry | undefined;
  }

  /** Notes that the runs' jobs are gone, so that nobody waits for them. */
  async drain(): Promise<void> {
    for (const job of await this.queue.getJobs(["waiting"], 0, 1000)) {
      await job.updateData({ ...(job.data as RunEntry), drained: true });
    }
  }

  /** All runs, the latest first. */
  async all(): Promise<readonly KnownRun[]> {
    const jobs = await this.queue.getJobs(["waiting"], 0, 1000);
    const runs = jobs.map(({ data, progress }): KnownRun => {
      const seen =
        typeof progress === "object" && "state" in progress ? (progress as unknown as RunProgress) : undefined;
      return { ...(data as RunEntry), ...(seen && { progress: seen }) };
    });
    return runs.sort((a, b) => (a.started < b.started ? 1 : -1));
  }

  async forget(run: string): Promise<void> {
    await (await this.queue.getJob(run))?.remove();
  }

  private async forgetOld(): Promise<void> {
    const ended = (await this.all()).filter(({ progress }) => progress?.state === "finished");
    for (const { run } of ended.slice(REMEMBERED)) await this.forget(run);
  }
}
