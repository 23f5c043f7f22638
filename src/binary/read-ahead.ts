import { open } from "node:fs/promises";
import { adoptedFile } from "./shared-files.js";

/** Files that are being read for whoever opens them next; undefined for one that cannot be read. */
const begun = new Map<string, Promise<SharedArrayBuffer | undefined>>();
const ready = new Map<string, SharedArrayBuffer>();

/**
 * Begins to read files beside what this thread does meanwhile: the model takes as long to read as the program to load.
 * Whoever opens one of them later takes it, and says what is wrong with it; here nothing is.
 */
export function beginReading(paths: readonly string[]): void {
  for (const path of paths) if (!begun.has(path) && adoptedFile(path) === undefined) begun.set(path, read(path));
}

/** Reads files beside each other, as far as `beginReading` has not begun to, and waits until they are read. */
export async function readAhead(paths: readonly string[]): Promise<void> {
  beginReading(paths);
  for (const path of paths) {
    const bytes = await begun.get(path);
    begun.delete(path);
    if (bytes !== undefined) ready.set(path, bytes);
  }
}

/** A file that was read ahead. It is handed out once: nothing here keeps it in memory. */
export function takeReadAhead(path: string): SharedArrayBuffer | undefined {
  const bytes = ready.get(path);
  ready.delete(path);
  return bytes;
}

async function read(path: string): Promise<SharedArrayBuffer | undefined> {
  try {
    const file = await open(path);
    try {
      const stat = await file.stat();
      const bytes = new Uint8Array(new SharedArrayBuffer(stat.size));
      for (let filled = 0; filled < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
        if (bytesRead === 0) return undefined;
        filled += bytesRead;
      }
      return bytes.buffer as SharedArrayBuffer;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
