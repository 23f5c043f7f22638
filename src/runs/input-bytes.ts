import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { UnspinError } from "../errors.js";
import type { PlannedFile } from "./interfaces.js";

const CHUNK = 256 << 10;

/** Reads a file in chunks of one size, so that each reading of it is cut alike, and counts and hashes what it reads. */
export class InputBytes {
  private readonly hash = createHash("sha256");
  private count: number;
  private atEnd = false;

  /** @param range bytes to read, when not all of them. */
  constructor(
    private readonly file: PlannedFile,
    private readonly range: { readonly offset: number; readonly end: number | null } = { offset: 0, end: null },
  ) {
    this.count = range.offset;
  }

  /** Bytes read so far, and those before the range. */
  get position(): number {
    return this.count;
  }

  /** SHA-256 (hex) of the whole file; undefined when it was not read to its end. To be asked once. */
  digest(): string | undefined {
    return this.atEnd ? this.hash.digest("hex") : undefined;
  }

  /** @throws UnspinError when the file changes while it is read. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const handle = await open(this.file.path, "r");
    try {
      await this.refuseChanged(handle);
      for (;;) {
        const left = (this.range.end ?? Number.POSITIVE_INFINITY) - this.count;
        const chunk = await filled(handle, this.count, Math.min(CHUNK, left));
        if (chunk.length === 0) break;
        this.count += chunk.length;
        this.hash.update(chunk);
        yield chunk;
      }
      await this.refuseChanged(handle);
      this.atEnd = this.range.offset === 0 && this.range.end === null;
    } finally {
      await handle.close();
    }
  }

  private async refuseChanged(handle: FileHandle): Promise<void> {
    const { size, mtimeMs } = await handle.stat();
    if (size === this.file.size && mtimeMs === this.file.modified) return;
    throw new UnspinError("the file changed while it was read. Run the command again when it is complete");
  }
}

async function filled(handle: FileHandle, position: number, size: number): Promise<Uint8Array> {
  const chunk = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(chunk, length, size - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return chunk.subarray(0, length);
}
