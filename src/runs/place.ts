import { chmod, copyFile, mkdir, realpath, rename, rm, stat, utimes } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { UnspinError } from "../errors.js";
import { appendFile } from "./append-file.js";
import { Appender } from "./appender.js";
import type { FileOutcome } from "./file-outcome.js";
import type { WorkingFolder } from "./working-folder.js";

/**
 * Puts a finished file in its place as one step, with the input's permissions and times. Doing it again does nothing.
 * @returns false when neither the parts nor the file are there: the file must be done anew.
 * @throws UnspinError when the place is not below the run's folder; the system's errors.
 */
export async function placeFile(working: WorkingFolder, outcome: FileOutcome): Promise<boolean> {
  const { file, shards } = outcome;
  const target = join(working.out, file.output);
  const parts = shards.map((shard) => working.outputPart(shard));
  const areThere = (await Promise.all(parts.map(isThere))).every((one) => one);
  if (!areThere) return isPlaced(target, outcome);
  await makeFolder(working, dirname(target));
  const whole = await assembled(working, outcome, parts);
  // Standard input has no times or permissions to keep.
  if (file.source !== "-") {
    await chmod(whole, file.mode);
    await utimes(whole, file.modified / 1000, file.modified / 1000);
  }
  await move(whole, target);
  for (const part of parts) if (part !== whole) await rm(part, { force: true });
  return true;
}

/** The whole file in the working folder. */
async function assembled(working: WorkingFolder, { file, isCopy, shards }: FileOutcome, parts: readonly string[]) {
  if (!isCopy && parts.length === 1) return parts[0]!;
  const whole = `${working.outputPart({ ...shards[0]!, from: 0, to: null })}.whole`;
  await rm(whole, { force: true });
  if (isCopy) {
    await copyFile(file.path, whole);
    return whole;
  }
  const appender = await Appender.open(whole, 0);
  try {
    for (const part of parts) await appendFile(appender, part);
    await appender.sync();
  } finally {
    await appender.close();
  }
  return whole;
}

/** Folders of the tree; a link among them must not lead out of it. */
async function makeFolder(working: WorkingFolder, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [out, real] = [await realpath(working.out), await realpath(folder)];
  if (real === out || real.startsWith(out.endsWith(sep) ? out : out + sep)) return;
  throw new UnspinError(`its place ${folder} is a link that leads out of ${working.out}. Remove the link`);
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    // Another file system is mounted there: the file is copied beside its place first.
    const beside = `${to}.unspin-tmp`;
    await copyFile(from, beside);
    const { mode, mtimeMs } = await stat(from);
    await chmod(beside, mode & 0o7777);
    await utimes(beside, mtimeMs / 1000, mtimeMs / 1000);
    await rename(beside, to);
    await rm(from);
  }
}

/** Whether an earlier run, killed before it could write that down, has put the file in its place. */
export async function isPlaced(target: string, { file, outputBytes }: FileOutcome): Promise<boolean> {
  const there = await stat(target).catch(() => undefined);
  if (there === undefined || there.size !== outputBytes) return false;
  // Setting times loses what is finer than a microsecond.
  return file.source === "-" || Math.abs(there.mtimeMs - file.modified) < 1;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
