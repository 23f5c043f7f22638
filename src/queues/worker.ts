import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Job, Worker } from "bullmq";
import { UnspinError } from "../errors.js";
import type { Question } from "../threads/messages.js";
import { CarefulRepair } from "./careful.js";
import { type Connection, connectionProblem } from "./connection.js";
import { doJob, Returned } from "./do-job.js";
import { Floor } from "./floor.js";
import type { ShardJob } from "./job.js";
import type { JobNotes } from "./job-desk.js";
import { optional } from "./packages.js";
import { Pulse } from "./pulse.js";
import { StorageFailure } from "./storage.js";
import { Refusal, type ShopOptions, Workshops } from "./workshop.js";

export interface WorkerOptions extends ShopOptions {
  readonly connection: Connection;
  /** As messages and `queue status` call it. */
  readonly name: string;
  /** Folder for what is under way; each worker makes one of its own in it. */
  readonly temporary: string;
  /** Milliseconds after which a silent worker's job is given to another. */
  readonly takeover: number;
  /** Milliseconds that the server may be away. */
  readonly patience: number;
  /** Milliseconds that work under way may take when the worker is asked to end. */
  readonly grace: number;
  /** Jobs under way at a time: more than one, so that no thread waits while results are written. */
  readonly concurrency?: number;
  /** Bytes of resident memory above which the threads are started anew; no ceiling unless given. */
  readonly memory?: number;
  readonly events: WorkerEvents;
}

export interface WorkerEvents {
  /** Bytes of resident memory now. */
  resident(): number;
  /** The time now, in milliseconds since 1970. */
  now(): number;
  done(what: { readonly documents: number; readonly milliseconds: number }): void;
  refused(reason: string): void;
  failed(reason: string): void;
  recycled(resident: number): void;
}

/** Times that a job may be taken over: each counts its poison documents by itself. */
const MOST_TAKEOVERS = 1000;
/** Milliseconds that a refused job waits for another worker, and that this one takes nothing new in its stead. */
const REFUSED_FOR = 2000;
/** Milliseconds without an answer after which a worker that ends no longer waits for one. */
const DESERTED = 3000;
/** Documents among which a careful worker chooses what to do last. */
const CAREFUL_WINDOW = 256;
/** Documents under way for each thread. */
const WINDOW = 8;

/** Takes jobs from a queue and does them, until it is stopped. Its own thread only waits: locks are never late. */
export class QueueWorker {
  private readonly floor = new Floor();
  private readonly shops: Workshops;
  private readonly pulse: Pulse;
  private worker!: Worker;
  private room = "";
  private recycleAbove: number;
  private isEnding = false;
  private ended!: (problem?: UnspinError) => void;
  /** Fulfilled when it has ended; with what made it, if that was not `stop`. */
  readonly end = new Promise<UnspinError | undefined>((resolve) => {
    this.ended = resolve;
  });

  private constructor(
    private readonly options: WorkerOptions,
    private readonly handedBack: HandedBack,
  ) {
    const { connection, patience, memory = Number.POSITIVE_INFINITY } = options;
    this.shops = new Workshops(options);
    this.recycleAbove = memory;
    const queue = connection.queue(connection.address.queue);
    this.pulse = new Pulse(
      () => queue.getJobCounts("waiting"),
      patience,
      (away) => {
        const silent = new Error(`no answer for ${Math.round(away / 1000)} s`);
        void this.stop(0, new UnspinError(connectionProblem(connection.address, silent)));
      },
    );
  }

  static async start(options: WorkerOptions): Promise<QueueWorker> {
    const handedBack = await optional("bullmq", () => import("bullmq"));
    const worker = new QueueWorker(options, handedBack);
    worker.room = await mkdtemp(join(options.temporary, "unspin-worker-"));
    const { connection, takeover, name, concurrency = 2 } = options;
    worker.worker = connection.worker(connection.address.queue, (job, token) => worker.work(job, token), {
      name,
      concurrency,
      lockDuration: takeover,
      stalledInterval: takeover,
      maxStalledCount: MOST_TAKEOVERS,
      runRetryDelay: 1000,
    });
    return worker;
  }

