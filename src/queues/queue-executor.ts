import pLimit from "p-limit";
import { UnspinError } from "../errors.js";
import {
  type Executor,
  type ExecutorContext,
  NOTHING_DONE,
  type Plan,
  type PlannedFile,
  type Shard,
  type ShardOutcome,
} from "../runs/index.js";
import { readCheckpoint } from "../runs/journal.js";
import { cutFile, cutsPacked, groupFiles, shardBytes } from "./cut.js";
import { jobName, knowledgeOf, resultName, type ShardJob, specName } from "./job.js";
import { JobDesk } from "./job-desk.js";
import { patiently, type Waiting } from "./patiently.js";
import { ProgressNotes } from "./progress-notes.js";
import type { QueueOptions } from "./queue-options.js";
import { type ShardResult, unpackResults } from "./result-file.js";
import { SentInputs } from "./sent-inputs.js";
import { MissingObject } from "./storage.js";

/** Jobs asked for at a time: enough for thousands of threads, and few enough for the server's memory. */
const MOST_JOBS = 8000;
/** Files under way at a time. */
const MOST_FILES = 20_000;
/** Times that results which are gone are asked for anew. */
const TRIES = 3;

const STOPPED: ShardOutcome = { ...NOTHING_DONE, state: "stopped" };

/** What a job brought for each of its shards, by the place of the shard's file. */
type Brought = ReadonlyMap<string, ShardOutcome | Error>;

/** Lets the workers of a queue do shards, on whatever machines they are. */
export class QueueExecutor implements Executor {
  readonly files = MOST_FILES;
  private readonly desk: JobDesk;
  private readonly notes: ProgressNotes;
  private readonly limit = pLimit(MOST_JOBS);
  private readonly groups = new Map<string, Group>();
  private readonly digests = new Map<string, string>();
  private readonly inputs: SentInputs;
  private readonly waiting: Waiting;
  private shardSize = 0;
  private withPacked = true;
  private isStopped = false;
  private specWritten: Promise<void> | undefined;

  constructor(
    private readonly context: ExecutorContext,
    private readonly options: QueueOptions,
  ) {
    const { connection, patience, storage, spec } = options;
    this.notes = new ProgressNotes(context, options);
    this.inputs = new SentInputs(storage, spec.run);
    const say = (message: string) => context.events.noted(message);
    this.waiting = { patience, say, isStopped: () => this.isStopped };
    this.desk = new JobDesk({ connection, patience, say, isDrained: () => this.notes.isDrained() });
    this.shardSize = shardBytes({ files: [], failures: [] });
  }

  begin(plan: Plan): void {
    this.shardSize = this.options.shardBytes ?? shardBytes(plan);
    this.withPacked = cutsPacked(plan, this.shardSize);
    for (const files of groupFiles(plan, this.shardSize)) {
      const group: Group = { files };
      for (const { output } of files) this.groups.set(output, group);
    }
    this.notes.begin(plan, () => this.desk.waiting);
  }

  async *cut(file: PlannedFile): AsyncGenerator<Shard> {
    const whole = { file, from: 0, to: null };
    if ((await this.finished(whole, false)) !== undefined) {
      yield whole;
      return;
    }
    const { options } = this.context;
    const digest = (sha256: string) => void this.digests.set(file.output, sha256);
    const { shardSize: size, withPacked } = this;
    for await (const shard of cutFile(file, { size, withPacked, options, digest })) {
      if (this.isStopped) return;
      yield shard;
    }
  }

  async run(shard: Shard): Promise<ShardOutcome> {
    const known = await this.finished(shard, true);
    if (known !== undefined) return this.complete(shard, known);
    if (this.isStopped) return STOPPED;
    const { output } = shard.file;
    const group = shard.from === 0 && shard.to === null ? this.groups.get(output) : undefined;
    this.groups.delete(output);
    let brought: Brought | undefined;
    if (group !== undefined) {
      group.brought ??= this.limit(() => this.bringGroup(group));
      brought = await group.brought;
    }
    const outcome = brought?.get(output) ?? (await this.limit(() => this.bring([shard]))).get(output)!;
    if (outcome instanceof Error) throw outcome;
    if (outcome.state === "done") this.notes.advance(shard, outcome);
    return this.complete(shard, outcome);
  }

  stop(): void {
    this.isStopped = true;
    this.desk.stop();
  }

  async close(): Promise<void> {
    this.desk.close();
    await this.notes.close(this.isStopped ? "interrupted" : "finished");
    if (!this.isStopped) await this.clearStorage();
    this.options.storage.close();
    await this.options.connection.close();
  }

