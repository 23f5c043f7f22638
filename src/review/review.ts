import type { FollowedLedger } from "./followed-ledger.js";

/** What is reviewed, where decisions go, and whose they are. */
export interface Review {
  /** The report's file. */
  readonly report: string;
  readonly ledger: FollowedLedger;
  /** Written beside each decision; absent unless the reviewer gave it. */
  readonly who?: string;
}
