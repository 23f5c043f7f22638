import { isUtf8 } from "node:buffer";
import type { ReadFailure, Segment } from "../document.js";
import type { Codec } from "../encoding/codec.js";
import { detectEncoding, looksWestern } from "../encoding/detect.js";
import { legacyCodec } from "../encoding/legacy.js";
import { MOST_BYTES, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { countLineFeeds } from "../lines.js";
import { lineStart } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp, rawRest } from "../stream/raw.js";
import { stretchesOf } from "../stream/stretches.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { dialectOf } from "./dialect.js";
import { parseRow, type Table, tableOf } from "./parse.js";
import { RecordEnds } from "./records.js";

/** What is looked at to find out how a table is written. */
const HEAD = 256 << 10;

/** Reads a table record by record, one segment each. The first row names the columns. */
export async function* csvSegments(
  reader: ByteReader,
  tabs: boolean,
  fields?: readonly string[],
): AsyncGenerator<Segment> {
  await reader.fill(HEAD);
  const sample = wholeLines(reader.buffered.subarray(0, HEAD));
  const { codec: first, mark } = detectEncoding(sample)!;
  const dialect = dialectOf(first.decode(sample.subarray(mark)), tabs);
  const ends = new RecordEnds(dialect);
  let codec: Codec | undefined = isSettled(sample, first, mark) ? first : undefined;
  if (mark > 0) yield rawSegment(reader.take(mark));
  let table: Table | undefined;
  let [line, item] = [1, 0];
  for await (const { bytes, view } of stretchesOf(reader, first, (from, at) => ends.next(from, at), MOST_BYTES)) {
    const isAscii = codec === undefined && isUtf8(bytes) && utf8.decode(bytes).length === bytes.length;
    if (codec === undefined && !isAscii) codec = looksWestern(bytes) ? legacyCodec("windows-1252")! : utf8;
    const source = sourceText(bytes, codec ?? utf8);
    if (table === undefined) {
      const found = tableOf(source.text, dialect, fields);
      if (typeof found === "string") {
        yield rawSegment(bytes, [{ reason: found, line: 1, column: 1, unread: "file" }]);
        yield* rawRest(reader);
        return;
      }
      table = found;
      yield rawSegment(bytes, missingColumns(found));
    } else {
      const isBlank = source.text.trim() === "" && table.columns > 1;
      if (!isBlank) item += 1;
      const at = { table, item, line };
      yield textSegment(source, (again) => parseRow(again, at.table, at.item, at.line), lineStart(line, mark));
    }
    line += countLineFeeds(view);
  }
  yield* giveUp(reader, "the row", line, item + 1);
}

function missingColumns({ missing }: Table): ReadFailure[] {
  if (missing.length === 0) return [];
  const reason = `no column has the name ${missing.join(", ")}; the others are read. Check the names of the fields`;
  return [{ reason, line: 1, column: 1, unread: "nothing" }];
}

/** Without the last line where it may be cut off: that may cut a character in two. */
function wholeLines(head: Uint8Array): Uint8Array {
  const end = head.lastIndexOf(10);
  // In UTF-16 the line feed has a second byte, before or behind it.
  return head.length < HEAD || end < 0 ? head : head.subarray(0, (end + 2) & ~1);
}

/** Whether the head of a file tells its encoding: by a mark, or by a character above ASCII. */
function isSettled(head: Uint8Array, codec: Codec, mark: number): boolean {
  return mark > 0 || codec !== utf8 || utf8.decode(head).length !== head.length;
}
