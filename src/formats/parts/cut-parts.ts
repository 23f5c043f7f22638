import { gzipGroups } from "../gzip/groups.js";
import { headerLength } from "../gzip/member.js";
import { BrokenGzip, GzipReader } from "../gzip/unpack.js";
import { cutKind, HEAD, pulled, type ReadOptions } from "../read.js";
import { ByteReader } from "../stream/byte-reader.js";
import type { PartCut } from "./part.js";
import { type Skimmed, skim } from "./skim.js";

/** Packed bytes of a first member after which a file is taken to be one member, which cannot be cut. */
const LONGEST_MEMBER = 16 << 20;

/**
 * Places where a file can be divided, each the first record that begins so many bytes behind the one before; the file's
 * start is the first of them. None for a file that can only be read from its start. What stands behind damage that
 * reading ends at is not divided.
 */
export async function* cutParts(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions,
  every: number,
): AsyncGenerator<PartCut> {
  const reader = new ByteReader(source);
  try {
    await reader.fill(HEAD);
    const isPacked = headerLength(reader.buffered) > 0;
    yield* spaced(isPacked ? packedCuts(reader, options) : plainCuts(reader, options), every);
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
  } finally {
    await reader.close();
  }
}

async function* spaced(cuts: AsyncGenerator<PartCut>, every: number): AsyncGenerator<PartCut> {
  let next = 0;
  for await (const cut of cuts) {
    if (cut.offset < next) continue;
    next = cut.offset + every;
    yield cut;
  }
}

async function* plainCuts(reader: ByteReader, options: ReadOptions): AsyncGenerator<PartCut> {
  let [offset, segments] = [0, 0];
  for await (const { bytes, start } of skimmed(reader, options, true)) {
    if (start !== undefined) yield { offset, segments, start };
    offset += bytes.length;
    segments += 1;
  }
}

/** Before members that a record begins with. */
async function* packedCuts(reader: ByteReader, options: ReadOptions): AsyncGenerator<PartCut> {
  const gzip = new GzipReader(pulled(reader));
  let [offset, segments]: [number | undefined, number] = [0, 0];
  const readPlain = async function* (plain: ByteReader) {
    for await (const piece of skimmed(plain, options, false)) {
      if (segments === 0 && gzip.members.length === 0 && gzip.pendingLength > LONGEST_MEMBER) return;
      yield piece;
    }
  };
  for await (const { pieces, members } of gzipGroups(gzip, readPlain)) {
    const start = pieces[0]?.start;
    if (start !== undefined && offset !== undefined) yield { offset, segments, start: { ...start, isPacked: true } };
    // Undefined behind a part of a member: only where members end it is known where they do.
    offset = members.at(-1)?.packedEnd;
    segments += 1;
  }
}

/** Lists in JSON are only cut where they are not packed: short ones, which are read as a whole, would be held whole. */
async function* skimmed(reader: ByteReader, options: ReadOptions, withLists: boolean): AsyncGenerator<Skimmed> {
  await reader.fill(HEAD);
  const kind = await cutKind(reader, options);
  if (kind !== undefined && (withLists || kind !== "json")) yield* skim(kind, reader, options.fields);
}
