import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EngineOptions } from "../../engine.js";
import type { Executor, ExecutorContext } from "../../runs/index.js";

/** Seconds that a queue's server may be away. */
const PATIENCE = 60;

export interface QueueFlags {
  readonly storage?: string;
  /** Kilobytes of input. */
  readonly jobSize?: number;
  readonly patience?: number;
}

/**
 * Makes what opens an executor on a queue.
 * @throws UnspinError when the address is wrong, or nobody answers there: nothing has been done then.
 */
export async function onQueue(
  url: string,
  engine: EngineOptions,
  { storage: given, jobSize, patience = PATIENCE }: QueueFlags,
): Promise<(context: ExecutorContext) => Promise<Executor>> {
  const { connect, openStorage, QueueExecutor, queueAddress, specOf } = await import("../../queues/index.js");
  const address = queueAddress(url);
  return async (context) => {
    const { working, options, provenance } = context;
    mkdirSync(working.path, { recursive: true });
    const place = given ?? join(working.path, "shared");
    const storage = await openStorage(place.startsWith("s3:") || place.startsWith("file:") ? place : resolve(place));
    const connection = await connect(address);
    const out = resolve(working.out);
    const spec = await specOf({ out, storage: storage.address, options, engine, provenance });
    const clock = () => new Date().toISOString();
    return new QueueExecutor(context, {
      connection,
      storage,
      spec,
      patience: patience * 1000,
      clock,
      ...(jobSize !== undefined && { shardBytes: jobSize * 1000 }),
    });
  };
}
