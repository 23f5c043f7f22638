import type { ReadFailure, Segment } from "../document.js";
import type { PartStart } from "../parts/part.js";
import { lineStart } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp, rawRest } from "../stream/raw.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { parseRow, type Table } from "./parse.js";
import { rowsOf, styleAt, styleOf } from "./rows.js";

/**
 * Reads a table record by record, one segment each. The first row names the columns.
 * @param start the row before which the source begins, of a table that was cut.
 */
export async function* csvSegments(
  reader: ByteReader,
  tabs: boolean,
  fields?: readonly string[],
  start?: PartStart,
): AsyncGenerator<Segment> {
  const style = start?.table === undefined ? await styleOf(reader, tabs) : styleAt(start.table);
  const { mark } = style;
  await reader.fill(mark);
  if (mark > 0) yield rawSegment(reader.take(mark));
  let [line, item] = [1, 0];
  for await (const row of rowsOf(reader, style, fields, start ?? { line, items: item })) {
    const { bytes, source, table, isHead } = row;
    const at = { item: row.item, line: row.line };
    [line, item] = [row.nextLine, row.item];
    if (typeof table === "string") {
      yield rawSegment(bytes, [{ reason: table, line: 1, column: 1, unread: "file" }]);
      yield* rawRest(reader);
      return;
    }
    if (isHead) yield rawSegment(bytes, missingColumns(table));
    else yield textSegment(source, (again) => parseRow(again, table, at.item, at.line), lineStart(row.line, mark));
  }
  yield* giveUp(reader, "the row", line, item + 1);
}

function missingColumns({ missing }: Table): ReadFailure[] {
  if (missing.length === 0) return [];
  const reason = `no column has the name ${missing.join(", ")}; the others are read. Check the names of the fields`;
  return [{ reason, line: 1, column: 1, unread: "nothing" }];
}
