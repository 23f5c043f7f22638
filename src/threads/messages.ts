import type { SharedFile } from "../binary/shared-files.js";
import type { Recorded, Standing } from "../report-line.js";

/** What a worker is started with: the options that it opens its engine with, and the files that other threads have read already. */
export interface Opening {
  readonly options: unknown;
  readonly files?: readonly SharedFile[];
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
