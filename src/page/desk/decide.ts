import { stepOf, undoOf, withdrawalOf } from "../../decisions/steps.js";
import type { Decision } from "../decisions/decision.js";
import type { Desk } from "./desk.js";
import { nextOpen } from "./move.js";

type Verb = "accept" | "reject";

let lastTime = 0;

/** Now; never the same twice, so that the order of records survives a merge. */
function timestamp(): string {
  lastTime = Math.max(Date.now(), lastTime + 1);
  return new Date(lastTime).toISOString();
}

/** Accepts or rejects the edit in hand as it is proposed, and goes on to the next open one. */
export function decideInHand(desk: Desk, verb: Verb): void {
  if (desk.edit >= 0) decide(desk, desk.edit, verb);
}

export function decide(desk: Desk, edit: number, verb: Verb): void {
  take(desk, [recordFor(desk, edit, verb)], edit);
  desk.say(`${verb === "accept" ? "Accepted" : "Rejected"}: ${described(desk, edit)}`);
  nextOpen(desk, edit);
}

/** Accepts the edit with another wording; its own proposal or the words as they stand are plain decisions. */
export function decideWording(desk: Desk, edit: number, wording: string): void {
  const { run } = desk;
  const plain = wording === run.now(edit) ? "accept" : wording === run.was(edit) ? "reject" : undefined;
  if (plain) {
    decide(desk, edit, plain);
    return;
  }
  take(desk, [{ ...recordFor(desk, edit, "accept"), now: wording, proposed: run.now(edit) }], edit);
  desk.say(`Accepted with “${wording}” for “${run.was(edit)}”`);
  nextOpen(desk, edit);
}

/** Decides all edits of the run that swap the same words; with `everywhere` for every later run too, in one record. */
export function decideAlike(desk: Desk, edit: number, verb: Verb, everywhere: boolean): void {
  const { run } = desk;
  const alike = run.kinds.members(run.kinds.groupOf(edit));
  if (everywhere) take(desk, [{ ...recordFor(desk, edit, verb), everywhere: true }], edit);
  else {
    const when = timestamp();
    const once = new Map(Array.from(alike, (one) => [run.ids.of(one), one]));
    const records = Array.from(once.values(), (one) => ({ ...recordFor(desk, one, verb), when }));
    take(desk, records, edit);
  }
  desk.say(`${verb === "accept" ? "Accepted" : "Rejected"} ${alike.length} like ${described(desk, edit)}`);
  nextOpen(desk, edit);
}

/** Takes the last step of this tab back: an undo, and where something else stood before, that again. */
export function undoLast(desk: Desk): void {
  const step = desk.undo.pop();
  if (!step) {
    desk.say("Nothing to take back");
    return;
  }
  const records = undoOf(step, timestamp);
  desk.keeper.keep(desk.decisions.add(records));
  desk.edit = step.edit;
  desk.say(`Taken back: ${described(desk, step.edit)}`);
}

/** Takes back what counts for an edit, whoever decided it and when: it stands open again, unless its pair is still decided. */
export function withdraw(desk: Desk, edit: number): void {
  const { run, decisions } = desk;
  const { who, when, document } = recordFor(desk, edit, "reject");
  const known = { id: run.ids.of(edit), recordedAs: run.recordedAs(edit), was: run.was(edit), now: run.now(edit) };
  const records = withdrawalOf(decisions.ledger, known, { ...(who && { who }), when: when!, document: document! });
  if (records.length === 0) {
    desk.say("Nothing is decided here");
    return;
  }
  take(desk, records, edit);
  desk.say(`Open again${records.some(({ everywhere }) => everywhere) ? ", everywhere" : ""}: ${described(desk, edit)}`);
}

function take(desk: Desk, made: readonly Decision[], edit: number): void {
  desk.undo.push({ ...stepOf(made, desk.decisions.ledger), edit });
  desk.keeper.keep(desk.decisions.add(made));
}

function recordFor({ run, preferences: { who } }: Desk, edit: number, decision: Verb): Decision {
  return {
    schema: 1,
    fingerprint: run.ids.of(edit),
    was: run.was(edit),
    now: run.now(edit),
    decision,
    ...(who !== "" && { who }),
    when: timestamp(),
    document: run.source(run.documentOf[edit]!),
  };
}

function described({ run }: Desk, edit: number): string {
  return `“${run.was(edit)}” to “${run.now(edit)}”`;
}
