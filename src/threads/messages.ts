import type { SharedFile } from "../binary/shared-files.js";
import type { PlainEdit } from "../edits/index.js";
import type { Detection, Place, Range } from "../result.js";

/** What a worker is started with: the options that it opens its engine with, and the files that other threads have read already. */
export interface Opening {
  readonly options: unknown;
  readonly files?: readonly SharedFile[];
}

/** What a record of a report says of a document beside what the engine says of its text. */
export interface Standing {
  readonly source: string;
  readonly place: Place;
  /** The fields of the text; none where there is nothing to name. */
  readonly fields: readonly (Range & { readonly name: string })[];
}

/**
 * A document's record as the report has it, with what it takes to write the document: made where the document is
 * repaired, since one string is sent from thread to thread in a fraction of the time that the result's objects take.
 */
export interface Recorded {
  /** A `RepairResult` as JSON, without a line break. */
  readonly line: string;
  readonly verdict: Detection["verdict"];
  readonly family: string | null;
  /** The edits to write, in their order. */
  readonly edits: readonly Omit<PlainEdit, "verdict">[];
  /** How many edits are suggestions. */
  readonly suggested: number;
}

/** One document to repair, with what its record is to say of it. A worker answers in the order in which it is asked. */
export interface Question {
  readonly text: string;
  readonly standing?: Standing;
}

/**
 * What a worker says: first that its engine is open or why it is not, then one reply for each question; it may refuse to go on
 * then, too.
 */
export type Reply =
  | { readonly kind: "ready"; readonly files?: readonly SharedFile[] }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "repaired"; readonly record: Recorded }
  | { readonly kind: "failed"; readonly message: string };

/** What became of a document: repaired, given up with a reason, or not begun because the pool was stopped. */
export type Answer = { readonly record: Recorded } | { readonly problem: string } | { readonly dropped: true };
