import { UnspinError } from "../errors.js";
import type { PlainEdit } from "./edit.js";

/** `range`: outside the text or end before start; `order`: before or inside the edit before it; `text`: other words stand there. */
export type EditProblem = "range" | "order" | "text";

/** An edit that does not fit its text. Nothing was changed. */
export class EditError extends UnspinError {
  constructor(
    readonly problem: EditProblem,
    /** Position in the list of edits, from 0. */
    readonly index: number,
    readonly edit: PlainEdit,
    /** What was expected and found, for people. */
    detail: string,
  ) {
    super(
      `edit ${index} at [${edit.start}, ${edit.end}) (${quote(edit.was)} -> ${quote(edit.now)}): ${detail} ` +
        `Edits fit only the very text they were made for, in their order: repair this text again, or give the text whose hash the report records.`,
    );
  }
}

/** A phrase as messages show it: quoted, control characters escaped, cut to a readable length. */
export function quote(phrase: string): string {
  const longest = 60;
  return JSON.stringify(phrase.length > longest ? `${phrase.slice(0, longest)}…` : phrase);
}
