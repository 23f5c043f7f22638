import type { Segment } from "../document.js";
import { detectEncoding } from "../encoding/detect.js";
import { MOST_BYTES, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { utf16be, utf16le } from "../encoding/utf16.js";
import type { LineStart } from "../parts/part.js";
import { lineStart } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp } from "../stream/raw.js";
import { lineEnd, stretchesOf } from "../stream/stretches.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { parseJson } from "./parse.js";
import { recordPlan } from "./record.js";

/**
 * Reads JSON Lines, one segment for each line. JSON is UTF-8 (or UTF-16 with a mark): other bytes are damage.
 * @param start where the source begins in a file in UTF-8, when not at its start.
 */
export async function* jsonLineSegments(
  reader: ByteReader,
  fields?: readonly string[],
  start?: LineStart,
): AsyncGenerator<Segment> {
  await reader.fill(512);
  const detected = detectEncoding(reader.buffered.subarray(0, 512))!;
  const isWide = detected.codec === utf16le || detected.codec === utf16be;
  // Files that are cut are in UTF-8.
  const codec = isWide && start === undefined ? detected.codec : utf8;
  const mark = start === undefined || start.line === 1 ? detected.mark : 0;
  if (mark > 0) yield rawSegment(reader.take(mark));
  const plan = recordPlan(fields);
  let [line, item] = [start?.line ?? 1, start?.items ?? 0];
  for await (const { bytes, view } of stretchesOf(reader, codec, lineEnd, MOST_BYTES)) {
    if (view.every(isSpace)) {
      yield rawSegment(bytes);
    } else {
      item += 1;
      const layout = { plan, firstLine: line, firstItem: item, facts: {} };
      yield textSegment(sourceText(bytes, codec), (source) => parseJson(source, layout), lineStart(line, mark));
    }
    line += 1;
  }
  yield* giveUp(reader, "the line", line, item + 1);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
