import type { Step } from "../../decisions/steps.js";

/** A step, with the edit that was in hand. */
export interface TakenStep extends Step {
  readonly edit: number;
}

/** The steps of this tab. Taking one back writes more records; none is ever removed. */
export class UndoStack {
  readonly #steps: TakenStep[] = [];

  get size(): number {
    return this.#steps.length;
  }
  push(step: TakenStep): void {
    this.#steps.push(step);
  }
  pop(): TakenStep | undefined {
    return this.#steps.pop();
  }
}
