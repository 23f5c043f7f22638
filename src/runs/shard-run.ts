import { readDocuments, type Segment } from "../formats/index.js";
import { standingOf } from "../report-line.js";
import type { Answer, Question } from "../threads/messages.js";
import { Appender } from "./appender.js";
import { Drafts } from "./drafts.js";
import { InputBytes } from "./input-bytes.js";
import type { RunFailure, RunOptions, Shard, ShardOutcome } from "./interfaces.js";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./journal.js";
import { NOTHING_DONE } from "./nothing-done.js";
import { readOptions } from "./read-options.js";
import { finishSegment } from "./segment-work.js";
import { documentTotals, type RunTotals, sumOf, withFailures } from "./totals.js";
import type { WorkingFolder } from "./working-folder.js";

/** What a shard's run works with. */
export interface ShardContext {
  readonly working: WorkingFolder;
  readonly options: RunOptions;
  /** Documents under way at a time, over the whole shard. */
  readonly window: number;
  /** The working folder goes with whoever does the shard: nobody could go on from where it was, so that is not written down. */
  readonly isDisposable?: boolean;
  repair(question: Question): Promise<Answer>;
  readonly events: ShardEvents;
}

export interface ShardEvents {
  /** `bytes` of the input have been done, of which `resumed` by an earlier run. */
  advanced(shard: Shard, done: { readonly bytes: number; readonly totals: RunTotals }): void;
  failed(failure: RunFailure): void;
  /** The input is not what it was when an earlier run began it: it starts anew. */
  changed(shard: Shard): void;
}

/** UTF-16 units under way at a time; a longer document goes alone. */
const MOST_UNITS = 4 << 20;
/** Milliseconds of work that a kill may cost. */
const CHECKPOINT_EVERY = 250;
/** Bytes of results. */
const WORTH_SYNCING = 1 << 20;
const MOST_FAILURES_KEPT = 1000;

interface Begun {
  readonly segment: Segment;
  readonly answers: readonly Promise<Answer>[];
  readonly units: number;
  /** Bytes of the input up to the segment's start and end. */
  readonly from: number;
  readonly to: number;
}

/**
 * Does a shard: reads its file piece by piece, lets its documents be repaired with a bounded number under way, and
 * appends the new bytes and the results to the shard's parts. Now and then it writes down how far it is; a later run
 * cuts the parts to what was written down and goes on from there.
 */
export async function runShard(shard: Shard, context: ShardContext): Promise<ShardOutcome> {
  const { checkpoint, isChanged } = await readCheckpoint(context.working, shard, context.options.check);
  if (isChanged) context.events.changed(shard);
  const isOver = checkpoint?.state === "done" && !checkpoint.failures.some(({ again }) => again);
  if (isOver) return outcomeOf(checkpoint, "done");
  const run = await ShardRun.open(shard, context, checkpoint?.state === "going" ? checkpoint : undefined);
  try {
    return await run.work();
  } finally {
    await run.close();
  }
}

function outcomeOf({ schema: _, input: __, ...rest }: Checkpoint, state: ShardOutcome["state"]) {
  return { ...rest, state };
}

class ShardRun {
  private readonly queue: Begun[] = [];
  private units = 0;
  private documents = 0;
  private isStopped = false;
  private isDue = false;

  private constructor(
    private readonly shard: Shard,
    private readonly context: ShardContext,
    private state: Checkpoint,
    private readonly output: Appender | null,
    private readonly report: Appender,
    private readonly drafts: Drafts,
  ) {}

  static async open(shard: Shard, context: ShardContext, checkpoint: Checkpoint | undefined): Promise<ShardRun> {
    const { working, options } = context;
    const state = checkpoint ?? beginning(shard);
    const output = options.check ? null : await Appender.open(working.outputPart(shard), state.outputBytes);
    const report = await Appender.open(working.reportPart(shard), state.reportBytes);
    const drafts = await Drafts.open(working.draft(shard), shard.from + state.segments);
    return new ShardRun(shard, context, state, output, report, drafts);
  }

  async work(): Promise<ShardOutcome> {
    const due = () => {
      this.isDue = true;
    };
    const timer = this.context.isDisposable ? undefined : setInterval(due, CHECKPOINT_EVERY);
    try {
      const digest = await this.readAll();
      if (this.isStopped) {
        await this.checkpoint("going");
        return outcomeOf(this.state, "stopped");
      }
      if (digest !== undefined) this.state = { ...this.state, sha256: digest };
      await this.checkpoint("done");
      return outcomeOf(this.state, "done");
    } finally {
      clearInterval(timer);
    }
  }

  async close(): Promise<void> {
    await this.output?.close();
    await this.report.close();
    await this.drafts.close();
  }

