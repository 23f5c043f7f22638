import { createHash } from "node:crypto";
import type { Answer, Question } from "../threads/messages.js";
import type { JobNotes } from "./job-desk.js";

/** Workers that may end while they repair a document before it is set aside. */
export const MOST_DEATHS = 3;

interface Waiting {
  readonly question: Question;
  /** SHA-256 (hex) of the text. */
  readonly id: string;
  readonly settle: (answer: Promise<Answer>) => void;
}

/**
 * Repairs documents one at a time, and notes each before it is begun: when the worker dies, the next one knows of which.
 * Documents under suspicion come last, so that one that was merely at hand when a machine failed is soon cleared of it.
 * A document that workers have died of is not begun again.
 */
export class CarefulRepair {
  private notes: JobNotes;
  private readonly waiting: Waiting[] = [];
  private isBusy = false;

  constructor(
    given: JobNotes,
    private readonly write: (notes: JobNotes) => Promise<void>,
    private readonly repairOne: (question: Question) => Promise<Answer>,
  ) {
    const { at, deaths = {}, ...rest } = given;
    this.notes = at === undefined ? given : { ...rest, deaths: { ...deaths, [at]: (deaths[at] ?? 0) + 1 } };
  }

  repair(question: Question): Promise<Answer> {
    const id = createHash("sha256").update(question.text).digest("hex");
    return new Promise((settle) => {
      this.waiting.push({ question, id, settle });
      // All that come together are weighed together.
      setImmediate(() => void this.serve());
    });
  }

  /** The documents are done: whoever takes the job up again has nobody to blame. */
  async finish(): Promise<void> {
    await this.write(withoutPlace(this.notes));
  }

  private async serve(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.take(); next !== undefined; next = this.take()) {
      const answer = this.repairNext(next);
      next.settle(answer);
      await answer.catch(() => {});
    }
    this.isBusy = false;
  }

  private take(): Waiting | undefined {
    const trusted = this.waiting.findIndex(({ id }) => this.deathsOf(id) === 0);
    return this.waiting.splice(Math.max(trusted, 0), 1)[0];
  }

  private deathsOf(id: string): number {
    return this.notes.deaths?.[id] ?? 0;
  }

  private async repairNext({ question, id }: Waiting): Promise<Answer> {
    if (this.deathsOf(id) >= MOST_DEATHS) {
      return { problem: `set aside: ${MOST_DEATHS} workers ended while they repaired it` };
    }
    this.notes = { ...this.notes, at: id };
    await this.write(this.notes);
    const answer = await this.repairOne(question);
    const { [id]: _, ...others } = this.notes.deaths ?? {};
    this.notes = { ...withoutPlace(this.notes), deaths: others };
    return answer;
  }
}

function withoutPlace({ at: _, ...rest }: JobNotes): JobNotes {
  return rest;
}
