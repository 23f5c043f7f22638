import { cutParts, type PartCut } from "../formats/index.js";
import type { Plan, PlannedFile, RunOptions, Shard } from "../runs/index.js";
import { InputBytes } from "../runs/input-bytes.js";
import { hashOf } from "../runs/provenance.js";
import { readOptions } from "../runs/read-options.js";

/** Bytes of input in a shard, at least and at most: a hundred documents or so, and never so many shards as to crowd a queue. */
const SMALLEST = 512 << 10;
const LARGEST = 64 << 20;
/** Shards that a run is cut into when there is enough of it. */
const MANY = 20_000;
/** Files that a job may have. */
const MOST_FILES = 200;
/** How much a packed file weighs against one that is not. */
const PACKED = 4;
/**
 * Large packed files of a run above which each is one job: finding places in them takes the machine that began the run as
 * long as unpacking them, and so many files keep enough machines busy as they are.
 */
const MOST_UNPACKED = 1000;

/** Bytes of input that a shard of this plan should have. */
export function shardBytes({ files }: Plan): number {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return Math.min(Math.max(Math.ceil(total / MANY), SMALLEST), LARGEST);
}

/** Whether a file is worth cutting into shards of `size` bytes. */
function isLarge(file: PlannedFile, size: number): boolean {
  return weightOf(file) >= 2 * size;
}

function weightOf(file: PlannedFile): number {
  return file.size * (isPacked(file) ? PACKED : 1);
}

function isPacked({ output }: PlannedFile): boolean {
  return /\.gz(ip)?$/i.test(output);
}

/** Whether the plan's large packed files are few enough to be cut. */
export function cutsPacked({ files }: Plan, size: number): boolean {
  return files.filter((file) => isPacked(file) && isLarge(file, size)).length <= MOST_UNPACKED;
}

export interface Cutting {
  /** Bytes of a shard, about. */
  readonly size: number;
  /** Whether packed files are cut, too. */
  readonly withPacked: boolean;
  readonly options: RunOptions;
  /** Told the file's SHA-256 (hex) at the end of a file that was cut. */
  digest(sha256: string): void;
}

/**
 * Cuts a large file that can be read from the middle into shards of about `size` bytes; any other file is one shard.
 * @throws the system's errors; UnspinError when the file changes meanwhile.
 */
export async function* cutFile(
  file: PlannedFile,
  { size, withPacked, options, digest }: Cutting,
): AsyncGenerator<Shard> {
  let before: PartCut | undefined;
  if (isLarge(file, size) && (withPacked || !isPacked(file))) {
    const input = new InputBytes(file);
    const every = size / (isPacked(file) ? PACKED : 1);
    for await (const cut of cutParts(input.chunks(), readOptions(file, options), every)) {
      if (before !== undefined) yield shardOf(file, before, cut);
      before = cut;
    }
    if (before !== undefined && before.segments > 0) digest(input.digest() ?? (await hashOf(file.path)));
  }
  yield before === undefined || before.segments === 0 ? { file, from: 0, to: null } : shardOf(file, before);
}

/** The shard from a cut up to the next, or to the file's end. */
function shardOf(file: PlannedFile, { segments, offset, start }: PartCut, next?: PartCut): Shard {
  const part = { start, isLast: next === undefined };
  return { file, from: segments, to: next?.segments ?? null, at: { offset, end: next?.offset ?? null, part } };
}

/** Puts small files together, in the plan's order, so that a job is worth its way. Large files are not among them. */
export function groupFiles({ files }: Plan, size: number): readonly (readonly PlannedFile[])[] {
  const groups: PlannedFile[][] = [];
  let [group, weight]: [PlannedFile[], number] = [[], 0];
  for (const file of files) {
    if (isLarge(file, size)) continue;
    group.push(file);
    weight += weightOf(file);
    if (weight < size && group.length < MOST_FILES) continue;
    groups.push(group);
    [group, weight] = [[], 0];
  }
  if (group.length > 0) groups.push(group);
  return groups;
}
