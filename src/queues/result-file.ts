import { stat } from "node:fs/promises";
import { UnspinError } from "../errors.js";
import { appendFile } from "../runs/append-file.js";
import { Appender } from "../runs/appender.js";
import type { Shard, WorkingFolder } from "../runs/index.js";
import { type Checkpoint, writeCheckpoint } from "../runs/journal.js";

/** What became of a shard of a job: what the run that did it wrote down, or why it could not be read. */
export type ShardResult = { readonly checkpoint: Checkpoint } | { readonly problem: Problem };

/** An error that the shard's run threw, and that any other machine's would. */
export interface Problem {
  readonly message: string;
  /** The system's error code, unless the error is unspin's own. */
  readonly code?: string;
}

interface Head {
  readonly schema: 1;
  readonly shards: readonly ShardResult[];
}

/**
 * Writes a job's results as one file, since one object is put in place as one step: a line that says what became of
 * each shard, and then the shards' parts as their run left them.
 */
export async function packResults(
  path: string,
  working: WorkingFolder,
  shards: readonly (readonly [Shard, ShardResult])[],
  check: boolean,
): Promise<void> {
  const file = await Appender.open(path, 0);
  try {
    const head: Head = { schema: 1, shards: shards.map(([, result]) => result) };
    await file.append(Buffer.from(`${JSON.stringify(head)}\n`));
    for (const [shard, result] of shards) {
      if ("problem" in result) continue;
      const { outputBytes, reportBytes } = result.checkpoint;
      if (!check) await appendFile(file, working.outputPart(shard), { start: 0, end: outputBytes });
      await appendFile(file, working.reportPart(shard), { start: 0, end: reportBytes });
    }
    await file.flush();
  } finally {
    await file.close();
  }
}

/** Takes a job's results into the working folder, as if its shards had been done there. */
export async function unpackResults(
  bytes: AsyncIterable<Uint8Array>,
  working: WorkingFolder,
  shards: readonly Shard[],
  check: boolean,
): Promise<readonly ShardResult[]> {
  const reader = new Unpacker(bytes[Symbol.asyncIterator]());
  const { shards: results } = await reader.head();
  if (results.length !== shards.length) throw new UnspinError("a result is of other work than was asked for");
  for (const [at, result] of results.entries()) {
    if ("problem" in result) continue;
    const shard = shards[at]!;
    const { outputBytes, reportBytes } = result.checkpoint;
    if (!check) await reader.copy(outputBytes, working.outputPart(shard));
    await reader.copy(reportBytes, working.reportPart(shard));
    const { path, size, modified } = shard.file;
    await writeCheckpoint(working, shard, { ...result.checkpoint, input: { path, size, modified } }, false);
  }
  return results;
}

class Unpacker {
  private buffer: Uint8Array = new Uint8Array();

  constructor(private readonly source: AsyncIterator<Uint8Array>) {}

  async head(): Promise<Head> {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const end = this.buffer.indexOf(10);
      pieces.push(this.buffer.subarray(0, end < 0 ? this.buffer.length : end));
      if (end >= 0) {
        this.buffer = this.buffer.subarray(end + 1);
        return JSON.parse(Buffer.concat(pieces).toString("utf8")) as Head;
      }
      await this.pull();
    }
  }

  async copy(size: number, path: string): Promise<void> {
    const file = await Appender.open(path, 0);
    try {
      for (let left = size; left > 0; ) {
        if (this.buffer.length === 0) await this.pull();
        const piece = this.buffer.subarray(0, left);
        this.buffer = this.buffer.subarray(piece.length);
        left -= piece.length;
        await file.append(piece);
      }
      await file.flush();
    } finally {
      await file.close();
    }
    if ((await stat(path)).size !== size) throw new UnspinError(`${path}: was not written as a whole`);
  }

  private async pull(): Promise<void> {
    const next = await this.source.next();
    if (next.done === true) throw new UnspinError("a result is cut off");
    this.buffer = next.value;
  }
}
