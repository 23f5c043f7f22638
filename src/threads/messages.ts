import type { SharedFile } from "../binary/shared-files.js";
import type { RepairResult } from "../result.js";

/** What a worker is started with: the options that it opens its engine with, and the files that other threads have read already. */
export interface Opening {
  readonly options: unknown;
  readonly files?: readonly SharedFile[];
}

/** One document to repair. A worker answers in the order in which it is asked. */
export interface Question {
  readonly text: string;
}

/**
 * What a worker says: first that its engine is open or why it is not, then one reply for each question; it may refuse to go on
 * then, too. A text that stays as it is (`isSame`) need not be sent back: the result has an empty one then.
 */
export type Reply =
  | { readonly kind: "ready"; readonly files?: readonly SharedFile[] }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "repaired"; readonly result: RepairResult; readonly isSame?: boolean }
  | { readonly kind: "failed"; readonly message: string };

/** What became of a document: repaired, given up with a reason, or not begun because the pool was stopped. */
export type Answer = { readonly result: RepairResult } | { readonly problem: string } | { readonly dropped: true };
