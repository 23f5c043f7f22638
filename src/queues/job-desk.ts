import type { Job, Queue, QueueEvents } from "bullmq";
import { RunHalted } from "../runs/index.js";
import { type Connection, connectionProblem, isFull } from "./connection.js";
import { ATTEMPTS, jobName, type ShardJob } from "./job.js";
import { Pulse } from "./pulse.js";

/** What became of a job: its results are in the storage, nobody could do it, or it is no longer waited for. */
export type JobEnd = { readonly state: "done" | "stopped" } | { readonly state: "failed"; readonly reason: string };

/** What workers note on a job. */
export interface JobNotes {
  /** Workers that do not take it, and why. */
  readonly refusals?: Readonly<Record<string, string>>;
  /** SHA-256 (hex) of the document that is being repaired alone. */
  readonly at?: string;
  /** How many workers ended while they repaired these documents alone. */
  readonly deaths?: Readonly<Record<string, number>>;
}

export interface DeskOptions {
  readonly connection: Connection;
  /** Milliseconds that the server may be away or full. */
  readonly patience: number;
  /** Whether jobs that are gone from the queue were taken off it on purpose. */
  isDrained(): Promise<boolean>;
  /** Told what the user should know while the run goes on. */
  say(message: string): void;
}

/** Milliseconds between two looks at the jobs themselves, since news of them can be lost; and jobs looked at each time. */
const LOOK_EVERY = 2000;
const MOST_LOOKED_AT = 200;
/** Milliseconds before a full server is asked again. */
const FULL_PAUSE = 1000;

/** Asks for jobs, and hears what becomes of them. */
export class JobDesk {
  private readonly pending = new Map<string, Pending>();
  private readonly missed = new Set<string>();
  private readonly queue: Queue;
  private readonly events: QueueEvents;
  private readonly pulse: Pulse;
  private readonly timer: NodeJS.Timeout;
  private readonly refused = new Set<string>();
  private isStopped = false;
  /** Has it been said that the server is full, since it last had room? */
  private isFullTold = false;
  private broken: RunHalted | undefined;

  constructor(private readonly options: DeskOptions) {
    const { connection, patience } = options;
    const { queue } = connection.address;
    this.queue = connection.queue(queue);
    this.events = connection.events(queue);
    this.events.on("completed", ({ jobId }) => this.end(jobId, { state: "done" }));
    this.events.on("failed", ({ jobId }) => void this.look([jobId]));
    this.events.on("progress", ({ jobId, data }) => this.hear(jobId, data as JobNotes));
    this.pulse = new Pulse(
      () => this.queue.getJobCounts("waiting"),
      patience,
      (away) => this.halt(away),
    );
    this.timer = setInterval(() => void this.look([...this.pending.keys()].slice(0, MOST_LOOKED_AT)), LOOK_EVERY);
  }

  /** Jobs that are asked for and not done. */
  get waiting(): number {
    return this.pending.size;
  }

  /** @throws RunHalted when the server is away or full for too long. */
  async ask(job: ShardJob): Promise<JobEnd> {
    if (this.broken !== undefined) throw this.broken;
    if (this.isStopped) return { state: "stopped" };
    const name = jobName(job);
    const end = new Promise<JobEnd>((resolve, reject) => {
      this.pending.set(name, { job, settle: resolve, fail: reject });
    });
    // It may fail before anybody waits for it.
    end.catch(() => {});
    try {
      await Promise.race([this.add(name, job), end]);
      return await end;
    } finally {
      this.pending.delete(name);
    }
  }

  /** Takes a job off the server once its results are taken. */
  async clear(job: ShardJob): Promise<void> {
    await this.queue.remove(jobName(job)).catch(() => {});
  }

  /** Waits for nothing any more. Jobs stay where they are. */
  stop(): void {
    this.isStopped = true;
    for (const name of [...this.pending.keys()]) this.end(name, { state: "stopped" });
  }

  close(): void {
    this.stop();
    this.pulse.stop();
    clearInterval(this.timer);
  }

