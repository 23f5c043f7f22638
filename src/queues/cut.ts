import { open } from "node:fs/promises";
import { cutLines, isCutByLine, KINDS } from "../formats/index.js";
import type { Plan, PlannedFile, RunOptions, Shard } from "../runs/index.js";
import { InputBytes } from "../runs/input-bytes.js";
import { hashOf } from "../runs/provenance.js";

/** Bytes of input in a shard, at least and at most: a hundred documents or so, and never so many shards as to crowd a queue. */
const SMALLEST = 512 << 10;
const LARGEST = 64 << 20;
/** Shards that a run is cut into when there is enough of it. */
const MANY = 20_000;
/** Files that a job may have. */
const MOST_FILES = 200;
/** How much a packed file weighs against one that is not. */
const PACKED = 4;

/** Bytes of input that a shard of this plan should have. */
export function shardBytes({ files }: Plan): number {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return Math.min(Math.max(Math.ceil(total / MANY), SMALLEST), LARGEST);
}

/**
 * Cuts a large file that can be read from the middle into shards of about `size` bytes; any other file is one shard.
 * @param digest told the file's SHA-256 (hex) at the end of a file that was cut.
 * @throws the system's errors; UnspinError when the file changes meanwhile.
 */
export async function* cutFile(
  file: PlannedFile,
  size: number,
  options: RunOptions,
  digest: (sha256: string) => void,
): AsyncGenerator<Shard> {
  if (file.size < 2 * size || !(await isCut(file, options))) {
    yield { file, from: 0, to: null };
    return;
  }
  const input = new InputBytes(file);
  let [from, at] = [0, { offset: 0, line: 1, items: 0 }];
  for await (const { segments, offset, line, items } of cutLines(input.chunks(), size)) {
    // The first shard begins at the file's start, mark and all, and needs no place; its end does.
    yield { file, from, to: segments, at: { ...at, end: offset } };
    [from, at] = [segments, { offset, line, items }];
  }
  digest(input.digest() ?? (await hashOf(file.path)));
  yield { file, from, to: null, at: { ...at, end: null } };
}

async function isCut({ path, source, output }: PlannedFile, { inputKind }: RunOptions): Promise<boolean> {
  const kind = source === "-" ? KINDS.find((one) => one === inputKind) : undefined;
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(64 << 10), 0, 64 << 10, 0);
    return isCutByLine(buffer.subarray(0, bytesRead), { name: output, ...(kind && { kind }) });
  } finally {
    await handle.close();
  }
}

/** Puts small files together, in the plan's order, so that a job is worth its way. Large files are not among them. */
export function groupFiles({ files }: Plan, size: number): readonly (readonly PlannedFile[])[] {
  const groups: PlannedFile[][] = [];
  let [group, weight]: [PlannedFile[], number] = [[], 0];
  for (const file of files) {
    if (file.size >= 2 * size) continue;
    group.push(file);
    weight += file.size * (/\.gz(ip)?$/i.test(file.output) ? PACKED : 1);
    if (weight < size && group.length < MOST_FILES) continue;
    groups.push(group);
    [group, weight] = [[], 0];
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
