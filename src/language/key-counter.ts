import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Keys in memory before a sorted run goes to disk: 4 Mi keys, 32 MB. */
const CHUNK = 1 << 22;
/** Entries read from a run at a time. */
const BLOCK = 1 << 15;

/**
 * Counts integer keys below 2^53 in bounded memory: keys gather in a typed array, are sorted
 * and spilled as runs of (key, count), and come back merged in ascending order.
 */
export class KeyCounter {
  private readonly keys: Float64Array<ArrayBuffer>;
  private used = 0;
  private readonly runs: string[] = [];

  constructor(
    private readonly folder: string,
    private readonly name: string,
    /** Keys in memory before a run is written. */
    chunk = CHUNK,
  ) {
    this.keys = new Float64Array(chunk);
  }

  add(key: number): void {
    if (this.used === this.keys.length) this.spill();
    this.keys[this.used++] = key;
  }

  /** Calls `visit` once per distinct key in ascending order. The counter may be read several times. */
  forEach(visit: (key: number, count: number) => void): void {
    if (this.used > 0) this.spill();
    const readers = this.runs.map((path) => new RunReader(path));
    while (readers.length > 0) {
      let least = Number.POSITIVE_INFINITY;
      for (const reader of readers) if (reader.key < least) least = reader.key;
      let count = 0;
      for (let r = readers.length - 1; r >= 0; r--) {
        const reader = readers[r]!;
        if (reader.key !== least) continue;
        count += reader.count;
        if (!reader.next()) readers.splice(r, 1);
      }
      visit(least, count);
    }
  }

  private spill(): void {
    const sorted = this.keys.subarray(0, this.used).sort();
    const path = join(this.folder, `${this.name}-${this.runs.length}`);
    const file = openSync(path, "w");
    const block = new Float64Array(BLOCK * 2);
    let filled = 0;
    for (let at = 0; at < sorted.length; ) {
      const key = sorted[at]!;
      const from = at;
      while (at < sorted.length && sorted[at] === key) at++;
      block[filled++] = key;
      block[filled++] = at - from;
      if (filled === block.length) {
        writeSync(file, new Uint8Array(block.buffer));
        filled = 0;
      }
    }
    writeSync(file, new Uint8Array(block.buffer, 0, filled * 8));
    closeSync(file);
    this.runs.push(path);
    this.used = 0;
  }
}

/** Walks one sorted run; after construction it stands on the first entry. */
class RunReader {
  key = 0;
  count = 0;
  private readonly file: number;
  private readonly block = new Float64Array(BLOCK * 2);
  private at = 0;
  private filled = 0;

  constructor(path: string) {
    this.file = openSync(path, "r");
    this.next();
  }

  /** Steps to the next entry; false at the end of the run. */
  next(): boolean {
    if (this.at === this.filled) {
      const bytes = readSync(this.file, new Uint8Array(this.block.buffer));
      this.filled = bytes / 8;
      this.at = 0;
      if (bytes === 0) {
        closeSync(this.file);
        return false;
      }
    }
    this.key = this.block[this.at]!;
    this.count = this.block[this.at + 1]!;
    this.at += 2;
    return true;
  }
}
