import { isUtf8 } from "node:buffer";
import type { Segment } from "../document.js";
import { cautiousSource } from "../encoding/caution.js";
import type { Codec } from "../encoding/codec.js";
import { declaredInXml } from "../encoding/declared.js";
import { detectEncoding, looksWestern } from "../encoding/detect.js";
import { legacyCodec } from "../encoding/legacy.js";
import { MOST_BYTES, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { lineStart, placeBehind } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { giveUp, rawRest } from "../stream/raw.js";
import { stretchesOf } from "../stream/stretches.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { FEED_START, type FeedState, type ParsedStretch, parseFeedStretch } from "./feed.js";
import { ItemEnds } from "./item-ends.js";

/** What is looked at to find out how a feed is written. */
const HEAD = 64 << 10;

/** Whether a feed can be read item by item: one byte is one unit of markup in it, and no document type has an inside. */
export function isCuttable(head: Uint8Array): boolean {
  const found = detectEncoding(head, declaredInXml(head));
  const start = Buffer.from(head).toString("latin1");
  if (found === undefined || /<!DOCTYPE[^>]*\[/.test(start)) return false;
  return found.codec === utf8 || found.codec.byteLength("\u4e00") === 1;
}

/**
 * Reads a long feed item by item, one segment each. Each is well-formed with what comes before; what is not costs all that
 * follows, which stays as it is.
 */
export async function* feedSegments(reader: ByteReader, fields?: readonly string[]): AsyncGenerator<Segment> {
  await reader.fill(HEAD);
  const head = reader.buffered.subarray(0, HEAD);
  const declared = declaredInXml(head);
  const { codec: first, mark } = detectEncoding(head, declared)!;
  const encoding = new Encoding(first, head);
  if (mark > 0) yield rawSegment(reader.take(mark));
  const ends = new ItemEnds();
  let state: FeedState = FEED_START;
  let place = lineStart(1, mark);
  for await (const { bytes } of stretchesOf(reader, utf8, (view, at) => ends.next(view, at), MOST_BYTES)) {
    const source = cautiousSource(sourceText(bytes, encoding.of(bytes)), "feed", declared);
    const from = state;
    const read: ParsedStretch = parseFeedStretch(source, from, fields);
    if (read.next === undefined) {
      yield rawSegment(bytes, read.parsed.failures);
      yield* rawRest(reader);
      return;
    }
    yield textSegment(
      source,
      (again) => (again === source ? read : parseFeedStretch(again, from, fields)).parsed,
      place,
    );
    state = read.next;
    place = placeBehind(source, place);
  }
  const isOpen = state.xml.open.at(-1);
  if (reader.buffered.length === 0 && isOpen !== undefined) {
    const reason = `not well-formed XML: the file ends before <${isOpen}> is closed`;
    yield rawSegment(new Uint8Array(), [{ reason, ...state.place, unread: "rest" }]);
  }
  yield* giveUp(reader, "the item", state.place.line, state.items + 1);
}

/** What claims to be UTF-8, or nothing, shows with its first character above ASCII what it is. */
class Encoding {
  #settled: Codec | undefined;

  constructor(first: Codec, head: Uint8Array) {
    if (first !== utf8 || !isAscii(head)) this.#settled = first;
  }

  of(bytes: Uint8Array): Codec {
    if (this.#settled === undefined && !isAscii(bytes)) {
      this.#settled = !isUtf8(bytes) && looksWestern(bytes) ? legacyCodec("windows-1252")! : utf8;
    }
    return this.#settled ?? utf8;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte < 0x80);
}
