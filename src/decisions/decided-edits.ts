import { type PhraseIndex, protectedSpans } from "../protection/index.js";
import type { Edit, RepairResult } from "../result.js";
import type { LedgerFollower } from "./ledger-follower.js";

/** What a report is decided by. */
export interface Decider {
  /** Null for the report's own decisions. */
  readonly follower: LedgerFollower | null;
  /** Phrases that the run protected beside what is protected anywhere. */
  readonly phrases?: PhraseIndex;
}

/**
 * The edits of a report's result as a ledger decides them: accepted ones are applied, rejected ones are not, the others stay as
 * they were; what was accepted at places that no edit was proposed for comes in. Without a ledger the result's own.
 * @param text the result's input.
 */
export function decidedEdits(result: RepairResult, text: string, { follower, phrases }: Decider): readonly Edit[] {
  if (follower === null) return result.edits;
  const { edits, detection } = result;
  const review = follower.review();
  const off = () => protectedSpans(text, phrases && { phrases });
  return review.last(text, review.first({ text, edits, isSpun: detection.verdict === "spun", off }));
}
