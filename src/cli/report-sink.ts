import { shownName } from "../reports/names.js";
import type { FileReport, Report, ReportedDocument, ReportedStretch } from "../reports/report.js";
import { tell } from "./streams.js";

/** What was made of a stretch of a file. */
export interface RepairedStretch extends ReportedStretch {
  readonly documents: readonly ReportedDocument[];
}

/** Takes what was made of files, stretch by stretch in their order; `finish` must come last, also after failures. */
export interface Sink {
  write(stretch: RepairedStretch, source: string): Promise<void>;
  finish(): Promise<void>;
}

/** Where a report goes. */
export interface ReportTarget {
  write(text: string | Uint8Array): Promise<void>;
  /** All was written. */
  commit(): Promise<void>;
}

/** Writes a report of files' documents, or of their bytes if it is of those. */
export function reportSink(report: Report, several: boolean, target: ReportTarget): Sink {
  return report.file === undefined
    ? new DocumentSink(report, several, target)
    : new FileSink((source) => report.file!(source), target);
}

/**
 * Writes documents down as they come. Whether they are several is known when a second one comes, so the first one waits
 * for that, unless several sources were named.
 */
class DocumentSink implements Sink {
  private held: ReportedDocument | undefined;
  private count = 0;

  constructor(
    private readonly report: Report,
    private several: boolean,
    private readonly target: ReportTarget,
  ) {}

  async write({ documents }: RepairedStretch): Promise<void> {
    for (const document of documents) {
      if (!this.several && this.held === undefined) {
        this.held = document;
        continue;
      }
      this.several = true;
      await this.putHeld();
      await this.put(document);
    }
  }

  async finish(): Promise<void> {
    await this.putHeld();
    if (this.count === 0) return;
    await this.target.write(this.report.end(this.several));
    await this.target.commit();
  }

  private async putHeld(): Promise<void> {
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) await this.put(held);
  }

  private async put(document: ReportedDocument): Promise<void> {
    const opening = this.count === 0 ? this.report.start(this.several) : "";
    const text = opening + this.report.document(document, this.count, this.several);
    this.count += 1;
    await this.target.write(text);
  }
}

/** Writes what a report says of each file, one after the other. */
class FileSink implements Sink {
  private source: string | undefined;
  private file: FileReport | undefined;

  constructor(
    private readonly open: (source: string) => FileReport,
    private readonly target: ReportTarget,
  ) {}

  async write(stretch: RepairedStretch, source: string): Promise<void> {
    if (source !== this.source) {
      await this.end();
      this.source = source;
      this.file = this.open(source);
    }
    await this.target.write(this.file!.stretch(stretch));
  }

  async finish(): Promise<void> {
    if (this.file === undefined) return;
    await this.end();
    await this.target.commit();
  }

  private async end(): Promise<void> {
    if (this.file === undefined) return;
    await this.target.write(this.file.end());
    if (this.file.note !== undefined) tell(`unspin: ${shownName(this.source!)}: ${this.file.note}`);
  }
}
