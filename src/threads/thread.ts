import { Worker } from "node:worker_threads";
import type { SharedFile } from "../binary/shared-files.js";
import type { Answer, Opening, Question, Reply } from "./messages.js";

/** What a thread tells its pool. */
export interface ThreadEvents {
  /** Its engine is open; the files that it uses may serve other threads. */
  opened(files: readonly SharedFile[]): void;
  /** It has room for a document. */
  free(thread: Thread): void;
  /** Its engine cannot be opened, or cannot go on; no other thread's could. */
  refused(message: string): void;
  /** It is gone, and what it was at is settled; what it had not begun is given back. */
  gone(thread: Thread, unbegun: readonly Task[]): void;
}

export interface Task {
  readonly question: Question;
  /** Milliseconds that it may take. */
  readonly limit: number;
  readonly settle: (answer: Answer) => void;
}

/** What a thread may have at a time, so that it need not wait for the next one: documents, and UTF-16 units. A long one goes alone. */
const MOST_DOCUMENTS = 2;
const MOST_UNITS = 100_000;
/** Timers that are longer than this fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A worker thread with its own engine. It does its documents one after the other, in their order. */
export class Thread {
  private readonly worker: Worker;
  private readonly tasks: Task[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isOpen = false;
  private problem: string | undefined;

  constructor(
    script: URL,
    opening: Opening,
    private readonly events: ThreadEvents,
  ) {
    this.worker = new Worker(script, { workerData: opening });
    this.worker.on("message", (reply: Reply) => this.hear(reply));
    this.worker.on("error", (error: unknown) => {
      this.problem ??= error instanceof Error ? error.message : String(error);
    });
    this.worker.on("exit", (code) => this.leave(code));
  }

  /** How many documents it has: the one that it is at, and those that wait for it. */
  get load(): number {
    return this.isOpen ? this.tasks.length : Number.POSITIVE_INFINITY;
  }

  hasRoomFor({ question }: Task): boolean {
    if (!this.isOpen) return false;
    const units = this.tasks.reduce((sum, one) => sum + one.question.text.length, question.text.length);
    return this.tasks.length === 0 || (this.tasks.length < MOST_DOCUMENTS && units <= MOST_UNITS);
  }

  ask(task: Task): void {
    this.tasks.push(task);
    if (this.tasks.length === 1) this.watch(task);
    this.worker.ref();
    this.worker.postMessage(task.question);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private hear(reply: Reply): void {
    if (reply.kind === "refused") {
      this.problem = reply.message;
      this.events.refused(reply.message);
      // The pool hands out nothing more: the documents are as if nobody had begun them.
      while (this.tasks.length > 0) this.settle({ dropped: true });
      return;
    }
    if (reply.kind === "ready") {
      this.isOpen = true;
      this.events.opened(reply.files ?? []);
    } else this.settle(reply.kind === "failed" ? { problem: reply.message } : { record: reply.record });
    const [next] = this.tasks;
    // While it waits it keeps nobody from leaving.
    if (next === undefined) this.worker.unref();
    else this.watch(next);
    this.events.free(this);
  }

  /** The time of a document runs from when the one before it is done. */
  private watch({ limit }: Task): void {
    const overdue = () => {
      this.problem = `it took more than ${Math.round(limit / 1000)} s`;
      void this.worker.terminate();
    };
    this.timer = setTimeout(overdue, Math.min(limit, LONGEST_TIMER));
  }

  private leave(code: number): void {
    const reason = this.problem ?? `its thread ended with code ${code}`;
    this.settle({ problem: reason });
    if (!this.isOpen) this.events.refused(reason);
    this.events.gone(this, this.tasks.splice(0));
  }

  /** Of the first. */
  private settle(answer: Answer): void {
    clearTimeout(this.timer);
    this.tasks.shift()?.settle(answer);
  }
}
