import { constants, type Stats, unlinkSync } from "node:fs";
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
  const file = await AtomicFile.create(path);
  await file.write(content);
  await file.commit();
}

/**
 * A file that is written piece by piece, and takes the old one's place as one step in the end. What fails, or is never
 * committed, leaves the old one as it was.
 */
export class AtomicFile {
  private readonly discardAtExit = () => this.unlink();

  private constructor(
    private readonly path: string,
    private readonly target: string,
    private readonly handle: FileHandle,
    /** Where it is written; undefined for a device or a pipe, which cannot be replaced, only written to. */
    private readonly temporary: string | undefined,
    private readonly before: Stats | undefined,
  ) {
    if (temporary !== undefined) process.once("exit", this.discardAtExit);
  }

  /** @throws Failure when the file may not be written, or its folder is missing. */
  static async create(path: string): Promise<AtomicFile> {
    try {
      const target = await targetOf(path);
      const before = await stat(target).catch(() => undefined);
      if (before !== undefined) await access(target, constants.W_OK);
      const isReplaced = before === undefined || before.isFile();
      const temporary = isReplaced ? `${target}.${process.pid}.unspin-tmp` : undefined;
      const handle =
        temporary === undefined ? await open(target, "w") : await open(temporary, "wx", before?.mode ?? 0o666);
      return new AtomicFile(path, target, handle, temporary, before);
    } catch (error) {
      throw failureOf(path, error);
    }
  }

  /** Where what was written so far can be read. */
  get written(): string {
    return this.temporary ?? this.target;
  }

  /** @throws Failure; the file is given up then. */
  async write(content: string | Uint8Array): Promise<void> {
    await this.attempt(() => this.handle.writeFile(content));
  }

  /** @throws Failure */
  async commit(): Promise<void> {
    await this.attempt(async () => {
      if (this.before !== undefined && this.temporary !== undefined) {
        // Only root may give files away; for others the file is theirs already, or their group must do.
        await this.handle.chown(this.before.uid, this.before.gid).catch(() => {});
        await this.handle.chmod(this.before.mode & 0o7777);
      }
      // Devices and pipes cannot be synced; for files a failure here must count.
      if ((await this.handle.stat()).isFile()) await this.handle.sync();
      await this.handle.close();
      if (this.temporary !== undefined) await rename(this.temporary, this.target);
      process.removeListener("exit", this.discardAtExit);
    });
  }

  /** Leaves the old file as it was. */
  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
    this.unlink();
    process.removeListener("exit", this.discardAtExit);
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.discard();
      throw failureOf(this.path, error);
    }
  }

  private unlink(): void {
    if (this.temporary === undefined) return;
    try {
      unlinkSync(this.temporary);
    } catch {
      // It was renamed.
    }
  }
}

function failureOf(path: string, error: unknown): Failure {
  return new Failure(`${shownName(path)}: ${writeProblem(error)} Nothing was changed there.`);
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
