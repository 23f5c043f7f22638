import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shownName } from "../reports/names.js";
import { AtomicFile } from "./atomic.js";
import { Failure } from "./failure.js";
import { print } from "./streams.js";

/** A stretch of a file, read and repaired. */
export interface Stretch {
  /** What stands in the file; undefined where that is not what the stretch came from (a part of a large gzip member). */
  readonly before: Uint8Array | undefined;
  readonly now: Uint8Array;
  readonly changed: boolean;
}

/** Where the new bytes of one file go. */
export interface FileOutput {
  write(stretch: Stretch): Promise<void>;
  /** All was written. */
  finish(): Promise<void>;
  /** The file could not be read to its end: what can be taken back is. */
  discard(): Promise<void>;
}

export const NO_OUTPUT: FileOutput = { write: async () => {}, finish: async () => {}, discard: async () => {} };

/** A source's bytes go to a file of their own, which appears as a whole. @param path may be the source itself. */
export function newFile(source: string, path: string): FileOutput {
  return new WrittenFile(source, path, false);
}

/** A file is repaired where it stands, and not touched when nothing changes. */
export function inPlace(source: string): FileOutput {
  return new WrittenFile(source, source, true);
}

/** Written beside its place from the first change on; what came before is copied then, so that it need not be held. */
class WrittenFile implements FileOutput {
  private file: AtomicFile | undefined;
  private stamp: string | undefined;
  /** Bytes of the source that were passed over so far. */
  private passed = 0;
  private changed = false;
  private exact = true;

  constructor(
    private readonly source: string,
    private readonly path: string,
    private readonly isInPlace: boolean,
  ) {}

  async write({ before, now, changed }: Stretch): Promise<void> {
    this.stamp ??= await stampOf(this.source);
    this.changed ||= changed;
    this.exact &&= before !== undefined;
    if (this.file === undefined && (changed || before === undefined || !this.isInPlace)) await this.begin();
    if (this.file === undefined) this.passed += before?.length ?? 0;
    else await this.file.write(now);
  }

  async finish(): Promise<void> {
    if (!this.changed && this.isInPlace) return this.discard();
    if (this.file === undefined) await this.begin();
    if (!this.changed && !this.exact && this.source !== "-") {
      // Packed anew it would unpack to the same, but the file's own bytes are at hand.
      await this.file?.discard();
      this.passed = Number.POSITIVE_INFINITY;
      await this.begin();
    }
    if (this.isInPlace && (await stampOf(this.source)) !== this.stamp) {
      await this.discard();
      throw new Failure(`${shownName(this.source)}: changed while it was read, and was left alone. Repair it again.`);
    }
    await this.file?.commit();
  }

  async discard(): Promise<void> {
    await this.file?.discard();
    this.file = undefined;
  }

  private async begin(): Promise<void> {
    this.file = await AtomicFile.create(this.path);
    if (this.passed > 0) for await (const bytes of fileRange(this.source, 0, this.passed)) await this.file.write(bytes);
  }
}

/** Tells whether a file was changed; empty for standard input. */
async function stampOf(source: string): Promise<string> {
  if (source === "-") return "";
  const { size, mtimeMs, ino } = await stat(source);
  return `${size} ${mtimeMs} ${ino}`;
}

/** @param end offset behind the last byte. */
function fileRange(path: string, start: number, end: number): AsyncIterable<Uint8Array> {
  return createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>;
}

/**
 * Bytes go to standard output as they come. Of a file that is packed in a large piece they wait beside until it is known
 * whether anything changes: if not, the file's own bytes go out.
 */
export function standardOutputOf(source: string): FileOutput {
  return new PrintedFile(source);
}

class PrintedFile implements FileOutput {
  private printed = 0;
  private changed = false;
  private aside: AtomicFile | undefined;
  private readonly asidePath = join(tmpdir(), "unspin-printed");

  constructor(private readonly source: string) {}

  async write({ before, now, changed }: Stretch): Promise<void> {
    this.changed ||= changed;
    if (before === undefined && !this.changed && this.source !== "-")
      this.aside ??= await AtomicFile.create(this.asidePath);
    if (this.aside === undefined) {
      await print(now);
      this.printed += now.length;
      return;
    }
    await this.aside.write(now);
  }

  async finish(): Promise<void> {
    if (this.aside === undefined) return;
    const [path, from] = this.changed ? [this.aside.written, 0] : [this.source, this.printed];
    for await (const bytes of fileRange(path, from, Number.POSITIVE_INFINITY)) await print(bytes);
    await this.discard();
  }

  async discard(): Promise<void> {
    await this.aside?.discard();
    this.aside = undefined;
  }
}
