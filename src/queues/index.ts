export { masked, type QueueAddress, queueAddress } from "./address.js";
export { type Connection, connect } from "./connection.js";
export type { RunSpec, ShardJob } from "./job.js";
export { specOf } from "./knowledge.js";
export { QueueExecutor, type QueueOptions } from "./queue-executor.js";
export { type KnownRun, RunBook } from "./run-book.js";
export { openStorage, type Storage } from "./storage.js";
export { QueueWorker, type WorkerEvents, type WorkerOptions } from "./worker.js";
