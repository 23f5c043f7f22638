import type { ByteChange, LocatedEdit } from "../formats/index.js";
import type { RepairResult } from "../result.js";

/** A repaired document together with the text that its offsets index. */
export interface ReportedDocument {
  readonly input: string;
  readonly result: RepairResult;
  /** Where the result's edits stand in the file, one for each; absent where the text is the file. */
  readonly located?: readonly LocatedEdit[];
}

/** A stretch of a file in its order: the unpacked bytes, and what is replaced in them. */
export interface ReportedStretch {
  readonly bytes: Uint8Array;
  /** Whether the file has other bytes, that unpack to these. */
  readonly isPacked?: boolean;
  readonly changes: readonly ByteChange[];
}

/** What a report says of one file's bytes. Stretches come in order and join to the file; `end` comes once. */
export interface FileReport {
  stretch(stretch: ReportedStretch): Uint8Array;
  end(): Uint8Array;
  /** What is to be told of the file beside the report, once all of it has passed; a sentence. */
  readonly note?: string | undefined;
}

/**
 * One way to write results down. A run of documents reads `start`, then each document in order, then `end`;
 * `several` says whether the run was asked for more than one document, however many of them succeeded.
 */
export interface Report {
  /** File name ending of this report, with its dot; empty when it is the document itself. */
  readonly extension: string;
  start(several: boolean): string;
  /** `index` counts the documents already reported in this run, from 0. */
  document(reported: ReportedDocument, index: number, several: boolean): string;
  end(several: boolean): string;
  /**
   * Present where the report is of files' bytes rather than of documents. A caller that reads files by their format
   * then asks for one of these for each file, and leaves `document` out, which takes the document's text for the file.
   */
  file?(source: string): FileReport;
  /** Whether `located` must be there, or is shown where it is; absent means that it is of no use. */
  readonly places?: "needed" | "shown";
}

export const nothing = (): string => "";
