import type { Run } from "../data/run.js";
import { pairKey } from "../data/run.js";
import { type Decision, holdsOver, idSubject, pairSubjects, recordKey, subjectsOf } from "./decision.js";

export const OPEN = 0;
export const ACCEPTED = 1;
export const REJECTED = 2;

/** What was decided, and how each edit of the run stands by it. Records are only ever added. */
export class Decisions {
  readonly records: Decision[] = [];
  /** How each edit stands: `OPEN`, `ACCEPTED` or `REJECTED`. */
  readonly standing: Uint8Array;
  /** How many edits of each document are decided. */
  readonly decidedIn: Uint32Array;
  decided = 0;
  readonly #run: Run;
  readonly #holding = new Map<string, Decision>();
  readonly #known = new Set<string>();
  readonly #kinds = new Map<string, number>();
  readonly #wordings = new Map<number, string>();

  constructor(run: Run) {
    this.#run = run;
    this.standing = new Uint8Array(run.editCount);
    this.decidedIn = new Uint32Array(run.documentCount);
    for (let edit = 0; edit < run.editCount; edit++) {
      const kind = run.kinds.groupOf(edit);
      if (run.kinds.members(kind)[0] === edit) this.#kinds.set(pairKey(run.was(edit), run.now(edit)), kind);
    }
  }

  get left(): number {
    return this.#run.editCount - this.decided;
  }

  /** Takes in records, of this tab or of others; one that is here already changes nothing. */
  add(decisions: Iterable<Decision>): Decision[] {
    const fresh: Decision[] = [];
    for (const decision of decisions) {
      const key = recordKey(decision);
      if (this.#known.has(key)) continue;
      this.#known.add(key);
      this.records.push(decision);
      fresh.push(decision);
      this.#hold(decision);
    }
    return fresh;
  }

  /** What an edit becomes by a decision, when that is not what it proposed. */
  wording(edit: number): string | undefined {
    return this.#wordings.get(edit);
  }

  /** What stood before a decision about the same was made. */
  heldFor(decision: Decision): Decision | undefined {
    const held = subjectsOf(decision).map((subject) => standing(this.#holding.get(subject)));
    return held.find((one) => one !== undefined);
  }

  /** The decision that counts for this edit alone, if it was not taken back. */
  byId(edit: number): Decision | undefined {
    return standing(this.#holding.get(idSubject(this.#run.ids.of(edit))));
  }

  /** The decision that counts for this edit's pair everywhere. */
  byPair(edit: number): Decision | undefined {
    const held = standing(this.#holding.get(pairKey(this.#run.was(edit), this.#run.now(edit))));
    return held && this.#countsAtAllPairs(held) ? held : undefined;
  }

  /** An own wording holds for two pairs: when one is decided anew, the wording goes with it. */
  #countsAtAllPairs(decision: Decision): boolean {
    return pairSubjects(decision).every((pair) => this.#holding.get(pair) === decision);
  }

  #hold(decision: Decision): void {
    const touched: Decision[] = [decision];
    for (const subject of subjectsOf(decision)) {
      const earlier = this.#holding.get(subject);
      if (earlier && !holdsOver(decision, earlier)) continue;
      this.#holding.set(subject, decision);
      if (earlier) touched.push(earlier);
    }
    for (const one of touched) for (const edit of this.#editsOf(one)) this.#resolve(edit);
  }

  *#editsOf(decision: Decision): Generator<number> {
    if (decision.fingerprint !== "") yield* this.#run.ids.edits(decision.fingerprint);
    for (const pair of pairSubjects(decision)) {
      const kind = this.#kinds.get(pair);
      if (kind !== undefined) yield* this.#run.kinds.members(kind);
    }
  }

  #resolve(edit: number): void {
    const held = this.byId(edit) ?? this.byPair(edit);
    const before = this.standing[edit] === OPEN ? 0 : 1;
    const standing = held === undefined ? OPEN : held.decision === "accept" ? ACCEPTED : REJECTED;
    this.standing[edit] = standing;
    const change = (standing === OPEN ? 0 : 1) - before;
    this.decided += change;
    this.decidedIn[this.#run.documentOf[edit]!]! += change;
    const own = standing === ACCEPTED && held?.proposed !== undefined && held.now !== this.#run.now(edit);
    if (own) this.#wordings.set(edit, held.now);
    else this.#wordings.delete(edit);
  }
}

function standing(decision: Decision | undefined): Decision | undefined {
  return decision?.decision === "undo" ? undefined : decision;
}
