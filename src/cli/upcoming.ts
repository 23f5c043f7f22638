import type { ReportedResult } from "../report-file.js";
import type { RepairResult } from "../result.js";

/** A report's results, with a look at the one that comes next. */
export class Upcoming {
  private readonly results: AsyncIterator<ReportedResult>;
  private next: Promise<RepairResult | undefined> | undefined;

  constructor(results: AsyncIterable<ReportedResult>) {
    this.results = results[Symbol.asyncIterator]();
  }

  /** The next result, which stays; undefined at the end. */
  peek(): Promise<RepairResult | undefined> {
    this.next ??= this.results.next().then(({ done, value }) => (done ? undefined : (value as ReportedResult).result));
    return this.next;
  }

  /** Goes on to the result behind the one that was looked at. */
  pass(): void {
    this.next = undefined;
  }

  /** Passes over all that follow on one another and are of a kind. */
  async skip(isSkipped: (result: RepairResult) => boolean): Promise<void> {
    for (let next = await this.peek(); next !== undefined && isSkipped(next); next = await this.peek()) this.pass();
  }
}
