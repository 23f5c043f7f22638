import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes at either end of a store that are looked at. */
const END = 64 << 10;

/**
 * What tells the content of an embedded store: SHA-256 (hex) over its size and its ends. Its header counts the
 * transactions that changed the file (SQLite's file format, section 1.3.7), so every change shows, and neither copying
 * the file nor touching it does.
 * @throws the system's error when there is no such file.
 */
export function storeStamp(path: string): string {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const hash = createHash("sha256").update(`${size} `);
    const buffer = Buffer.alloc(END);
    for (const position of [0, Math.max(0, size - END)]) {
      hash.update(buffer.subarray(0, readSync(file, buffer, 0, END, position)));
    }
    return hash.digest("hex");
  } finally {
    closeSync(file);
  }
}
