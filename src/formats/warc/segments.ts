import type { Segment } from "../document.js";
import type { LineStart } from "../parts/part.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { rawRest } from "../stream/raw.js";
import { rawSegment } from "../text-segment.js";
import { warcPieces } from "./pieces.js";
import { recordSegment } from "./record.js";

/**
 * Reads a WARC or WET file record by record, one segment each; what holds no text passes through in pieces.
 * @param start the record before which the source begins.
 */
export async function* warcSegments(
  reader: ByteReader,
  start: LineStart = { line: 1, items: 0 },
): AsyncGenerator<Segment> {
  for await (const { bytes, record, problem, line, item } of warcPieces(reader, start)) {
    if (record !== undefined) yield recordSegment(record);
    else if (problem === undefined) yield rawSegment(bytes);
    else yield rawSegment(bytes, [{ reason: problem, line, column: 1, item, unread: "rest" }]);
  }
  yield* rawRest(reader);
}
