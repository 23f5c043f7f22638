import type { Decision, Ledger } from "./ledger.js";
import { pairKey } from "./pair-key.js";

/** How often reviewers accepted and rejected a pair. */
export interface ReviewedPair {
  readonly was: string;
  readonly now: string;
  /** Decisions; one that holds everywhere counts for several. */
  readonly accepted: number;
  readonly rejected: number;
}

/** What a decision for the pair everywhere counts for: the reviewer means more than one place. */
const EVERYWHERE = 3;

/** What the decisions of a ledger say of each pair, in the order of the pairs' first decisions. */
export function pairCounts(ledger: Ledger): ReviewedPair[] {
  const pairs = new Map<string, { -readonly [K in keyof ReviewedPair]: ReviewedPair[K] }>();
  const count = (was: string, now: string, decision: Decision, isAccepted: boolean) => {
    const key = pairKey(was, now);
    const pair = pairs.get(key) ?? { was, now, accepted: 0, rejected: 0 };
    pairs.set(key, pair);
    // A capital may be the sentence's: the form without it is the pair's.
    if (/^\p{Lu}/u.test(pair.was) && /^\p{Ll}/u.test(was)) Object.assign(pair, { was, now });
    const weight = decision.everywhere ? EVERYWHERE : 1;
    if (isAccepted) pair.accepted += weight;
    else pair.rejected += weight;
  };
  for (const decision of new Set([...ledger.decided(), ...ledger.decidedPairs()])) {
    const { was, now, proposed } = decision;
    if (decision.decision === "reject") count(was, proposed ?? now, decision, false);
    else {
      if (now !== was) count(was, now, decision, true);
      if (proposed !== undefined) count(was, proposed, decision, false);
    }
  }
  return [...pairs.values()];
}