  /** @returns the file's hash, when its end was reached. */
  private async readAll(): Promise<string | undefined> {
    const { shard, state } = this;
    const input = new InputBytes(shard.file, shard.at);
    const first = shard.from + state.segments;
    let [number, from] = [shard.at === undefined ? 0 : shard.from, input.position];
    const how = { ...readOptions(shard.file, this.context.options), ...(shard.at && { part: shard.at.part }) };
    for await (const segment of readDocuments(input.chunks(), how)) {
      if (number >= (shard.to ?? Number.POSITIVE_INFINITY)) break;
      const to = input.position;
      if (number >= first) await this.begin(segment, number, from, to);
      number += 1;
      from = to;
      if (this.isStopped) return undefined;
    }
    while (this.queue.length > 0 && !this.isStopped) await this.finishFirst();
    return input.digest();
  }

  private async begin(segment: Segment, number: number, from: number, to: number): Promise<void> {
    const units = segment.documents.reduce((sum, { text }) => sum + text.length, 0);
    while (this.queue.length > 0 && !this.isStopped && !this.hasRoom(segment.documents.length, units)) {
      await this.finishFirst();
    }
    if (this.isStopped) return;
    const { source } = this.shard.file;
    const answers = segment.documents.map((document, at) => {
      const known = this.drafts.find(number, at);
      const question = { text: document.text, standing: standingOf(document, source) };
      const answer = known === undefined ? this.context.repair(question) : Promise.resolve({ record: known });
      // Whoever waits for it hears of an error; nobody may be waiting any more.
      answer.catch(() => {});
      return answer;
    });
    this.queue.push({ segment, answers, units, from, to });
    this.units += units;
    this.documents += answers.length;
  }

  private hasRoom(documents: number, units: number): boolean {
    return this.documents + documents <= this.context.window && this.units + units <= MOST_UNITS;
  }

  private async finishFirst(): Promise<void> {
    const { segment, answers, units, from, to } = this.queue.shift()!;
    const settled = await this.settled(answers, from, to);
    if (settled === undefined) {
      this.isStopped = true;
      return;
    }
    this.units -= units;
    this.documents -= answers.length;
    const { file } = this.shard;
    const finished = finishSegment(segment, settled, file.source);
    let { totals } = this.state;
    for (const [at, record] of finished.records.entries()) {
      totals = sumOf(totals, documentTotals(record, segment.documents[at]!.text));
      if (this.context.options.onlySpun && record.verdict !== "spun") continue;
      await this.report.append(Buffer.from(`${record.line}\n`));
    }
    await this.output?.append(finished.bytes);
    this.state = {
      ...this.state,
      segments: this.state.segments + 1,
      changed: this.state.changed || finished.changed,
      exact: this.state.exact && segment.exact,
      unreadable: this.state.unreadable || segment.failures.some(({ unread }) => unread === "file"),
      totals,
    };
    for (const failure of finished.failures) this.fail(failure);
    await this.drafts.clear();
    this.context.events.advanced(this.shard, { bytes: to, totals: this.state.totals });
    if (this.isDue) await this.checkpoint("going");
  }

  /** The answers in their order; undefined when the run was stopped before they were all there. */
  private async settled(answers: readonly Promise<Answer>[], from: number, to: number): Promise<Answer[] | undefined> {
    const segment = this.shard.from + this.state.segments;
    const settled: Answer[] = [];
    for (const [document, pending] of answers.entries()) {
      const answer = await pending;
      if ("dropped" in answer) return undefined;
      settled.push(answer);
      if ("record" in answer && !this.context.isDisposable)
        await this.drafts.add({ segment, document, record: answer.record }, answers.length);
      if (!this.isDue) continue;
      const bytes = from + ((to - from) * settled.length) / answers.length;
      this.context.events.advanced(this.shard, { bytes, totals: this.state.totals });
      await this.checkpoint("going");
    }
    return settled;
  }

  private fail(failure: RunFailure): void {
    const { failures, totals } = this.state;
    const kept = failures.length < MOST_FAILURES_KEPT ? [...failures, failure] : failures;
    this.state = { ...this.state, failures: kept, totals: withFailures(totals, 1) };
    this.context.events.failed(failure);
  }

  private async checkpoint(state: Checkpoint["state"]): Promise<void> {
    this.isDue = false;
    const outputBytes = this.output?.size ?? 0;
    this.state = { ...this.state, state, outputBytes, reportBytes: this.report.size };
    // The system keeps what a killed process wrote; the disk is only needed when the machine goes down, and of small
    // files too little is lost then to wait for it thousands of times: what is cut short is noticed by its size.
    const isSynced = this.report.size > WORTH_SYNCING;
    for (const part of [this.output, this.report]) await (isSynced ? part?.sync() : part?.flush());
    await this.drafts.flush();
    await writeCheckpoint(this.context.working, this.shard, this.state, isSynced);
  }
}

function beginning({ file: { path, size, modified } }: Shard): Checkpoint {
  return { schema: 1, input: { path, size, modified }, ...NOTHING_DONE, state: "going" };
}
