import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "vitest";
import { connect, openStorage, QueueExecutor, QueueWorker, queueAddress, specOf } from "../../src/queues/index.js";
import { provenanceOf, type RunFailure, type WorkingFolder } from "../../src/runs/index.js";
import type { Opened } from "../runs/executor-contract.js";

export const VERSION = "1.2.3-test";

export interface MadeOptions {
  /** Address of the queue. */
  readonly url: string;
  /** Address of the storage; a folder in the run's, unless given. */
  readonly storage?: string;
  readonly script?: URL;
  readonly version?: string;
  readonly takeover?: number;
  readonly concurrency?: number;
  readonly shardBytes?: number;
}

/** A worker in this process. */
export async function openWorker(made: MadeOptions, notes: string[] = []): Promise<{ close(): Promise<void> }> {
  const connection = await connect(queueAddress(made.url));
  const { script, version = VERSION, takeover = 2000, concurrency } = made;
  const worker = await QueueWorker.start({
    connection,
    name: "tester",
    temporary: tmpdir(),
    takeover,
    patience: 30_000,
    grace: 100,
    jobs: 2,
    unspin: version,
    ...(script && { script }),
    ...(concurrency && { concurrency }),
    events: {
      resident: () => process.memoryUsage.rss(),
      now: () => Date.now(),
      done: ({ documents }) => notes.push(`done ${documents}`),
      refused: (reason) => notes.push(`refused: ${reason}`),
      failed: (reason) => notes.push(`failed: ${reason}`),
      recycled: () => notes.push("recycled"),
    },
  });
  return {
    async close() {
      await worker.stop();
      await connection.close();
    },
  };
}

/** An executor on a queue. */
export async function openExecutor(working: WorkingFolder, made: MadeOptions, notes: string[] = []): Promise<Opened> {
  const failures: RunFailure[] = [];
  const options = { check: false, onlySpun: false };
  const rest = { mode: "balanced", protect: [], fields: [], inputFormat: "", check: false, only: "" } as const;
  const provenance = await provenanceOf({ ...rest, unspin: VERSION, dictionaries: [], decisions: [] });
  mkdirSync(working.path, { recursive: true });
  const storage = await openStorage(made.storage ?? pathToFileURL(join(resolve(working.path), "shared")).href);
  const out = resolve(working.out);
  const spec = await specOf({ out, storage: storage.address, options, engine: {}, provenance });
  const noted = (message: string) => notes.push(message);
  const events = { advanced() {}, failed: (failure: RunFailure) => failures.push(failure), changed() {}, noted };
  const connection = await connect(queueAddress(made.url));
  const clock = () => new Date().toISOString();
  const executor = new QueueExecutor(
    { working, options, provenance, events },
    { connection, storage, spec, patience: 20_000, clock, ...(made.shardBytes && { shardBytes: made.shardBytes }) },
  );
  const queue = connection.queue(connection.address.queue);
  const reached = async () => {
    while ((await queue.getActiveCount()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { executor, failures, reached };
}

/** Bytes of shards so small that files of a few kilobytes are cut; what that makes of them is checked. */
export const SMALL = 1200;
export function expectCut(output: string, shards: number): void {
  if (/lines|members|pages|table/.test(output)) expect(shards, output).toBeGreaterThan(2);
}

/** An executor with a worker of its own, that end together. */
export async function openBoth(working: WorkingFolder, made: MadeOptions): Promise<Opened> {
  const worker = await openWorker(made);
  const opened = await openExecutor(working, made);
  const close = async () => {
    await worker.close();
    await opened.executor.close();
  };
  return { ...opened, executor: within(opened.executor, close) };
}

function within(executor: Opened["executor"], close: () => Promise<void>): Opened["executor"] {
  return {
    files: executor.files,
    begin: (plan) => executor.begin?.(plan),
    cut: (file) => executor.cut(file),
    run: (shard) => executor.run(shard),
    stop: () => executor.stop(),
    close,
  };
}
