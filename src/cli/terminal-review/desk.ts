import type { Decision } from "../../decisions/ledger.js";
import { folded } from "../../decisions/ledger.js";
import type { ReviewSession, Verb } from "../../review/session.js";
import type { LineEditor } from "./line-editor.js";
import { inline } from "./text-runs.js";

/** What the reader is asked at the moment. */
export type Asking =
  | { readonly kind: "help" }
  | { readonly kind: "wording"; readonly line: LineEditor }
  | { readonly kind: "search"; readonly line: LineEditor }
  | { readonly kind: "alike"; readonly verb: Verb };

/** All that the screen shows at a moment, and what the keys do to it. */
export class TerminalDesk {
  /** The edit in hand. */
  index: number;
  /** The edits that are gone through, in order: all, or those that a search has found. */
  among: readonly number[];
  query = "";
  asking: Asking | undefined;
  message = "";
  /** Why decisions could not be written; empty when they are. */
  trouble = "";
  done = false;

  constructor(
    readonly session: ReviewSession,
    private readonly keep: (decisions: readonly Decision[]) => void,
  ) {
    this.among = session.edits.map((_, index) => index);
    this.index = session.nextOpen(-1, this.among) ?? 0;
  }

  get position(): number {
    return this.among.indexOf(this.index);
  }

  move(step: 1 | -1): void {
    const next = this.among[this.position + step];
    if (next === undefined) this.message = step > 0 ? "The last change." : "The first change.";
    else this.index = next;
  }

  moveDocument(step: 1 | -1): void {
    const { edits } = this.session;
    const here = edits[this.index]!.document;
    const beyond = this.among.filter((one) => Math.sign(edits[one]!.document - here) === step);
    const nearest = beyond.at(step > 0 ? 0 : -1);
    if (nearest === undefined) this.message = step > 0 ? "The last document." : "The first document.";
    else this.index = beyond.find((one) => edits[one]!.document === edits[nearest]!.document)!;
  }

  decide(verb: Verb): void {
    this.#take(this.session.decide(this.index, verb), verb === "accept" ? "Accepted" : "Rejected");
  }

  chooseAlternative(number: number): void {
    const alternative = this.session.edits[this.index]!.edit.alternatives[number - 1];
    if (alternative === undefined) this.message = `There is no alternative ${number}.`;
    else this.decideWording(alternative.now);
  }

  decideWording(wording: string): void {
    this.#take(this.session.decideWording(this.index, wording), `Now “${inline(wording)}”`);
  }

  decideAlike(verb: Verb, everywhere: boolean): void {
    const count = this.session.alike(this.index).length;
    const said = `${verb === "accept" ? "Accepted" : "Rejected"} ${count}${everywhere ? " and in every later run" : ""}`;
    this.#take(this.session.decideAlike(this.index, verb, everywhere), said);
  }

  /** Takes back what was decided of the edit in hand, whenever that was. */
  withdraw(): void {
    const records = this.session.withdraw(this.index);
    if (records.length === 0) {
      this.message = "Nothing is decided here.";
      return;
    }
    this.keep(records);
    const { was } = this.session.edits[this.index]!.edit;
    this.message = `Open again${records.some(({ everywhere }) => everywhere) ? ", everywhere" : ""}: “${inline(was)}”.`;
  }

  undo(): void {
    const undone = this.session.undo();
    if (undone === undefined) {
      this.message = "Nothing to take back.";
      return;
    }
    this.keep(undone.records);
    this.index = undone.edit;
    this.message = "Taken back.";
    if (!this.among.includes(this.index)) this.search("");
  }

  /** Goes through the edits whose words, or whose document's name, hold the query; all for an empty one. */
  search(query: string): void {
    const wanted = folded(query);
    const { edits } = this.session;
    const holds = ({ edit, result }: (typeof edits)[number]) =>
      [edit.was, edit.now, result.source].some((words) => folded(words).includes(wanted));
    const found = [...edits.keys()].filter((index) => wanted === "" || holds(edits[index]!));
    if (found.length === 0) {
      this.message = `Nothing found for “${inline(query)}”.`;
      return;
    }
    this.query = wanted === "" ? "" : query;
    this.among = found;
    if (!found.includes(this.index)) this.index = found.find((one) => one > this.index) ?? found[0]!;
    this.message = wanted === "" ? "All changes." : `${found.length} found; / and Enter shows all again.`;
  }

  #take(records: readonly Decision[], said: string): void {
    const { was } = this.session.edits[this.index]!.edit;
    this.keep(records);
    const next = this.session.nextOpen(this.index, this.among);
    this.message = `${said}: “${inline(was)}”.${next === undefined ? " All are decided; q ends the review." : ""}`;
    if (next !== undefined) this.index = next;
  }

  ask(asking: Asking | undefined): void {
    this.asking = asking;
  }
}
