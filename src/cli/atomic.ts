import { constants, unlinkSync } from "node:fs";
import { access, type FileHandle, open, readlink, realpath, rename, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { shownName } from "../reports/names.js";
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
    const target = await targetOf(path);
    const before = await stat(target).catch(() => undefined);
    if (before !== undefined) await access(target, constants.W_OK);
    if (before !== undefined && !before.isFile()) {
      // A device or a pipe ("-o /dev/stderr") cannot be replaced, only written to.
      await writeInto(await open(target, "w"), content);
      return;
    }
    await replace(target, content, before);
  } catch (error) {
    throw new Failure(`${shownName(path)}: ${writeProblem(error)} Nothing was changed there.`);
  }
}

/** The file that a link leads to, also when it is yet to be made. @throws the system's error for links that go in a circle. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) === "ELOOP") throw error;
    const next = await readlink(path).catch(() => undefined);
    return next === undefined ? path : targetOf(resolve(dirname(path), next));
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
      return isOfFolder(error)
        ? "its folder may not be written to, and the new text is made there before it takes the file's place. Change the folder's permissions, or write elsewhere with -o."
        : "the file may not be written (no permission). Change its permissions, or write elsewhere with -o.";
    case "EROFS":
      return "it is on a file system that can only be read. Write elsewhere with -o.";
    case "ELOOP":
      return "it is a link that leads back to itself. Name another place.";
    case "ENAMETOOLONG":
      return "the name is too long for this file system. Choose a shorter one.";
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Make room, then run the command again.";
    case "EEXIST":
      return `a temporary file of an earlier run is in the way (${error instanceof Error ? error.message : ""}). Remove it.`;
    default:
      return `it could not be written (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** The file's own permissions are asked first, so a refusal that comes later is its folder's. */
function isOfFolder(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall !== "access";
}
