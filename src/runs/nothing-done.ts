import type { ShardOutcome } from "./interfaces.js";
import { NO_TOTALS } from "./totals.js";

/** What became of a shard that nobody has begun. */
export const NOTHING_DONE: Omit<ShardOutcome, "state"> = {
  segments: 0,
  changed: false,
  exact: true,
  unreadable: false,
  outputBytes: 0,
  reportBytes: 0,
  totals: NO_TOTALS,
  failures: [],
};
