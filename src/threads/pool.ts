import { type SharedFile, sharedFiles } from "../binary/shared-files.js";
import { UnspinError } from "../errors.js";
import type { Answer, Question } from "./messages.js";
import { type Task, Thread } from "./thread.js";

export interface PoolOptions {
  /** What each thread opens its engine with. */
  readonly engine: unknown;
  /** Most threads at a time, 1 or more. */
  readonly jobs: number;
  /** What a thread runs; the worker that comes along, unless said otherwise. */
  readonly script?: URL;
  /** Milliseconds that a text of so many UTF-16 units may take. */
  readonly limit?: (length: number) => number;
}

/** No thread can open its engine, or look into its reference corpus: nothing more can be repaired. */
export class PoolFailure extends UnspinError {}

/** The built worker, from the sources and from the package alike. */
const WORKER = new URL("../../dist/worker.js", import.meta.url);

/** A minute, and a second more for each 10,000 units: fifty times what a document usually takes. */
export function usualLimit(length: number): number {
  return 60_000 + length / 10;
}

/**
 * Threads that repair documents, each with an engine of its own. Threads start when there is work for them; one that
 * crashes or exceeds the time limit is replaced, and only its document is given up.
 */
export class RepairPool {
  private readonly threads = new Set<Thread>();
  private readonly waiting: Task[] = [];
  private next = 0;
  private broken: PoolFailure | undefined;
  private isStopped = false;
  private opened: (() => void) | undefined;
  /** What the threads read, once: the first to open its engine hands it on, unless this thread has an engine too. */
  private files: readonly SharedFile[] = sharedFiles();

  private constructor(private readonly options: PoolOptions) {}

  /** @throws PoolFailure when an engine cannot be opened with these options. */
  static async open(options: PoolOptions): Promise<RepairPool> {
    const pool = new RepairPool(options);
    const first = new Promise<void>((resolve) => {
      pool.opened = resolve;
    });
    pool.startThread();
    await first;
    if (pool.broken === undefined) return pool;
    await pool.close();
    throw pool.broken;
  }

  /** @throws PoolFailure when threads can no longer be replaced. */
  repair(question: Question): Promise<Answer> {
    if (this.broken !== undefined) return Promise.reject(this.broken);
    if (this.isStopped) return Promise.resolve({ dropped: true });
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer) => {
        if ("dropped" in answer && this.broken !== undefined) reject(this.broken);
        else resolve(answer);
      };
      this.waiting.push({ question, limit: (this.options.limit ?? usualLimit)(question.text.length), settle });
      this.serve();
    });
  }

  /** Documents that nobody began are dropped; those under way are finished. */
  stop(): void {
    this.isStopped = true;
    this.dropWaiting();
  }

  async close(): Promise<void> {
    this.stop();
    await Promise.all([...this.threads].map((thread) => thread.stop()));
  }

  private startThread(): void {
    const { engine, script } = this.options;
    const thread = new Thread(
      script ?? WORKER,
      { options: engine, files: this.files },
      {
        opened: (files) => {
          this.files = files;
        },
        free: () => {
          this.opened?.();
          this.serve();
        },
        refused: (message) => this.fail(message),
        gone: (one, unbegun) => this.forget(one, unbegun),
      },
    );
    this.threads.add(thread);
  }

  private serve(): void {
    while (this.next < this.waiting.length) {
      const thread = this.leastBusy();
      if (thread === undefined || !thread.hasRoomFor(this.waiting[this.next]!)) break;
      thread.ask(this.shift());
    }
    if (this.next < this.waiting.length && this.threads.size < this.options.jobs) this.startThread();
  }

  private leastBusy(): Thread | undefined {
    let least: Thread | undefined;
    for (const thread of this.threads) if (least === undefined || thread.load < least.load) least = thread;
    return least;
  }

  /** The first in the queue. What was taken is cleared away now and then only: each time would be quadratic. */
  private shift(): Task {
    const task = this.waiting[this.next]!;
    this.next += 1;
    if (this.next === this.waiting.length || this.next > 1000) {
      this.waiting.splice(0, this.next);
      this.next = 0;
    }
    return task;
  }

  private dropWaiting(): void {
    const left = this.waiting.slice(this.next);
    this.waiting.length = 0;
    this.next = 0;
    for (const { settle } of left) settle({ dropped: true });
  }

  private forget(thread: Thread, unbegun: readonly Task[]): void {
    this.threads.delete(thread);
    this.waiting.splice(this.next, 0, ...unbegun);
    if (this.isStopped || this.broken !== undefined) this.dropWaiting();
    else this.serve();
  }

  private fail(message: string): void {
    this.broken ??= new PoolFailure(message);
    this.opened?.();
    this.dropWaiting();
  }
}
