import { createHash } from "node:crypto";
import type { Answer } from "../threads/messages.js";
import type { JobNotes } from "./job-desk.js";

/** Workers that may end while they repair a document before it is set aside. */
export const MOST_DEATHS = 3;

/**
 * Repairs documents one at a time, and notes each before it is begun: when the worker dies, the next one knows of which.
 * A document that workers have died of is not begun again.
 */
export class CarefulRepair {
  private notes: JobNotes;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    given: JobNotes,
    private readonly write: (notes: JobNotes) => Promise<void>,
    private readonly repairOne: (text: string) => Promise<Answer>,
  ) {
    const { at, deaths = {}, ...rest } = given;
    this.notes = at === undefined ? given : { ...rest, deaths: { ...deaths, [at]: (deaths[at] ?? 0) + 1 } };
  }

  repair(text: string): Promise<Answer> {
    const answer = this.last.then(() => this.repairNext(text));
    this.last = answer.catch(() => {});
    return answer;
  }

  private async repairNext(text: string): Promise<Answer> {
    const at = createHash("sha256").update(text).digest("hex");
    if ((this.notes.deaths?.[at] ?? 0) >= MOST_DEATHS) {
      return { problem: `set aside: ${MOST_DEATHS} workers ended while they repaired it` };
    }
    this.notes = { ...this.notes, at };
    await this.write(this.notes);
    const answer = await this.repairOne(text);
    const { at: _, ...rest } = this.notes;
    this.notes = rest;
    return answer;
  }

  /** The documents are done: whoever takes the job up again has nobody to blame. */
  async finish(): Promise<void> {
    const { at: _, ...rest } = this.notes;
    await this.write(rest);
  }
}
