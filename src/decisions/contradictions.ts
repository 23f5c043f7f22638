import type { Edit } from "../result.js";
import { isAccepted } from "./decided-places.js";
import type { Decision } from "./ledger.js";
import { PhraseFinder } from "./phrase-finder.js";

/** How far around an edit a wording that it would change may reach, in UTF-16 units. */
const REACH = 256;

/**
 * Knows edits that would go against what was decided, though not at a place that has the same fingerprint: once the words
 * around it are repaired, a place has another one.
 */
export class Contradictions {
  private readonly wordings: PhraseFinder<null>;

  constructor(decisions: Iterable<Decision>) {
    const wordings = new Set<string>();
    for (const decision of decisions) wordings.add(isAccepted(decision) ? decision.now : decision.was);
    this.wordings = new PhraseFinder([...wordings].map((wording) => [wording, null] as const));
  }

  /** Would the edit change a wording that was accepted, or that was to stay? */
  holds(text: string, { start, end }: Edit): boolean {
    for (const found of this.wordings.find(text, start - REACH, end + REACH)) {
      if (found.start < end && found.end > start) return true;
    }
    return false;
  }
}
