import type { PlannedFile, RunFailure, Shard, ShardOutcome } from "./interfaces.js";
import { NO_TOTALS, type RunTotals, sumOf } from "./totals.js";

/** What became of a file: that of its shards together. */
export interface FileOutcome {
  readonly file: PlannedFile;
  /** In the order of the file; empty when it could not be read at all. */
  readonly shards: readonly Shard[];
  /** Whether the new file is the input's copy rather than the shards' parts joined. */
  readonly isCopy: boolean;
  readonly outputBytes: number;
  /** Bytes of each shard's part of the report; 0 where it does not count. */
  readonly reportBytes: readonly number[];
  readonly totals: RunTotals;
  readonly failures: readonly RunFailure[];
  readonly sha256?: string;
}

/** @param outcomes one for each shard, all done. */
export function fileOutcome(
  file: PlannedFile,
  shards: readonly Shard[],
  outcomes: readonly ShardOutcome[],
): FileOutcome {
  const unreadable = outcomes.some((one) => one.unreadable);
  const unchanged = outcomes.every(({ changed }) => !changed);
  const isCopy = unreadable || (unchanged && outcomes.some(({ exact }) => !exact));
  const summed = outcomes.reduce((sum, { totals }) => sumOf(sum, totals), NO_TOTALS);
  const sha256 = outcomes.at(-1)?.sha256;
  return {
    file,
    shards,
    isCopy,
    outputBytes: isCopy ? file.size : outcomes.reduce((sum, { outputBytes }) => sum + outputBytes, 0),
    reportBytes: outcomes.map(({ reportBytes }) => (unreadable ? 0 : reportBytes)),
    totals: unreadable ? { ...NO_TOTALS, failures: summed.failures } : summed,
    failures: outcomes.flatMap(({ failures }) => failures),
    ...(sha256 !== undefined && { sha256 }),
  };
}

/** A file that could not be read, or not be written. */
export function failedFile(file: PlannedFile, reason: string): FileOutcome {
  return {
    file,
    shards: [],
    isCopy: false,
    outputBytes: 0,
    reportBytes: [],
    totals: { ...NO_TOTALS, failures: 1 },
    failures: [{ file: file.source, reason, again: true }],
  };
}