  /** The outcome that stands in the working folder. What failed and may go well now is done again. */
  private async finished(shard: Shard, isAnnounced: boolean): Promise<ShardOutcome | undefined> {
    const { working, options, events } = this.context;
    const { checkpoint, isChanged } = await readCheckpoint(working, shard, options.check);
    if (isChanged && isAnnounced) events.changed(shard);
    if (checkpoint?.state !== "done" || checkpoint.failures.some(({ again }) => again)) return undefined;
    const { schema: _, input: __, ...outcome } = checkpoint;
    return { ...outcome, state: "done" };
  }

  /** A file that was cut has its hash from whoever cut it. */
  private complete(shard: Shard, outcome: ShardOutcome): ShardOutcome {
    const sha256 = shard.to === null && shard.at !== undefined ? this.digests.get(shard.file.output) : undefined;
    return sha256 === undefined ? outcome : { ...outcome, sha256 };
  }

  private async bringGroup({ files }: Group): Promise<Brought> {
    const open: Shard[] = [];
    for (const file of files) {
      const shard = { file, from: 0, to: null };
      if ((await this.finished(shard, false)) === undefined) open.push(shard);
    }
    return this.bring(open);
  }

  /** Has a job done, and takes its results into the working folder. */
  private async bring(shards: readonly Shard[]): Promise<Brought> {
    const same = (outcome: ShardOutcome | Error) => new Map(shards.map(({ file }) => [file.output, outcome]));
    if (this.isStopped || shards.length === 0) return same(STOPPED);
    await this.patiently(() => this.writeSpec());
    const job = await this.patiently(() => this.jobOf(shards));
    const { storage } = this.options;
    for (let attempt = 1; ; attempt++) {
      if (!(await this.patiently(() => storage.has(resultName(job.run, jobName(job)))))) {
        const end = await this.desk.ask(job);
        if (end.state === "stopped") return same(STOPPED);
        if (end.state === "failed") {
          await this.desk.clear(job);
          return same(new UnspinError(`no worker could do it: ${end.reason}`));
        }
      }
      try {
        return await this.patiently(() => this.take(job, shards));
      } catch (error) {
        // A job of old, whose results are long gone.
        if (!(error instanceof MissingObject) || attempt === TRIES) throw error;
        await this.desk.clear(job);
      }
    }
  }

  private async take(job: ShardJob, shards: readonly Shard[]): Promise<Brought> {
    const { storage } = this.options;
    const { working, options, events } = this.context;
    const results = await unpackResults(
      await storage.get(resultName(job.run, jobName(job))),
      working,
      shards,
      options.check,
    );
    await Promise.all([storage.remove(resultName(job.run, jobName(job))), this.desk.clear(job)]);
    for (const result of results) {
      if ("checkpoint" in result) for (const failure of result.checkpoint.failures) events.failed(failure);
    }
    return new Map(results.map((result, at) => [shards[at]!.file.output, outcomeOf(result)]));
  }

  private async jobOf(shards: readonly Shard[]): Promise<ShardJob> {
    const { spec, storage } = this.options;
    const files = await Promise.all(shards.map(({ file }) => this.inputs.fileFor(file)));
    return {
      schema: 1,
      run: spec.run,
      storage: storage.address,
      unspin: spec.provenance.unspin,
      knowledge: knowledgeOf(spec),
      shards: shards.map((shard, at) => ({ ...shard, file: files[at]! })),
    };
  }

  private patiently<T>(work: () => Promise<T>): Promise<T> {
    return patiently(work, this.waiting);
  }

  private async writeSpec(): Promise<void> {
    const { storage, spec } = this.options;
    this.specWritten ??= storage.put(specName(spec.run), Buffer.from(`${JSON.stringify(spec)}\n`));
    try {
      await this.specWritten;
    } catch (error) {
      this.specWritten = undefined;
      throw error;
    }
  }

  private async clearStorage(): Promise<void> {
    const { storage, spec } = this.options;
    const names = [...this.inputs.names, specName(spec.run)];
    await Promise.all(names.map((name) => storage.remove(name))).catch(() => {});
  }
}

interface Group {
  readonly files: readonly PlannedFile[];
  brought?: Promise<Brought>;
}

function outcomeOf(result: ShardResult): ShardOutcome | Error {
  if ("checkpoint" in result) {
    const { schema: _, input: __, ...outcome } = result.checkpoint;
    return { ...outcome, state: "done" };
  }
  const { message, code } = result.problem;
  return code === undefined ? new UnspinError(message) : Object.assign(new Error(message), { code });
}
