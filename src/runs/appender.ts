import { type FileHandle, open } from "node:fs/promises";

/** Bytes that are gathered before they are written. */
const GATHERED = 256 << 10;

/** Adds to the end of a file, from a size at which it is cut off first. */
export class Appender {
  private pieces: Uint8Array[] = [];
  private gathered = 0;

  private constructor(
    private readonly handle: FileHandle,
    private written: number,
  ) {}

  /** @param size bytes to keep of what the file holds; it is made when it is missing. */
  static async open(path: string, size: number): Promise<Appender> {
    const handle = await open(path, size > 0 ? "r+" : "w");
    try {
      await handle.truncate(size);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new Appender(handle, size);
  }

  /** How long the file is, with what is still to be written. */
  get size(): number {
    return this.written + this.gathered;
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.pieces.push(bytes);
    this.gathered += bytes.length;
    if (this.gathered >= GATHERED) await this.flush();
  }

  /** Cuts off what stands behind a size. */
  async cut(size: number): Promise<void> {
    await this.flush();
    await this.handle.truncate(size);
    this.written = size;
  }

  /** Hands what was gathered to the system. */
  async flush(): Promise<void> {
    if (this.gathered === 0) return;
    const bytes = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces);
    this.pieces = [];
    this.gathered = 0;
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, this.written);
      done += bytesWritten;
      this.written += bytesWritten;
    }
  }

  /** Waits until the disk has it all. */
  async sync(): Promise<void> {
    await this.flush();
    await this.handle.datasync();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
