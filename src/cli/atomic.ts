import { constants, unlinkSync } from "node:fs";
import { access, type FileHandle, open, realpath, rename, stat } from "node:fs/promises";
import { Failure, systemCode } from "./failure.js";

/**
 * Puts `content` in place of the file as one step: readers see the old file or the new one, never half of it.
 * The mode is kept, and a link keeps pointing at its file, which is what changes.
 * (write-file-atomic 7 writes with one call and does not look at how much of it the disk took: on a full disk it
 * cut the file and reported success. `FileHandle.writeFile` goes on until all is written or fails.)
 * @throws Failure when the file may not be written, its folder is missing, or the disk is full; the file is untouched then.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const before = await stat(target).catch(() => undefined);
    if (before !== undefined) await access(target, constants.W_OK);
    if (before !== undefined && !before.isFile()) {
      // A device or a pipe ("-o /dev/stderr") cannot be replaced, only written to.
      await writeInto(await open(target, "w"), content);
      return;
    }
    await replace(target, content, before);
  } catch (error) {
    throw new Failure(`${path}: ${writeProblem(error)} Nothing was changed there.`);
  }
}

interface Owned {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function replace(target: string, content: string | Uint8Array, before: Owned | undefined): Promise<void> {
  const temporary = `${target}.${process.pid}.unspin-tmp`;
  const discard = () => {
    try {
      unlinkSync(temporary);
    } catch {
      // It was renamed or never came to be.
    }
  };
  process.once("exit", discard);
  try {
    const handle = await open(temporary, "wx", before?.mode ?? 0o666);
    await writeInto(handle, content, before);
    await rename(temporary, target);
  } catch (error) {
    discard();
    throw error;
  } finally {
    process.removeListener("exit", discard);
  }
}

async function writeInto(handle: FileHandle, content: string | Uint8Array, owner?: Owned): Promise<void> {
  try {
    await handle.writeFile(content);
    if (owner !== undefined) {
      // Only root may give files away; for others the file is theirs already, or their group must do.
      await handle.chown(owner.uid, owner.gid).catch(() => {});
      await handle.chmod(owner.mode & 0o7777);
    }
    // Devices and pipes cannot be synced; for files a failure here must count.
    if ((await handle.stat()).isFile()) await handle.sync();
  } finally {
    await handle.close();
  }
}

function writeProblem(error: unknown): string {
  switch (systemCode(error)) {
    case "ENOENT":
      return "its folder does not exist. Create the folder, or name another place.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "it may not be written (no permission). Change its permissions, or write elsewhere with -o.";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room, then run the command again.";
    case "EEXIST":
      return `a temporary file of an earlier run is in the way (${error instanceof Error ? error.message : ""}). Remove it.`;
    default:
      return `it could not be written (${error instanceof Error ? error.message : String(error)}).`;
  }
}
