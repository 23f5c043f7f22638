import type { Connection } from "./connection.js";
import type { RunSpec } from "./job.js";
import type { Storage } from "./storage.js";

/** What a run on a queue works with. */
export interface QueueOptions {
  readonly connection: Connection;
  readonly storage: Storage;
  readonly spec: RunSpec;
  /** Milliseconds that the server may be away or full. */
  readonly patience: number;
  /** The time now, ISO 8601. */
  readonly clock: () => string;
  /** Bytes of input in a shard, about; by the size of the run, unless given. */
  readonly shardBytes?: number;
}
