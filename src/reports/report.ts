import type { RepairResult } from "../result.js";

/** A repaired document together with the text that its offsets index. */
export interface ReportedDocument {
  readonly input: string;
  readonly result: RepairResult;
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
}

export const nothing = (): string => "";
