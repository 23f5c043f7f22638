import type { Decision } from "../decisions/decision.js";

/** One step that can be taken back: what was decided, and what stood before for each of those subjects. */
export interface Step {
  readonly made: readonly Decision[];
  readonly before: readonly (Decision | undefined)[];
  readonly edit: number;
}

/** The steps of this tab. Taking one back writes more records; none is ever removed. */
export class UndoStack {
  readonly #steps: Step[] = [];

  get size(): number {
    return this.#steps.length;
  }
  push(step: Step): void {
    this.#steps.push(step);
  }
  pop(): Step | undefined {
    return this.#steps.pop();
  }
}
