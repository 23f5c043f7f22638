import type { Decision } from "./decision.js";

export { type Decision, decisionLine } from "./decision.js";
export { appendDecisions, readLedger } from "./ledger-file.js";

/**
 * What a ledger comes to: for each fingerprint and each pair the decision that counts. Of two, the later `when` counts; where one has
 * none, or on a tie, the later line. So ledgers of several reviewers may be joined in any order.
 */
export class Ledger {
  private readonly fingerprints = new Map<string, Decision>();
  private readonly pairs = new Map<string, Decision>();

  private constructor() {}

  static of(decisions: Iterable<Decision>): Ledger {
    const ledger = new Ledger();
    for (const decision of decisions) ledger.add(decision);
    return ledger;
  }

  /** Takes in the next line. */
  add(decision: Decision): void {
    if (decision.fingerprint !== "") put(this.fingerprints, decision.fingerprint, decision);
    if (decision.everywhere) for (const key of pairKeys(decision)) put(this.pairs, key, decision);
  }

  /** Fingerprints and pairs that are decided. */
  get size(): number {
    return [...this.decided()].length + [...this.decidedPairs()].length;
  }

  /** What was decided for the edit with this id: never an `undo`. */
  byFingerprint(id: string): Decision | undefined {
    return standing(this.fingerprints.get(id));
  }

  /** What was decided everywhere for `was` -> `now`, in whatever case, blanks and apostrophes they are written. */
  byPair(was: string, now: string): Decision | undefined {
    const decision = standing(this.pairs.get(pairKey(was, now)));
    return decision !== undefined && this.countsAtAllKeys(decision) ? decision : undefined;
  }

  /** The decisions that count by fingerprint, in the order of their first lines. */
  *decided(): Generator<Decision> {
    for (const decision of this.fingerprints.values()) if (decision.decision !== "undo") yield decision;
  }

  /** The decisions that count for a pair everywhere, each once. */
  *decidedPairs(): Generator<Decision> {
    for (const decision of new Set(this.pairs.values())) {
      if (decision.decision !== "undo" && this.countsAtAllKeys(decision)) yield decision;
    }
  }

  /** An own wording holds for two pairs: when what was proposed is decided anew, the wording goes with it. */
  private countsAtAllKeys(decision: Decision): boolean {
    return pairKeys(decision).every((key) => this.pairs.get(key) === decision);
  }
}

function put(decisions: Map<string, Decision>, key: string, decision: Decision): void {
  const before = decisions.get(key);
  if (before === undefined || !isLater(before, decision)) decisions.set(key, decision);
}

/** Is the earlier line the later decision? */
export function isLater(line: Decision, next: Decision): boolean {
  if (line.when === undefined || next.when === undefined) return false;
  return Date.parse(line.when) > Date.parse(next.when);
}

function standing(decision: Decision | undefined): Decision | undefined {
  return decision?.decision === "undo" ? undefined : decision;
}

function pairKeys({ was, now, proposed }: Decision): string[] {
  const own = pairKey(was, now);
  return proposed === undefined ? [own] : [...new Set([own, pairKey(was, proposed)])];
}

function pairKey(was: string, now: string): string {
  return JSON.stringify([folded(was), folded(now)]);
}

/** A phrase without what its place in a text adds: case, line breaks, the shape of apostrophes. */
export function folded(phrase: string): string {
  return phrase.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").trim();
}
