import { createHash } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UnspinError } from "../errors.js";
import type { Shard } from "./interfaces.js";
import { REPORT, RUN_FILE, WORKING } from "./plan.js";

/** Where a run keeps what it needs to go on. Each shard has a few files there, under a name made from the shard's. */
export class WorkingFolder {
  readonly path: string;

  constructor(readonly out: string) {
    this.path = join(out, WORKING);
  }

  readonly report = () => join(this.out, REPORT);
  readonly runFile = () => join(this.out, RUN_FILE);
  readonly provenance = () => join(this.path, "provenance.json");
  readonly standardInput = () => join(this.path, "stdin");
  readonly journal = (shard: Shard) => join(this.path, `${nameOf(shard)}.journal`);
  readonly outputPart = (shard: Shard) => join(this.path, `${nameOf(shard)}.output`);
  readonly reportPart = (shard: Shard) => join(this.path, `${nameOf(shard)}.report`);
  readonly draft = (shard: Shard) => join(this.path, `${nameOf(shard)}.draft`);
  private readonly lock = () => join(this.path, "lock");

  /**
   * Makes the folders, and keeps other runs out.
   * @throws UnspinError when another run is at work there; the system's errors when folders cannot be made.
   */
  async claim(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const own = join(this.path, `lock.${process.pid}`);
    await writeFile(own, `${process.pid}\n`);
    try {
      for (let attempt = 0; attempt < 2; attempt++) {
        if (await linked(own, this.lock())) return;
        const owner = Number(await readFile(this.lock(), "utf8").catch(() => ""));
        if (owner !== process.pid && isAlive(owner)) {
          const remedy = `Wait for it, or, if that process is something else, delete ${this.lock()}.`;
          throw new UnspinError(`${this.out}: another run is at work there (process ${owner}). ${remedy}`);
        }
        await rm(this.lock(), { force: true });
      }
      throw new UnspinError(`${this.out}: another run has just begun there. Wait for it.`);
    } finally {
      await rm(own, { force: true });
    }
  }

  /** Lets other runs in. What is needed to go on stays; folders that hold nothing do not. */
  async release(): Promise<void> {
    await rm(this.lock(), { force: true });
    await rmdir(this.path).catch(() => {});
    await rmdir(this.out).catch(() => {});
  }

  /** Forgets what was done, but for standard input: that belongs to the run that begins. */
  async empty(): Promise<void> {
    await rm(this.provenance(), { force: true });
    const kept = [this.lock(), this.standardInput()];
    for (const name of await readdir(this.path)) {
      const path = join(this.path, name);
      if (!kept.includes(path)) await rm(path, { recursive: true, force: true });
    }
  }

  async remove(): Promise<void> {
    // First what says that there is something to go on with: half a folder must not be taken for a whole one.
    await rm(this.provenance(), { force: true });
    await rm(this.path, { recursive: true, force: true });
  }
}

function nameOf({ file, from, to }: Shard): string {
  const range = from === 0 && to === null ? "" : `-${from}-${to ?? "end"}`;
  return createHash("sha256").update(file.output).digest("hex").slice(0, 24) + range;
}

async function linked(path: string, name: string): Promise<boolean> {
  try {
    await link(path, name);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    // A file system without links: an exclusive file serves nearly as well.
    return await open(name, "wx").then(
      async (handle) => {
        await handle.writeFile(`${process.pid}\n`);
        await handle.close();
        return true;
      },
      () => false,
    );
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Puts a small file in place as one step. @param isSynced whether to wait until the disk has it. */
export async function replaceFile(path: string, content: string, isSynced = true): Promise<void> {
  const temporary = `${path}.unspin-tmp`;
  const handle = await open(temporary, "w");
  try {
    await handle.writeFile(content);
    if (isSynced) await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}

/** What a file of the run's own says; undefined when it is missing or damaged. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}
