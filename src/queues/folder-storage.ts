import { createReadStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MissingObject, type Storage, StorageFailure } from "./storage.js";

const REMEDY = "See that the folder is mounted, has room, and can be written.";

/** A folder that all machines see under the same path. */
export function openFolderStorage(address: string, folder: string): Storage {
  const place = (name: string) => join(folder, name);
  const fail = (error: unknown): never => {
    throw new StorageFailure(folder, error, REMEDY);
  };
  return {
    address,
    put: (name, content) => put(place(name), content).catch(fail),
    async get(name, range) {
      const path = place(name);
      if (!(await isThere(path).catch(fail))) throw new MissingObject(`${path}: no such file in the run's storage`);
      if (range !== undefined && range.end <= range.start) return nothing();
      return checked(createReadStream(path, { highWaterMark: 1 << 20, ...inclusive(range) }), fail);
    },
    has: (name) => isThere(place(name)).catch(fail),
    remove: (name) => rm(place(name), { force: true }).catch(fail),
    close() {},
  };
}

/** A stream's range has its last byte in it. */
function inclusive(range: { readonly start: number; readonly end: number } | undefined) {
  return range && { start: range.start, end: range.end - 1 };
}

async function* checked(bytes: AsyncIterable<Uint8Array>, fail: (error: unknown) => never): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    fail(error);
  }
}

async function put(target: string, content: Uint8Array | { readonly path: string }): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  // Another machine may be writing the same object: what is not whole yet stands in a folder of one's own.
  const own = await mkdtemp(`${target}.unspin-tmp`);
  const temporary = join(own, "object");
  try {
    if (content instanceof Uint8Array) await writeFile(temporary, content);
    else await moved(content.path, temporary);
    await rename(temporary, target);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** @throws the system's errors, save that there is none of that name. */
async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

async function moved(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== "EXDEV") throw error;
    await copyFile(from, to);
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
