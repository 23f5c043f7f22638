import { type Decision, folded, Ledger } from "../decisions/ledger.js";
import { recordedAs } from "../decisions/recorded-as.js";
import { type Step, stepOf, undoOf, withdrawalOf } from "../decisions/steps.js";
import type { Edit, RepairResult } from "../result.js";

export type Standing = "open" | "accepted" | "rejected";
export type Verb = "accept" | "reject";

/** An edit of the report, with the result that it belongs to. */
export interface ReviewedEdit {
  readonly edit: Edit;
  readonly result: RepairResult;
  /** Counts the documents that have edits, from 0. */
  readonly document: number;
}

/** Who decides, and when: both come from outside. */
export interface Reviewer {
  readonly who?: string;
  /** ISO 8601; never the same twice, so that the order of records survives a merge. */
  now(): string;
}

/** A review in the making: how each edit of a report stands by all that was decided. Every verb gives back the records to keep. */
export class ReviewSession {
  readonly edits: readonly ReviewedEdit[];
  readonly documents: number;
  /** Edits that are not decided. */
  left: number;
  readonly #ledger = Ledger.of([]);
  readonly #standing: Standing[];
  readonly #byId: ReadonlyMap<string, readonly number[]>;
  readonly #byWas: ReadonlyMap<string, readonly number[]>;
  readonly #steps: (Step & { readonly edit: number })[] = [];

  constructor(
    results: readonly RepairResult[],
    private readonly reviewer: Reviewer,
  ) {
    const edited = results.filter(({ edits }) => edits.length > 0);
    this.edits = edited.flatMap((result, document) => result.edits.map((edit) => ({ edit, result, document })));
    this.documents = edited.length;
    this.left = this.edits.length;
    this.#standing = this.edits.map(() => "open");
    this.#byId = indexBy(this.edits, ({ edit }) => [edit.id, recordedAs(edit) ?? edit.id]);
    this.#byWas = indexBy(this.edits, ({ edit }) => [folded(edit.was)]);
  }

  /** Takes in decisions, of this review or of others. */
  add(decisions: Iterable<Decision>): void {
    for (const decision of decisions) {
      this.#ledger.add(decision);
      const touched = this.#byId.get(decision.fingerprint) ?? [];
      // A pair decided anew may set free an own wording of the same words, so all of them are looked at.
      const alike = decision.everywhere ? (this.#byWas.get(folded(decision.was)) ?? []) : [];
      for (const index of [...touched, ...alike]) this.#look(index);
    }
  }

  standing(index: number): Standing {
    return this.#standing[index]!;
  }

  /** What the text says when the edit is carried out as it was decided, or else as it is proposed. */
  wording(index: number): string {
    const { edit } = this.edits[index]!;
    const held = this.#held(edit);
    return held?.decision === "accept" ? held.now : edit.now;
  }

  /** The next edit from `index` that is not decided, round the end; undefined when all are. */
  nextOpen(index: number, among: readonly number[]): number | undefined {
    const from = among.findIndex((one) => one > index);
    const round = from < 0 ? among : [...among.slice(from), ...among.slice(0, from)];
    return round.find((one) => this.standing(one) === "open");
  }

  decide(index: number, verb: Verb): readonly Decision[] {
    return this.#take([this.#record(index, verb)], index);
  }

  /** Another wording; what was proposed, and the words as they stand, are plain decisions. */
  decideWording(index: number, wording: string): readonly Decision[] {
    const { was, now } = this.edits[index]!.edit;
    if (wording === now) return this.decide(index, "accept");
    if (wording === was) return this.decide(index, "reject");
    return this.#take([{ ...this.#record(index, "accept"), now: wording, proposed: now }], index);
  }

  /** All edits that swap the same words as this one, itself among them. */
  alike(index: number): readonly number[] {
    const { was, now } = this.edits[index]!.edit;
    return this.#byWas.get(folded(was))!.filter((one) => folded(this.edits[one]!.edit.now) === folded(now));
  }

  /** Decides all like this in the report; with `everywhere` in every later run too, by one record. */
  decideAlike(index: number, verb: Verb, everywhere: boolean): readonly Decision[] {
    if (everywhere) return this.#take([{ ...this.#record(index, verb), everywhere: true }], index);
    const once = new Map(this.alike(index).map((one) => [this.edits[one]!.edit.id, one]));
    return this.#take(
      [...once.values()].map((one) => this.#record(one, verb)),
      index,
    );
  }

  /** Takes back what counts for an edit, of an earlier review too; empty when nothing was decided. */
  withdraw(index: number): readonly Decision[] {
    const { edit, result } = this.edits[index]!;
    const { who } = this.reviewer;
    const made = { ...(who !== undefined && { who }), when: this.reviewer.now(), document: result.source };
    const records = withdrawalOf(this.#ledger, { ...edit, recordedAs: recordedAs(edit) }, made);
    return records.length === 0 ? [] : this.#take(records, index);
  }

  /** Takes the last step back, and puts in force again what stood before it; undefined when there is none. */
  undo(): { readonly records: readonly Decision[]; readonly edit: number } | undefined {
    const step = this.#steps.pop();
    if (step === undefined) return undefined;
    const records = undoOf(step, () => this.reviewer.now());
    this.add(records);
    return { records, edit: step.edit };
  }

  #take(made: readonly Decision[], edit: number): readonly Decision[] {
    this.#steps.push({ ...stepOf(made, this.#ledger), edit });
    this.add(made);
    return made;
  }

  #held(edit: Edit): Decision | undefined {
    return this.#ledger.byPlace(edit.id, recordedAs(edit)) ?? this.#ledger.byPair(edit.was, edit.now);
  }

  #look(index: number): void {
    const held = this.#held(this.edits[index]!.edit);
    const standing = held === undefined ? "open" : held.decision === "accept" ? "accepted" : "rejected";
    this.left += (standing === "open" ? 1 : 0) - (this.standing(index) === "open" ? 1 : 0);
    this.#standing[index] = standing;
  }

  #record(index: number, decision: Verb): Decision {
    const { edit, result } = this.edits[index]!;
    const { who } = this.reviewer;
    return {
      schema: 1,
      fingerprint: edit.id,
      was: edit.was,
      now: edit.now,
      decision,
      ...(who !== undefined && { who }),
      when: this.reviewer.now(),
      document: result.source,
    };
  }
}

function indexBy(
  edits: readonly ReviewedEdit[],
  keysOf: (edit: ReviewedEdit) => readonly string[],
): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (const [number, edit] of edits.entries()) {
    for (const key of new Set(keysOf(edit))) {
      const found = index.get(key);
      if (found) found.push(number);
      else index.set(key, [number]);
    }
  }
  return index;
}
