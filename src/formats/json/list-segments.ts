import type { Segment } from "../document.js";
import { MOST_BYTES, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { lineStart, placeBehind } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp } from "../stream/raw.js";
import { stretchesOf } from "../stream/stretches.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { ElementEnds } from "./element-ends.js";
import { parseJson } from "./parse.js";
import { recordPlan } from "./record.js";

/**
 * Reads a long JSON list element by element, one segment each, without knowing that its end is well-formed: an element
 * that is malformed costs itself, where the brackets do not pair up all that follows.
 */
export async function* jsonListSegments(reader: ByteReader, fields?: readonly string[]): AsyncGenerator<Segment> {
  const mark = reader.buffered[0] === 0xef ? 3 : 0;
  if (mark > 0) yield rawSegment(reader.take(mark));
  const plan = recordPlan(fields);
  const ends = new ElementEnds();
  let place = lineStart(1, mark);
  let [item, isClosed] = [0, false];
  for await (const { bytes } of stretchesOf(reader, utf8, (view, at) => ends.next(view, at), MOST_BYTES)) {
    const source = sourceText(bytes, utf8);
    const { line } = place;
    const before = /^[\s,]*/.exec(source.text)![0];
    const isOpening = item === 0 && /^\s*\[$/.test(source.text);
    const isClosing = /^\s*\]\s*$/.test(source.text);
    isClosed ||= isClosing;
    if (isOpening || isClosing) {
      yield rawSegment(bytes);
    } else if (before.split(",").length - 1 !== Math.min(item, 1)) {
      item += 1;
      const reason = "malformed JSON: there must be one comma between two elements";
      yield rawSegment(bytes, [{ reason, line, column: 1, item, unread: "document" }]);
    } else {
      item += 1;
      const layout = { plan, firstLine: line, firstItem: item, facts: {}, from: before.length };
      yield textSegment(source, (again) => parseJson(again, layout), place);
    }
    place = placeBehind(source, place);
  }
  if (!isClosed && reader.buffered.length === 0) {
    const reason = "malformed JSON: the file ends before the list is closed";
    yield rawSegment(new Uint8Array(), [{ reason, line: place.line, column: 1, unread: "rest" }]);
  }
  yield* giveUp(reader, "the element", place.line, item + 1);
}