  private async add(name: string, job: ShardJob): Promise<void> {
    const { patience, say, connection } = this.options;
    for (let waited = 0; ; waited += FULL_PAUSE) {
      try {
        const added = await this.queue.add("shard", job, { jobId: name, ...ATTEMPTS });
        await this.revive(added);
        this.isFullTold = false;
        return;
      } catch (error) {
        if (this.isStopped || this.broken !== undefined) return;
        if (!isFull(error) && this.pulse.silence === 0 && waited > 0)
          throw new RunHalted(`${connectionProblem(connection.address, error)} ${AGAIN}`);
        if (waited >= patience) throw this.full(error);
        // Many jobs are asked for at a time.
        if (!this.isFullTold && isFull(error)) say(`${connection.address.shown} is full; waiting for room`);
        this.isFullTold ||= isFull(error);
        await new Promise((resolve) => setTimeout(resolve, FULL_PAUSE));
      }
    }
  }

  /** An earlier start of the run may have asked for it, and in vain. */
  private async revive(added: Job): Promise<void> {
    if ((await this.queue.getJobState(added.id!)) !== "failed") return;
    await (await this.queue.getJob(added.id!))?.retry("failed", { resetAttemptsMade: true });
  }

  private full(error: unknown): RunHalted {
    const { address } = this.options.connection;
    const what = error instanceof Error ? error.message : String(error);
    return new RunHalted(
      `${address.shown}: the server takes no more jobs (${what}). Give it more memory or disk. ${AGAIN}`,
    );
  }

  private halt(away: number): void {
    const { shown } = this.options.connection.address;
    const seconds = Math.round(away / 1000);
    this.fail(new RunHalted(`${shown}: no answer for ${seconds} s. See that the server runs again. ${AGAIN}`));
  }

  private fail(error: RunHalted): void {
    this.broken ??= error;
    for (const { fail } of [...this.pending.values()]) fail(this.broken);
  }

  private end(name: string, end: JobEnd): void {
    const pending = this.pending.get(name);
    this.pending.delete(name);
    pending?.settle(end);
  }

  private async look(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const pending = this.pending.get(name);
      if (pending === undefined) continue;
      const state = await this.queue.getJobState(name).catch(() => undefined);
      // To the end of the line, so that all get their turn.
      if (this.pending.delete(name)) this.pending.set(name, pending);
      if (state === "completed") this.end(name, { state: "done" });
      else if (state === "failed") this.end(name, { state: "failed", reason: await this.reasonOf(name) });
      else if (state === "unknown") await this.askAgain(name, pending.job);
    }
  }

  /** A job that is gone twice in a row is not just on its way: the server has lost it, or somebody took it. */
  private async askAgain(name: string, job: ShardJob): Promise<void> {
    if (!this.missed.delete(name)) {
      this.missed.add(name);
      return;
    }
    const { connection, isDrained } = this.options;
    if (await isDrained().catch(() => false)) {
      this.fail(
        new RunHalted(`${connection.address.shown}: the queue was drained. To go on, run the same command again.`),
      );
    } else {
      await this.add(name, job).catch((error: unknown) => {
        if (error instanceof RunHalted) this.fail(error);
      });
    }
  }

  private async reasonOf(name: string): Promise<string> {
    const job = await this.queue.getJob(name).catch(() => undefined);
    return job?.failedReason ?? "its job failed";
  }

  private hear(name: string, { refusals = {} }: JobNotes): void {
    if (!this.pending.has(name)) return;
    for (const [worker, reason] of Object.entries(refusals)) {
      if (this.refused.has(`${worker} ${reason}`)) continue;
      this.refused.add(`${worker} ${reason}`);
      this.options.say(`worker ${worker} takes no part in this run: ${reason}`);
    }
  }
}

interface Pending {
  readonly job: ShardJob;
  readonly settle: (end: JobEnd) => void;
  readonly fail: (error: RunHalted) => void;
}

const AGAIN = "Then run the same command again: it goes on from here.";
