import type { Edit } from "../result.js";
import { isAccepted } from "./accepted-edits.js";
import { type Decision, folded } from "./ledger.js";
import { PhraseFinder } from "./phrase-finder.js";

/** How far around an edit a wording that it would change may reach, in UTF-16 units. */
const REACH = 256;

/**
 * Knows edits that would go against what was decided, though not at a place that has the same fingerprint: once the words
 * around it are repaired, a place has another one.
 */
export class Contradictions {
  private readonly rejected = new Set<string>();
  private readonly wordings: PhraseFinder<null>;

  constructor(decisions: Iterable<Decision>) {
    const wordings = new Set<string>();
    for (const decision of decisions) {
      if (isAccepted(decision)) wordings.add(decision.now);
      else this.rejected.add(pairOf(decision.was, decision.proposed ?? decision.now));
      // An own wording for another is that other's rejection.
      if (decision.proposed !== undefined) this.rejected.add(pairOf(decision.was, decision.proposed));
    }
    this.wordings = new PhraseFinder([...wordings].map((wording) => [wording, null] as const));
  }

  /** Would the edit do what was rejected, or change a wording that was accepted? */
  holds(text: string, { start, end, was, now }: Edit): boolean {
    if (this.rejected.has(pairOf(was, now))) return true;
    for (const found of this.wordings.find(text, start - REACH, end + REACH)) {
      if (found.start < end && found.end > start) return true;
    }
    return false;
  }
}

function pairOf(was: string, now: string): string {
  return JSON.stringify([folded(was), folded(now)]);
}
