import { createReadStream } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MissingObject, type Storage } from "./storage.js";

/** A folder that all machines see under the same path. */
export function openFolderStorage(address: string, folder: string): Storage {
  const place = (name: string) => join(folder, name);
  return {
    address,
    async put(name, content) {
      const target = place(name);
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
    },
    async get(name, range) {
      const path = place(name);
      const isThere = await stat(path).catch(() => undefined);
      if (isThere === undefined) throw new MissingObject(`${path}: no such file in the run's storage`);
      if (range !== undefined && range.end <= range.start) return nothing();
      return createReadStream(path, {
        highWaterMark: 1 << 20,
        ...(range && { start: range.start, end: range.end - 1 }),
      }) as AsyncIterable<Uint8Array>;
    },
    has: (name) =>
      stat(place(name)).then(
        () => true,
        () => false,
      ),
    remove: (name) => rm(place(name), { force: true }),
    close() {},
  };
}

async function moved(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EXDEV")) throw error;
    await copyFile(from, to);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
