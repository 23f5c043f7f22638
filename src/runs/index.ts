export type {
  Executor,
  Plan,
  PlannedFile,
  Provenance,
  RunFailure,
  RunOptions,
  Shard,
  ShardOutcome,
  ShardPlace,
} from "./interfaces.js";
export { openLocalExecutor } from "./local-executor.js";
export { NOTHING_DONE } from "./nothing-done.js";
export { planRun } from "./plan.js";
export { differencesOf, provenanceOf } from "./provenance.js";
export {
  type ExecutorContext,
  placeOfFailure,
  type RunEvents,
  RunHalted,
  type RunOutcome,
  type RunRequest,
  runBatch,
} from "./run.js";
export { NO_TOTALS, type RunTotals, sumOf } from "./totals.js";
export { WorkingFolder } from "./working-folder.js";
