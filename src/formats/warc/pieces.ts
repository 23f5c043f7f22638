import { MOST_BYTES } from "../encoding/source-text.js";
import { countLineFeeds } from "../lines.js";
import type { LineStart } from "../parts/part.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { type Head, headAt, headerValue } from "./headers.js";
import { mayHoldText, type WarcRecord } from "./record.js";

const MOST_HEAD = 1 << 20;
const PIECE = 1 << 20;
/** What is looked at of an answer to see whether it is worth holding as a whole. */
const MOST_ANSWER_HEAD = 64 << 10;
/** Behind each block stand two line ends of two characters. */
const TRAILER = 4;

/** A stretch of a WARC file, cut but not read. */
export interface WarcPiece {
  readonly bytes: Uint8Array;
  /** Where it begins; the item is that of its record. */
  readonly line: number;
  readonly item: number;
  /** Whether a record begins with it. */
  readonly isFirst: boolean;
  /** A whole record that may hold a text. */
  readonly record?: WarcRecord;
  /** Why nothing is read from here on. */
  readonly problem?: string;
}

/** Cuts a WARC or WET file into its records; what holds no text passes through in pieces. */
export async function* warcPieces(reader: ByteReader, { line: first, items }: LineStart): AsyncGenerator<WarcPiece> {
  let [line, item] = [first, items];
  for (;;) {
    const start = await blankBytes(reader);
    if (start === reader.buffered.length) break;
    item += 1;
    const head = await headOf(reader, start);
    const length = Number(head === undefined ? Number.NaN : (headerValue(head, "Content-Length") ?? Number.NaN));
    if (head === undefined || !/^WARC\/\d/.test(head.text) || !Number.isSafeInteger(length) || length < 0) {
      const problem = "no WARC record begins here (a head with WARC/1.x and Content-Length). The rest stays as it is";
      yield { bytes: reader.take(PIECE), line, item, isFirst: false, problem };
      return;
    }
    let isFirst = true;
    for await (const { bytes, ...what } of recordPieces(reader, head, { start, length, item, line })) {
      yield { bytes, line, item, isFirst, ...what };
      line += countLineFeeds(bytes);
      isFirst = false;
    }
  }
  if (reader.buffered.length > 0)
    yield { bytes: reader.take(reader.buffered.length), line, item: item + 1, isFirst: false };
}

type Frame = Pick<WarcRecord, "start" | "length" | "item" | "line">;

async function* recordPieces(
  reader: ByteReader,
  head: Head,
  frame: Frame,
): AsyncGenerator<Pick<WarcPiece, "bytes" | "record" | "problem">> {
  const { start, length } = frame;
  const block = start + head.length;
  const total = block + length;
  await reader.fill(Math.min(total, block + MOST_ANSWER_HEAD));
  const beginning = reader.buffered.subarray(block, Math.min(total, block + MOST_ANSWER_HEAD));
  if (mayHoldText(head, beginning) && total <= MOST_BYTES) {
    await reader.fill(total + TRAILER);
    // A source that breaks off says so here.
    if (reader.buffered.length < total) await reader.more();
    const bytes = reader.take(total + trailerLength(reader.buffered.subarray(total)));
    if (bytes.length >= total) yield { bytes, record: { bytes, head, ...frame } };
    else yield { bytes, problem: `the file ends inside this record, which announced ${length} bytes` };
    return;
  }
  for (let left = total; left > 0; ) {
    await reader.fill(Math.min(left, PIECE));
    const bytes = reader.take(Math.min(left, PIECE));
    if (bytes.length === 0) return;
    left -= bytes.length;
    yield { bytes };
  }
  await reader.fill(TRAILER);
  const trailer = reader.take(trailerLength(reader.buffered));
  if (trailer.length > 0) yield { bytes: trailer };
}

function trailerLength(bytes: Uint8Array): number {
  let length = 0;
  while (length < TRAILER && (bytes[length] === 13 || bytes[length] === 10)) length += 1;
  return length;
}

/** How many line ends stand before the next record. */
async function blankBytes(reader: ByteReader): Promise<number> {
  for (;;) {
    const found = reader.buffered.findIndex((byte) => byte !== 13 && byte !== 10);
    if (found >= 0) return found;
    if (reader.buffered.length > PIECE || !(await reader.more())) return reader.buffered.length;
  }
}

async function headOf(reader: ByteReader, start: number): Promise<Head | undefined> {
  for (;;) {
    const head = headAt(reader.buffered, start);
    if (head !== undefined || reader.buffered.length > MOST_HEAD || !(await reader.more())) return head;
  }
}
