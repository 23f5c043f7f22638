import { Worker } from "node:worker_threads";
import type { SharedFile } from "../binary/shared-files.js";
import type { Answer, Opening, Question, Reply } from "./messages.js";

/** What a thread tells its pool. */
export interface ThreadEvents {
  /** Its engine is open; the files that it uses may serve other threads. */
  opened(files: readonly SharedFile[]): void;
  /** It waits for a document. */
  free(thread: Thread): void;
  /** Its engine cannot be opened; no other thread's could. */
  refused(message: string): void;
  /** It is gone, and what it was at is settled. */
  gone(thread: Thread): void;
}

interface Task {
  readonly text: string;
  readonly settle: (answer: Answer) => void;
  readonly timer: NodeJS.Timeout;
}

/** Timers that are longer than this fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A worker thread with its own engine. */
export class Thread {
  private readonly worker: Worker;
  private task: Task | undefined;
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

  /** Gives it a document, with the time that it may take (milliseconds). */
  ask(text: string, limit: number, settle: Task["settle"]): void {
    const overdue = () => {
      this.problem = `it took more than ${Math.round(limit / 1000)} s`;
      void this.worker.terminate();
    };
    this.task = { text, settle, timer: setTimeout(overdue, Math.min(limit, LONGEST_TIMER)) };
    this.worker.ref();
    this.worker.postMessage({ text } satisfies Question);
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  private hear(reply: Reply): void {
    if (reply.kind === "refused") {
      this.problem = reply.message;
      this.events.refused(reply.message);
      return;
    }
    if (reply.kind === "ready") {
      this.isOpen = true;
      this.events.opened(reply.files ?? []);
    } else this.settle(this.answerOf(reply));
    // While it waits it keeps nobody from leaving.
    this.worker.unref();
    this.events.free(this);
  }

  private answerOf(reply: Extract<Reply, { kind: "repaired" | "failed" }>): Answer {
    if (reply.kind === "failed") return { problem: reply.message };
    const text = this.task?.text;
    return { result: reply.isSame === true && text !== undefined ? { ...reply.result, text } : reply.result };
  }

  private leave(code: number): void {
    const reason = this.problem ?? `its thread ended with code ${code}`;
    this.settle({ problem: reason });
    if (!this.isOpen) this.events.refused(reason);
    this.events.gone(this);
  }

  private settle(answer: Answer): void {
    if (this.task === undefined) return;
    const { settle, timer } = this.task;
    clearTimeout(timer);
    this.task = undefined;
    settle(answer);
  }
}
