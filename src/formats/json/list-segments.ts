import type { Segment } from "../document.js";
import type { Part } from "../parts/part.js";
import { lineStart } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp } from "../stream/raw.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { type ListStretch, listStretches } from "./list-elements.js";
import { parseJson } from "./parse.js";
import { type RecordPlan, recordPlan } from "./record.js";

/**
 * Reads a long JSON list element by element, one segment each, without knowing that its end is well-formed: an element
 * that is malformed costs itself, where the brackets do not pair up all that follows.
 * @param part the part of the list that the source is, when it is not all of it.
 */
export async function* jsonListSegments(
  reader: ByteReader,
  fields?: readonly string[],
  part?: Part,
): AsyncGenerator<Segment> {
  await reader.fill(3);
  const { line = 1, items = 0, column, byteColumn } = part?.start ?? {};
  const mark = items === 0 && reader.buffered[0] === 0xef ? 3 : 0;
  if (mark > 0) yield rawSegment(reader.take(mark));
  const plan = recordPlan(fields);
  let place = column === undefined || byteColumn === undefined ? lineStart(1, mark) : { line, column, byteColumn };
  let [item, isClosed] = [items, false];
  for await (const stretch of listStretches(reader, place, items)) {
    place = stretch.next;
    item = stretch.item;
    isClosed ||= stretch.kind === "closing";
    yield stretch.kind === "element" ? elementSegment(stretch, plan) : rawSegment(stretch.source.bytes);
  }
  if (!isClosed && reader.buffered.length === 0 && part?.isLast !== false) {
    const reason = "malformed JSON: the file ends before the list is closed";
    yield rawSegment(new Uint8Array(), [{ reason, line: place.line, column: 1, unread: "rest" }]);
  }
  yield* giveUp(reader, "the element", place.line, item + 1);
}

function elementSegment({ source, item, place }: ListStretch, plan: RecordPlan): Segment {
  const before = /^[\s,]*/.exec(source.text)![0];
  if (before.split(",").length - 1 !== Math.min(item - 1, 1)) {
    const reason = "malformed JSON: there must be one comma between two elements";
    return rawSegment(source.bytes, [{ reason, line: place.line, column: 1, item, unread: "document" }]);
  }
  const layout = { plan, firstLine: place.line, firstItem: item, facts: {}, from: before.length };
  return textSegment(source, (again) => parseJson(again, layout), place);
}
