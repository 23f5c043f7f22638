import { stat } from "node:fs/promises";
import { join } from "node:path";
import { appendFile } from "./append-file.js";
import { Appender } from "./appender.js";
import type { Plan, PlannedFile, Provenance } from "./interfaces.js";
import { type Checkpoint, isSameInput, writeCheckpoint } from "./journal.js";
import { isPlaced } from "./place.js";
import { differencesOf } from "./provenance.js";
import { type FileRecord, readRecord } from "./run-record.js";
import type { WorkingFolder } from "./working-folder.js";

/**
 * Takes over from a finished run what is still good of it, as if it had been interrupted: a folder that gets new
 * files every day is not done anew every day.
 * @returns what is different now, when that makes all of it worthless.
 */
export async function adoptFinished(working: WorkingFolder, plan: Plan, now: Provenance): Promise<readonly string[]> {
  const record = await readRecord(working);
  if (record === undefined || record.state !== "finished") return [];
  const differences = differencesOf(record.provenance, now);
  if (differences.length > 0) return differences;
  const report = await stat(working.report()).catch(() => undefined);
  if (report?.size !== record.files.reduce((sum, { reportBytes }) => sum + reportBytes, 0)) return [];
  const planned = new Map(plan.files.map((file) => [file.output, file]));
  let start = 0;
  for (const done of record.files) {
    const file = planned.get(done.output);
    const end = start + done.reportBytes;
    if (file !== undefined) await adopt(working, file, done, { start, end }, now.check);
    start = end;
  }
  return [];
}

/** A file that has changed gets its old journal too: the run notices, and says so. */
async function adopt(
  working: WorkingFolder,
  file: PlannedFile,
  done: FileRecord,
  range: { readonly start: number; readonly end: number },
  check: boolean,
): Promise<void> {
  const shard = { file, from: 0, to: null };
  const { path, size, modified, totals, failures, outputBytes, isCopy, sha256 } = done;
  const isSame = isSameInput(done, file);
  const target = join(working.out, file.output);
  const placed = { file, shards: [], isCopy, outputBytes, reportBytes: [], totals, failures };
  if (isSame && !check && !(await isPlaced(target, placed))) return;
  const part = await Appender.open(working.reportPart(shard), 0);
  try {
    if (isSame) await appendFile(part, working.report(), range);
    await part.flush();
  } finally {
    await part.close();
  }
  const checkpoint: Checkpoint = {
    schema: 1,
    input: { path, size, modified },
    state: "done",
    segments: 0,
    changed: !isCopy,
    exact: !isCopy,
    unreadable: isCopy && totals.documents === 0,
    outputBytes,
    reportBytes: range.end - range.start,
    totals,
    failures,
    ...(sha256 !== undefined && { sha256 }),
  };
  await writeCheckpoint(working, shard, checkpoint, false);
}
