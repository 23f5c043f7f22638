import type { Report, ReportedDocument } from "../reports/report.js";

/** Where a report goes. */
export interface ReportTarget {
  write(text: string): Promise<void>;
  /** All was written. */
  commit(): Promise<void>;
}

/**
 * Writes documents down as they come. Whether they are several is known when a second one comes, so the first one waits
 * for that, unless several sources were named.
 */
export class ReportWriter {
  private held: ReportedDocument | undefined;
  private count = 0;

  constructor(
    private readonly report: Report,
    private several: boolean,
    private readonly target: ReportTarget,
  ) {}

  async write(reported: ReportedDocument): Promise<void> {
    if (!this.several && this.held === undefined) {
      this.held = reported;
      return;
    }
    this.several = true;
    await this.writeHeld();
    await this.put(reported);
  }

  async finish(): Promise<void> {
    await this.writeHeld();
    if (this.count === 0) return;
    await this.target.write(this.report.end(this.several));
    await this.target.commit();
  }

  private async writeHeld(): Promise<void> {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) await this.put(held);
  }

  private async put(reported: ReportedDocument): Promise<void> {
    const opening = this.count === 0 ? this.report.start(this.several) : "";
    const text = opening + this.report.document(reported, this.count, this.several);
    this.count += 1;
    await this.target.write(text);
  }
}
