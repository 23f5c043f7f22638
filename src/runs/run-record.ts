import type { FileOutcome } from "./file-outcome.js";
import type { PlannedFile, Provenance, RunFailure } from "./interfaces.js";
import type { RunTotals } from "./totals.js";
import { readJson, replaceFile, type WorkingFolder } from "./working-folder.js";

/** What `run.json` says. */
export interface RunRecord {
  readonly schema: 1;
  readonly state: "running" | "interrupted" | "finished";
  /** ISO 8601. */
  readonly started: string;
  readonly ended?: string;
  /** Whether it went on from what an earlier one had done. */
  readonly resumed: boolean;
  readonly jobs: number;
  readonly inputs: readonly string[];
  readonly provenance: Provenance;
  readonly totals: RunTotals;
  /** What was named and could not be read. Items' failures stand with their files. */
  readonly failures: readonly RunFailure[];
  /** In the order of the report. */
  readonly files: readonly FileRecord[];
}

export interface FileRecord extends PlannedFile {
  readonly sha256?: string;
  readonly isCopy: boolean;
  readonly outputBytes: number;
  readonly reportBytes: number;
  readonly totals: RunTotals;
  readonly failures: readonly RunFailure[];
}

export function fileRecord(outcome: FileOutcome): FileRecord {
  const { file, sha256, isCopy, outputBytes, reportBytes, totals, failures } = outcome;
  return {
    ...file,
    ...(sha256 !== undefined && { sha256 }),
    isCopy,
    outputBytes,
    reportBytes: reportBytes.reduce((sum, bytes) => sum + bytes, 0),
    totals,
    failures,
  };
}

export async function writeRecord(working: WorkingFolder, record: RunRecord): Promise<void> {
  await replaceFile(working.runFile(), `${JSON.stringify(record, null, 1)}\n`);
}

export async function readRecord(working: WorkingFolder): Promise<RunRecord | undefined> {
  const record = (await readJson(working.runFile())) as RunRecord | undefined;
  return record?.schema === 1 ? record : undefined;
}
