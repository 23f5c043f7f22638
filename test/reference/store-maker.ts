import type { ReferenceStore } from "../../src/reference/store.js";

/** Makes a fresh, empty store; `again` opens the same one once more, beside the first. */
export interface StoreMaker {
  open(): Promise<ReferenceStore> | ReferenceStore;
  again(): Promise<ReferenceStore> | ReferenceStore;
  /** After each test, and after each round of a property. */
  discard(): Promise<void> | void;
}

/** The fields of an article that a test has nothing to say about. */
export const blank = { title: "", url: "", date: "", source: "" };
