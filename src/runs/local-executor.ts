import type { Question } from "../threads/messages.js";
import { type PoolOptions, RepairPool } from "../threads/pool.js";
import type { Executor, RunOptions } from "./interfaces.js";
import { runShard, type ShardEvents } from "./shard-run.js";
import type { WorkingFolder } from "./working-folder.js";

export interface LocalOptions {
  readonly working: WorkingFolder;
  readonly options: RunOptions;
  readonly pool: PoolOptions;
  readonly events: ShardEvents;
}

/** Documents of a shard under way for each thread: enough that none waits while a segment is written. */
const WINDOW = 16;

/**
 * Does shards on threads of this machine.
 * @throws PoolFailure when no engine can be opened.
 */
export async function openLocalExecutor({ working, options, pool, events }: LocalOptions): Promise<Executor> {
  const threads = await RepairPool.open(pool);
  const context = {
    working,
    options,
    events,
    window: WINDOW * pool.jobs,
    repair: (question: Question) => threads.repair(question),
  };
  return {
    files: pool.jobs,
    async *cut(file) {
      yield { file, from: 0, to: null };
    },
    run: (shard) => runShard(shard, context),
    stop: () => threads.stop(),
    close: () => threads.close(),
  };
}
