import type { Decision } from "../../decisions/decision.js";
import { pairKeys } from "../../decisions/pair-key.js";

export { type Decision, decisionLine } from "../../decisions/decision.js";

/** The pairs that a decision is about: none when it is about one edit alone. */
export function pairsOf(decision: Decision): string[] {
  return decision.everywhere ? pairKeys(decision) : [];
}

/** The same record, met twice: imported again, or come back from the server. */
export function recordKey(decision: Decision): string {
  const { fingerprint, now, when = "", who = "" } = decision;
  return `${fingerprint} ${pairsOf(decision).join()} ${decision.decision} ${now} ${when} ${who}`;
}