  /** Milliseconds since the server last answered; 0 when all is well. */
  get silence(): number {
    return this.pulse.silence;
  }

  /** Takes no more jobs; those under way are finished within the grace, or go back. */
  async stop(grace = this.options.grace, problem?: UnspinError): Promise<void> {
    const timer = setTimeout(() => this.shops.stop(), grace);
    const closed = this.worker.close().then(() => undefined);
    const away = await Promise.race([closed, problem === undefined ? this.deserted(grace) : pause(2000, problem)]);
    clearTimeout(timer);
    this.isEnding = false;
    this.pulse.stop();
    await this.shops.recycle();
    await rm(this.room, { recursive: true, force: true });
    this.ended(away ?? problem);
  }

  /** Fulfilled when nothing can be given back, since the server does not answer: its clock gives it to others. */
  private async deserted(grace: number): Promise<UnspinError | undefined> {
    this.isEnding = true;
    for (let waited = 0; this.isEnding; waited += 500) {
      if (waited >= grace && this.pulse.silence >= DESERTED) {
        const silent = new Error("no answer; nothing could be given back");
        return new UnspinError(connectionProblem(this.options.connection.address, silent));
      }
      await pause(500);
    }
    return undefined;
  }

  private async work(job: Job<ShardJob>, token?: string): Promise<{ readonly documents: number }> {
    const { events } = this.options;
    try {
      // What the queue itself costs is measured with jobs that hold nothing.
      if (job.data.shards.length === 0) return { documents: 0 };
      const started = events.now();
      const documents = job.stalledCounter > 0 ? await this.alone(job) : await this.together(job);
      events.done({ documents, milliseconds: events.now() - started });
      await this.tidy();
      return { documents };
    } catch (error) {
      return this.giveBack(job, token, error);
    }
  }

  private together({ id, data }: Job<ShardJob>): Promise<number> {
    const window = WINDOW * this.options.jobs;
    return this.floor.together(async () => {
      const shop = await this.shops.of(data);
      return doJob(id!, data, { shop, room: this.room, window, repair: (question) => shop.pool.repair(question) });
    });
  }

  /** A worker has died of this job, or with it: which document it was shows when it is done alone. */
  private alone(job: Job<ShardJob>): Promise<number> {
    return this.floor.alone(async () => {
      const shop = await this.shops.of(job.data);
      const notes = typeof job.progress === "object" ? (job.progress as JobNotes) : {};
      const write = (now: JobNotes) => job.updateProgress({ ...now });
      const careful = new CarefulRepair(notes, write, (question) => shop.pool.repair(question));
      const repair = (question: Question) => careful.repair(question);
      const documents = await doJob(job.id!, job.data, { shop, room: this.room, window: CAREFUL_WINDOW, repair });
      await careful.finish();
      return documents;
    });
  }

  private async giveBack(job: Job<ShardJob>, token: string | undefined, error: unknown): Promise<never> {
    const { events, name } = this.options;
    if (error instanceof Refusal || error instanceof StorageFailure) {
      events.refused(error.message);
      const notes = typeof job.progress === "object" ? (job.progress as JobNotes) : {};
      await job.updateProgress({ ...notes, refusals: { ...notes.refusals, [name]: error.message } });
      await job.moveToDelayed(events.now() + REFUSED_FOR, token);
      await pause(REFUSED_FOR / 2);
      throw new this.handedBack.DelayedError();
    }
    if (error instanceof Returned) {
      await job.moveToWait(token);
      throw new this.handedBack.WaitingError();
    }
    events.failed(error instanceof Error ? error.message : String(error));
    throw error;
  }

  private async tidy(): Promise<void> {
    const { resident, recycled } = this.options.events;
    const now = resident();
    if (now > this.recycleAbove) {
      await this.floor.alone(() => this.shops.recycle());
      recycled(now);
      // Where even fresh threads need more than that, starting them again and again would help nobody.
      this.recycleAbove = Math.max(this.options.memory ?? 0, resident() * 1.2);
    } else if (this.shops.isCrowded) {
      await this.floor.alone(() => this.shops.tidy());
    }
  }
}

interface HandedBack {
  readonly DelayedError: new () => Error;
  readonly WaitingError: new () => Error;
}
