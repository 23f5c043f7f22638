import type { Documents } from "../data/documents.js";
import type { Run } from "../data/run.js";
import type { Decisions } from "../decisions/decisions.js";
import type { Keeper, Keeping } from "../decisions/keeper.js";
import type { ChangeFilter, ChangeOrder } from "../lists/change-rows.js";
import type { DocumentFilter, DocumentOrder } from "../lists/document-rows.js";
import { loadPreferences, type Preferences } from "./preferences.js";
import { UndoStack } from "./undo-stack.js";
import { addressOf, type View, viewOf } from "./view.js";

/** How long a message stays, in milliseconds: what is long takes longer to read. */
const SHOWN = 3000;
const SHOWN_EACH_LETTER = 60;

export type Dialog =
  | { readonly kind: "help" }
  | { readonly kind: "decisions" }
  | { readonly kind: "wording"; readonly edit: number }
  | { readonly kind: "alike"; readonly edit: number; readonly decision: "accept" | "reject" };

/** All that the page shows and does at a moment; views draw it anew after each `changed`. */
export class Desk {
  view: View;
  /** The edit in hand, or -1. */
  edit = -1;
  dialog: Dialog | null = null;
  query = "";
  changeOrder: ChangeOrder = "uncertainty";
  changeFilter: ChangeFilter = "all";
  documentOrder: DocumentOrder = "run";
  documentFilter: DocumentFilter = "all";
  /** Row in hand of the list that is shown. */
  row = -1;
  /** Rows of the list that is shown: documents, or edits with headings as negative numbers. */
  rows: Int32Array = new Int32Array(0);
  keeping: Keeping = { state: "kept", note: "" };
  /** Said to screen readers, and shown for a moment. */
  message = "";
  readonly undo = new UndoStack();
  readonly preferences: Preferences = loadPreferences();
  #listeners = new Set<() => void>();
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly run: Run,
    readonly documents: Documents,
    readonly decisions: Decisions,
    readonly keeper: Keeper,
    /** Whether a server keeps the decisions. */
    readonly isServed: boolean,
  ) {
    this.view = viewOf(location.hash, run.documentCount);
    this.#enter();
    addEventListener("hashchange", () => {
      this.view = viewOf(location.hash, run.documentCount);
      this.#enter();
      this.changed();
    });
  }

  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  say(message: string): void {
    this.message = message;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(
      () => {
        this.message = "";
        this.changed();
      },
      SHOWN + message.length * SHOWN_EACH_LETTER,
    );
    this.changed();
  }

  show(view: View): void {
    location.hash = addressOf(view);
  }

  open(dialog: Dialog | null): void {
    this.dialog = dialog;
    this.changed();
  }

  select(edit: number): void {
    this.edit = edit;
    this.changed();
  }

  /** A change of view takes its edit in hand: the one named, else the document's first that is open. */
  #enter(): void {
    this.row = -1;
    if (this.view.name !== "document") return;
    const { document, edit } = this.view;
    const [first, end] = [this.run.firstEdit[document]!, this.run.firstEdit[document + 1]!];
    if (edit !== undefined && first + edit < end) this.edit = first + edit;
    else if (this.edit < first || this.edit >= end) {
      const open = this.decisions.standing.subarray(first, end).indexOf(0);
      this.edit = first === end ? -1 : first + Math.max(0, open);
    }
  }
}
