import { shownName } from "../../reports/names.js";
import { placeOfFailure, type RunFailure } from "../../runs/index.js";

/** Failures of one file that are named on standard error; `run.json` has more. */
const MOST_NAMED = 20;

/** Names what failed as it comes, the first few of each file. */
export class FailureList {
  private readonly counts = new Map<string, number>();

  constructor(private readonly say: (message: string) => void) {}

  add(failure: RunFailure): void {
    const count = (this.counts.get(failure.file) ?? 0) + 1;
    this.counts.set(failure.file, count);
    if (count > MOST_NAMED) return;
    const end = /[.!?]$/.test(failure.reason) ? "" : ".";
    this.say(`unspin: ${placeOfFailure(failure, shownName)}: ${failure.reason}${end}`);
  }

  finish(): void {
    for (const [file, count] of this.counts) {
      if (count > MOST_NAMED) this.say(`unspin: ${shownName(file)}: and ${count - MOST_NAMED} more; see run.json.`);
    }
  }
}
