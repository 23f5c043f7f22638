import {
  type ExecutorContext,
  NO_TOTALS,
  type Plan,
  type RunFailure,
  type RunTotals,
  type Shard,
  type ShardOutcome,
  sumOf,
} from "../runs/index.js";
import type { QueueOptions } from "./queue-options.js";
import { RunBook, type RunProgress } from "./run-book.js";

/** Milliseconds between two notes. */
const EVERY = 1000;
/** Failures that are shown of a run that goes on. */
const MOST_FAILURES = 20;

/** Tells the user, and `unspin queue status`, how far a run is. */
export class ProgressNotes {
  private readonly book: RunBook;
  private readonly reached = new Map<string, { readonly bytes: number; readonly totals: RunTotals }>();
  private readonly failures: RunFailure[] = [];
  private bytes = 0;
  private totals: RunTotals = NO_TOTALS;
  private entered: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private waiting: () => number = () => 0;

  constructor(
    private readonly context: ExecutorContext,
    private readonly options: QueueOptions,
  ) {
    this.book = new RunBook(options.connection);
  }

  begin({ files }: Plan, waiting: () => number): void {
    this.waiting = waiting;
    const { spec, storage, clock } = this.options;
    const entry = {
      run: spec.run,
      out: this.context.working.out,
      storage: storage.address,
      unspin: spec.provenance.unspin,
      started: clock(),
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
    };
    this.entered = this.book.enter(entry, this.progress("running")).catch(() => {});
    this.timer = setInterval(() => void this.write("running"), EVERY);
  }

  advance(shard: Shard, outcome: ShardOutcome): void {
    const { file, at } = shard;
    const size = at === undefined ? file.size : (at.end ?? file.size) - at.offset;
    const before = this.reached.get(file.output) ?? { bytes: 0, totals: NO_TOTALS };
    const now = { bytes: before.bytes + size, totals: sumOf(before.totals, outcome.totals) };
    if (at !== undefined) {
      this.reached.set(file.output, now);
      this.context.events.advanced(shard, now);
    }
    this.bytes += size;
    this.totals = sumOf(this.totals, outcome.totals);
    this.failures.push(...outcome.failures);
    this.failures.splice(0, this.failures.length - MOST_FAILURES);
  }

  async isDrained(): Promise<boolean> {
    return (await this.book.find(this.options.spec.run))?.drained === true;
  }

  async close(state: RunProgress["state"]): Promise<void> {
    if (this.timer === undefined) return;
    clearInterval(this.timer);
    await Promise.race([this.write(state), new Promise((resolve) => setTimeout(resolve, EVERY))]);
  }

  private async write(state: RunProgress["state"]): Promise<void> {
    await this.entered;
    await this.book.update(this.options.spec.run, this.progress(state)).catch(() => {});
  }

  private progress(state: RunProgress["state"]): RunProgress {
    const { bytes, totals, failures } = this;
    return { state, seen: this.options.clock(), bytes, waiting: this.waiting(), totals, failures };
  }
}
