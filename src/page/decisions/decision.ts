import type { Decision } from "../../decisions/decision.js";
import { pairKey } from "../data/run.js";

export { type Decision, decisionLine } from "../../decisions/decision.js";

/** What a decision is about: its fingerprint, and the pair too when it holds everywhere. An own wording holds for two pairs. */
export function subjectsOf(decision: Decision): string[] {
  const { fingerprint } = decision;
  const ids = fingerprint === "" ? [] : [idSubject(fingerprint)];
  return [...ids, ...pairSubjects(decision)];
}

export function idSubject(fingerprint: string): string {
  return `id ${fingerprint}`;
}

export function pairSubjects({ everywhere, was, now, proposed }: Decision): string[] {
  if (!everywhere) return [];
  const own = pairKey(was, now);
  return proposed === undefined ? [own] : [...new Set([own, pairKey(was, proposed)])];
}

/** Of two decisions about the same, the later holds; where one does not say when, or on a tie, the one read later. */
export function holdsOver(later: Decision, earlier: Decision): boolean {
  const [a, b] = [Date.parse(later.when ?? ""), Date.parse(earlier.when ?? "")];
  return !(a < b);
}

/** The same record, met twice: imported again, or come back from the server. */
export function recordKey(decision: Decision): string {
  return `${subjectsOf(decision).join()} ${decision.decision} ${decision.now} ${decision.when ?? ""} ${decision.who ?? ""}`;
}
