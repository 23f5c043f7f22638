import type { Edit, RepairResult } from "../result.js";
import { fileOf, type ShownPlace, shownEdits } from "./located.js";
import type { ReportedDocument } from "./report.js";
import { addTotals, countWords, noTotals, type Totals, totalsOf } from "./summary.js";

/** A document of a run, in short. */
export interface DocumentTally {
  readonly name: string;
  readonly detection: RepairResult["detection"];
  readonly totals: Totals;
  /** Its number in the run, from 0. */
  readonly index: number;
}

/** An edit worth a look, with its place. */
export interface EditTally {
  readonly edit: Edit;
  readonly file: string;
  readonly line?: number;
}

export interface PairTally {
  readonly was: string;
  readonly now: string;
  applied: number;
  suggested: number;
}

/** Different pairs that are counted at a time; beyond them those seen once are forgotten. */
const MOST_PAIRS = 50_000;

/** What a run of any length comes to, in bounded memory. */
export class Tally {
  totals = noTotals;
  /** Documents that have edits. */
  withEdits = 0;
  readonly #documents: Best<DocumentTally>;
  readonly #edits: Best<EditTally>;
  readonly #pairs = new Map<string, PairTally>();

  constructor(documents: number, edits: number) {
    const changes = ({ totals }: DocumentTally) => totals.applied + totals.suggested;
    this.#documents = new Best(documents, (a, b) => changes(b) - changes(a) || a.index - b.index);
    this.#edits = new Best(edits, (a, b) => doubt(b.edit) - doubt(a.edit));
  }

  add(reported: ReportedDocument): void {
    const { input, result } = reported;
    const totals = totalsOf(result, countWords(input));
    const index = this.totals.documents;
    this.totals = addTotals(this.totals, totals);
    if (result.edits.length === 0) return;
    this.withEdits += 1;
    this.#documents.add({ name: nameOf(result), detection: result.detection, totals, index });
    for (const [edit, place] of shownEdits(reported)) this.#addEdit(result, edit, place);
  }

  #addEdit(result: RepairResult, edit: Edit, { line }: ShownPlace): void {
    this.#edits.add({ edit, file: fileOf(result), ...(line !== undefined && { line }) });
    const { was, now, verdict } = edit;
    const key = `${was.toLowerCase()}\n${now.toLowerCase()}`;
    let pair = this.#pairs.get(key);
    if (pair === undefined) {
      if (this.#pairs.size >= MOST_PAIRS) this.#forgetRarePairs();
      pair = { was, now, applied: 0, suggested: 0 };
      this.#pairs.set(key, pair);
    }
    pair[verdict === "apply" ? "applied" : "suggested"] += 1;
  }

  #forgetRarePairs(): void {
    for (let least = 1; this.#pairs.size > MOST_PAIRS / 2; least *= 2) {
      for (const [key, { applied, suggested }] of this.#pairs)
        if (applied + suggested <= least) this.#pairs.delete(key);
    }
  }

  /** Documents with the most edits, in the run's order. */
  documents(): readonly DocumentTally[] {
    return [...this.#documents.items()].sort((a, b) => a.index - b.index);
  }

  /** Edits, the most doubtful first. */
  edits(): readonly EditTally[] {
    return this.#edits.items();
  }

  /** The pairs seen most often. */
  pairs(most: number): readonly PairTally[] {
    const count = ({ applied, suggested }: PairTally) => applied + suggested;
    return [...this.#pairs.values()].sort((a, b) => count(b) - count(a) || (a.was < b.was ? -1 : 1)).slice(0, most);
  }
}

/** A document's own name where it has one, with its file. */
function nameOf(result: RepairResult): string {
  const file = fileOf(result);
  return result.source === file ? file : `${file}: ${result.source}`;
}

/** 0 for a certain edit, .5 for one that is as likely right as wrong. */
function doubt({ probability }: Edit): number {
  return Math.min(probability, 1 - probability);
}

/** The first `most` of what was added, by an order. */
class Best<T> {
  readonly #most: number;
  readonly #order: (a: T, b: T) => number;
  #kept: T[] = [];

  constructor(most: number, order: (a: T, b: T) => number) {
    this.#most = most;
    this.#order = order;
  }

  add(item: T): void {
    this.#kept.push(item);
    if (this.#kept.length > 4 * this.#most) this.items();
  }

  items(): readonly T[] {
    this.#kept = this.#kept.sort(this.#order).slice(0, this.#most);
    return this.#kept;
  }
}
