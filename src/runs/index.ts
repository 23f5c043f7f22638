export type {
  Executor,
  Plan,
  PlannedFile,
  Provenance,
  RunFailure,
  RunOptions,
  Shard,
  ShardOutcome,
} from "./interfaces.js";
export { openLocalExecutor } from "./local-executor.js";
export { planRun } from "./plan.js";
export { provenanceOf } from "./provenance.js";
export { placeOfFailure, type RunEvents, RunHalted, type RunOutcome, type RunRequest, runBatch } from "./run.js";
export type { RunTotals } from "./totals.js";
export { WorkingFolder } from "./working-folder.js";
