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

/** What a ledger may know of an edit: its id, the fingerprint of a reviewer's wording (see `recordedAs`), and its pair. */
export interface DecidedEdit {
  readonly id: string;
  readonly recordedAs?: string | undefined;
  readonly was: string;
  readonly now: string;
}

/**
 * The records that take back what counts for an edit, whoever decided it and when; empty where nothing does. What was decided for
 * the edit itself comes first; only where nothing was is what holds for its pair taken back, everywhere.
 * @param made who, when and where it is taken back.
 */
export function withdrawalOf(
  ledger: Ledger,
  { id, recordedAs = id, was, now }: DecidedEdit,
  made: Pick<Decision, "who" | "when" | "document">,
): Decision[] {
  const own = [...new Set([id, recordedAs])].map((fingerprint) => ledger.byFingerprint(fingerprint));
  const ofEdit = own.filter((held) => held !== undefined);
  const pair = ledger.byPair(was, now);
  const ofPair = pair === undefined ? [] : [{ ...pair, fingerprint: "" }];
  const held = ofEdit.length > 0 ? ofEdit.map((one) => (isOfPairStill(ledger, one) ? one : ofEditAlone(one))) : ofPair;
  return held.map(({ who: _, when: __, document: ___, ...one }) => ({ ...one, ...made, decision: "undo" }));
}

/** Does a decision hold for its pair everywhere, and has that not been decided anew? */
function isOfPairStill(ledger: Ledger, decision: Decision): boolean {
  const { was, now, proposed = now } = decision;
  return ledger.byPair(was, now) === decision || ledger.byPair(was, proposed) === decision;
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
