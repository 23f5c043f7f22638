import type { Segment } from "../document.js";
import { MOST_BYTES } from "../encoding/source-text.js";
import { countLineFeeds } from "../lines.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { rawRest } from "../stream/raw.js";
import { rawSegment } from "../text-segment.js";
import { type Head, headAt, headerValue } from "./headers.js";
import { mayHoldText, recordSegment } from "./record.js";

const MOST_HEAD = 1 << 20;
const PIECE = 1 << 20;
/** What is looked at of an answer to see whether it is worth holding as a whole. */
const MOST_ANSWER_HEAD = 64 << 10;
/** Behind each block stand two line ends of two characters. */
const TRAILER = 4;

/** Reads a WARC or WET file record by record, one segment each; what holds no text passes through in pieces. */
export async function* warcSegments(reader: ByteReader): AsyncGenerator<Segment> {
  let [line, item] = [1, 0];
  for (;;) {
    const start = await blankBytes(reader);
    if (start === reader.buffered.length) break;
    item += 1;
    const head = await headOf(reader, start);
    const length = Number(head === undefined ? Number.NaN : (headerValue(head, "Content-Length") ?? Number.NaN));
    if (head === undefined || !/^WARC\/\d/.test(head.text) || !Number.isSafeInteger(length) || length < 0) {
      const reason = "no WARC record begins here (a head with WARC/1.x and Content-Length). The rest stays as it is";
      yield rawSegment(reader.take(PIECE), [{ reason, line, column: 1, item, unread: "rest" }]);
      yield* rawRest(reader);
      return;
    }
    const total = start + head.length + length;
    for await (const segment of recordSegments(reader, head, { start, length, item, line, total })) {
      line += segment.lines;
      yield segment.segment;
    }
  }
  if (reader.buffered.length > 0) yield rawSegment(reader.take(reader.buffered.length));
}

interface Frame {
  readonly start: number;
  readonly length: number;
  readonly item: number;
  readonly line: number;
  readonly total: number;
}

async function* recordSegments(
  reader: ByteReader,
  head: Head,
  { start, length, item, line, total }: Frame,
): AsyncGenerator<{ segment: Segment; lines: number }> {
  const block = start + head.length;
  await reader.fill(Math.min(total, block + MOST_ANSWER_HEAD));
  const beginning = reader.buffered.subarray(block, Math.min(total, block + MOST_ANSWER_HEAD));
  if (mayHoldText(head, beginning) && total <= MOST_BYTES) {
    await reader.fill(total + TRAILER);
    // A source that breaks off says so here.
    if (reader.buffered.length < total) await reader.more();
    const bytes = reader.take(total + trailerLength(reader.buffered.subarray(total)));
    const lines = countLineFeeds(bytes);
    if (bytes.length >= total) {
      yield { segment: recordSegment({ bytes, head, start, length, item, line }), lines };
      return;
    }
    const reason = `the file ends inside this record, which announced ${length} bytes`;
    yield { segment: rawSegment(bytes, [{ reason, line, column: 1, item, unread: "rest" }]), lines };
    return;
  }
  for (let left = total; left > 0; ) {
    await reader.fill(Math.min(left, PIECE));
    const bytes = reader.take(Math.min(left, PIECE));
    if (bytes.length === 0) return;
    left -= bytes.length;
    yield { segment: rawSegment(bytes), lines: countLineFeeds(bytes) };
  }
  await reader.fill(TRAILER);
  const trailer = reader.take(trailerLength(reader.buffered));
  if (trailer.length > 0) yield { segment: rawSegment(trailer), lines: countLineFeeds(trailer) };
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
