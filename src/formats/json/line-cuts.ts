import { detectEncoding } from "../encoding/detect.js";
import { MOST_BYTES } from "../encoding/source-text.js";

/** A place before a line of a JSON Lines file, where reading can begin. */
export interface LineStart {
  /** Number of the line, from 1. */
  readonly line: number;
  /** Records before it. */
  readonly items: number;
}

/** Such a place as whoever cuts the file into parts needs it. */
export interface LineCut extends LineStart {
  /** Segments before it. */
  readonly segments: number;
  /** Bytes before it. */
  readonly offset: number;
}

const LINE_FEED = 10;

/**
 * Places where a JSON Lines file in UTF-8 can be cut, each the first line that begins so many bytes behind the one
 * before. Neither the start nor the end of the file is among them. A line that is too long to be read ends the cutting.
 */
export async function* cutLines(source: AsyncIterable<Uint8Array>, every: number): AsyncGenerator<LineCut> {
  let [offset, line, items, segments] = [0, 1, 0, 0];
  let [lineStart, last, isBlank, isFirst] = [0, 0, true, true];
  for await (const chunk of source) {
    const mark = isFirst ? (detectEncoding(chunk.subarray(0, 512))?.mark ?? 0) : 0;
    if (mark > 0) segments += 1;
    isFirst = false;
    for (let at = mark; at < chunk.length; ) {
      const feed = chunk.indexOf(LINE_FEED, at);
      const end = feed < 0 ? chunk.length : feed;
      isBlank &&= isSpace(chunk, at, end);
      if (offset + end - lineStart > MOST_BYTES) return;
      at = end + 1;
      if (feed < 0) break;
      line += 1;
      segments += 1;
      if (!isBlank) items += 1;
      isBlank = true;
      lineStart = offset + at;
      if (lineStart - last < every) continue;
      last = lineStart;
      yield { offset: lineStart, line, items, segments };
    }
    offset += chunk.length;
  }
}

function isSpace(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
