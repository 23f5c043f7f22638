import type { Decision } from "./decision.js";
import type { Ledger } from "./ledger-state.js";

/** What can be taken back: what was decided, and what stood before for the same. */
export interface Step {
  readonly made: readonly Decision[];
  readonly before: readonly Decision[];
}

/** The step that these decisions will be; asked for before the ledger takes them in. */
export function stepOf(made: readonly Decision[], ledger: Ledger): Step {
  return { made, before: made.flatMap((decision) => heldBefore(ledger, decision)) };
}

/**
 * The records that take a step back, and put in force again what stood before it.
 * @param now a later time with each call, in ISO 8601.
 */
export function undoOf({ made, before }: Step, now: () => string): Decision[] {
  const undone = made.map((one): Decision => ({ ...one, decision: "undo", when: now() }));
  return [...undone, ...before.map((one): Decision => ({ ...one, when: now() }))];
}

/**
 * What a decision is put over: what counted for the edit itself, and for its pairs everywhere. Each is said of that alone, as
 * it may since have been decided otherwise for the rest of what it was said of.
 */
function heldBefore(ledger: Ledger, { fingerprint, everywhere, was, now, proposed = now }: Decision): Decision[] {
  const ofEdit = ledger.byFingerprint(fingerprint);
  const pairs = everywhere ? [ledger.byPair(was, now), ledger.byPair(was, proposed)] : [];
  const ofPairs = [...new Set(pairs)].filter((held) => held !== undefined);
  return [...(ofEdit ? [ofEditAlone(ofEdit)] : []), ...ofPairs.map((held) => ({ ...held, fingerprint: "" }))];
}

function ofEditAlone({ everywhere: _, ...decision }: Decision): Decision {
  return decision;
}
