import { stat } from "node:fs/promises";
import type { PlannedFile, Shard, ShardOutcome } from "./interfaces.js";
import { readJson, replaceFile, type WorkingFolder } from "./working-folder.js";

/** What is done of a shard, as it stands on disk. */
export interface Checkpoint extends Omit<ShardOutcome, "state"> {
  readonly schema: 1;
  readonly input: Pick<PlannedFile, "path" | "size" | "modified">;
  readonly state: "going" | "done";
}

/** What the journal said: where to go on, or why from the start. */
export interface Found {
  readonly checkpoint: Checkpoint | undefined;
  readonly isChanged: boolean;
}

export async function writeCheckpoint(
  working: WorkingFolder,
  shard: Shard,
  checkpoint: Checkpoint,
  isSynced: boolean,
): Promise<void> {
  await replaceFile(working.journal(shard), JSON.stringify(checkpoint), isSynced);
}

/** The shard's last checkpoint, if it is of the same input and what it counts on is there. */
export async function readCheckpoint(working: WorkingFolder, shard: Shard, check: boolean): Promise<Found> {
  const checkpoint = (await readJson(working.journal(shard))) as Checkpoint | undefined;
  if (checkpoint?.schema !== 1) return { checkpoint: undefined, isChanged: false };
  if (!isSameInput(checkpoint.input, shard.file)) return { checkpoint: undefined, isChanged: true };
  const isThere =
    (await sizeOf(working.reportPart(shard))) >= checkpoint.reportBytes &&
    (check || checkpoint.state === "done" || (await sizeOf(working.outputPart(shard))) >= checkpoint.outputBytes);
  return { checkpoint: isThere ? checkpoint : undefined, isChanged: false };
}

export function isSameInput(a: Checkpoint["input"], b: Checkpoint["input"]): boolean {
  return a.path === b.path && a.size === b.size && a.modified === b.modified;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => -1,
  );
}
