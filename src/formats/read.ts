import type { Parse } from "./bound.js";
import type { DocumentPlace, Segment } from "./document.js";
import { cautiousSource } from "./encoding/caution.js";
import { bufferOf } from "./encoding/codec.js";
import { declaredInHtml, declaredInXml } from "./encoding/declared.js";
import { detectEncoding } from "./encoding/detect.js";
import { MOST_BYTES, readSource } from "./encoding/source-text.js";
import { utf8 } from "./encoding/utf8.js";
import { utf16be, utf16le } from "./encoding/utf16.js";
import { foreignFile } from "./foreign.js";
import { headerLength } from "./gzip/member.js";
import { gzipSegments } from "./gzip/segments.js";
import { type Kind, kindOf } from "./kind.js";
import type { CutKind, Part } from "./parts/part.js";
import { ByteReader } from "./stream/byte-reader.js";
import { rawRest } from "./stream/raw.js";
import { rawSegment, textSegment } from "./text-segment.js";

export interface ReadOptions {
  /** The file's name: its extension tells the kind, where it can. */
  readonly name?: string;
  /** The kind, where it is known better; packed with gzip or not is found out all the same. */
  readonly kind?: Kind;
  /**
   * The fields that make up a document, in their order, instead of the usual ones: elements of an item
   * (`media:description`), keys of a record (`data.body`, `items[].text`), columns of a table. Not for pages and texts.
   */
  readonly fields?: readonly string[];
  /** The source is a part of a file, as `cutParts` found it. */
  readonly part?: Part;
}

/**
 * Reads a file piece by piece. What cannot be read comes as failures of its segment, never as an exception; errors of
 * the source itself pass through. JSON Lines, tables and WARC files take no more memory than their largest record,
 * feeds no more than 4 MB or that, lists in JSON no more than 64 MB or that, other kinds as much as the file.
 */
export async function* readDocuments(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | Uint8Array,
  options: ReadOptions = {},
): AsyncGenerator<Segment> {
  const reader = new ByteReader(source instanceof Uint8Array ? [source] : source);
  try {
    if (options.part !== undefined) {
      yield* partSegments(reader, options.part, options.fields);
      return;
    }
    await reader.fill(HEAD);
    if (headerLength(reader.buffered) > 0) {
      yield* gzipSegments(pulled(reader), async function* (plain) {
        await plain.fill(HEAD);
        yield* plainSegments(plain, options);
      });
    } else {
      yield* plainSegments(reader, options);
    }
  } finally {
    await reader.close();
  }
}

/** What is looked at to find out the kind. */
export const HEAD = 64 << 10;

/** The kind of what a reader begins with, where files of it can be read from the middle. */
export async function cutKind(reader: ByteReader, { name, kind: given }: ReadOptions): Promise<CutKind | undefined> {
  const head = reader.buffered.subarray(0, HEAD);
  if (foreignFile(head) !== undefined) return undefined;
  const kind = given ?? kindOf(name, headText(head));
  if (kind === "warc" || kind === "csv" || kind === "tsv") return kind;
  if (kind === "json" && (await isLongList(reader))) return kind;
  if (kind !== "jsonl") return undefined;
  const { codec } = detectEncoding(head.subarray(0, 512))!;
  return codec === utf16le || codec === utf16be ? undefined : kind;
}

async function* partSegments(
  reader: ByteReader,
  part: Part,
  fields: readonly string[] | undefined,
): AsyncGenerator<Segment> {
  if (!part.start.isPacked) yield* plainPart(reader, part, fields);
  else yield* gzipSegments(pulled(reader), (plain) => plainPart(plain, part, fields), part.start.line > 1);
}

async function* plainPart(
  reader: ByteReader,
  part: Part,
  fields: readonly string[] | undefined,
): AsyncGenerator<Segment> {
  const { start } = part;
  switch (start.kind) {
    case "jsonl":
      return yield* (await import("./json/line-segments.js")).jsonLineSegments(reader, fields, start);
    case "json":
      return yield* (await import("./json/list-segments.js")).jsonListSegments(reader, fields, part);
    case "warc":
      return yield* (await import("./warc/segments.js")).warcSegments(reader, start);
    default:
      return yield* (await import("./csv/segments.js")).csvSegments(reader, start.kind === "tsv", fields, start);
  }
}

/** What is left of a reader, as a source. */
export async function* pulled(reader: ByteReader): AsyncGenerator<Uint8Array> {
  do {
    if (reader.buffered.length > 0) yield reader.take(reader.buffered.length);
  } while (await reader.more());
}

async function* plainSegments(reader: ByteReader, options: ReadOptions): AsyncGenerator<Segment> {
  const head = reader.buffered.subarray(0, HEAD);
  const foreign = foreignFile(head);
  if (foreign !== undefined) {
    yield rawSegment(reader.take(reader.buffered.length), [{ reason: foreign, unread: "file" }]);
    yield* rawRest(reader);
    return;
  }
  const kind = options.kind ?? kindOf(options.name, headText(head));
  yield* segmentsOf(kind, reader, options.fields);
}

/** The room of the kind that a file is gets loaded, and no other. */
async function* segmentsOf(
  kind: Kind,
  reader: ByteReader,
  fields: readonly string[] | undefined,
): AsyncGenerator<Segment> {
  if (kind === "json" && (await isLongList(reader))) {
    yield* (await import("./json/list-segments.js")).jsonListSegments(reader, fields);
  } else if (kind === "feed" && (await isLongFeed(reader))) {
    yield* (await import("./xml/feed-segments.js")).feedSegments(reader, fields);
  } else if (kind === "jsonl") {
    yield* (await import("./json/line-segments.js")).jsonLineSegments(reader, fields);
  } else if (kind === "csv" || kind === "tsv") {
    yield* (await import("./csv/segments.js")).csvSegments(reader, kind === "tsv", fields);
  } else if (kind === "warc") {
    yield* (await import("./warc/segments.js")).warcSegments(reader);
  } else {
    yield* wholeFile(reader, kind, fields);
  }
}

/** Lists that are longer than this are read element by element. */
const MOST_LISTED = 64 << 20;

async function isLongList(reader: ByteReader): Promise<boolean> {
  const start = reader.buffered.subarray(0, 512);
  const { codec } = detectEncoding(start)!;
  if (codec !== utf8 || !/^(\xef\xbb\xbf)?\s*\[/.test(bufferOf(start).toString("latin1"))) return false;
  await reader.fill(MOST_LISTED + 1);
  return reader.buffered.length > MOST_LISTED;
}

/** What a file is by its name and its first 64 KB: a kind, or packed with gzip, whatever is in it. */
export function kindOfBytes(name: string | undefined, head: Uint8Array): Kind | "gzip" {
  return headerLength(head) > 0 ? "gzip" : kindOf(name, headText(head.subarray(0, HEAD)));
}

/** Feeds that are longer than this are read item by item. */
const MOST_IN_FEED = 4 << 20;

async function isLongFeed(reader: ByteReader): Promise<boolean> {
  await reader.fill(MOST_IN_FEED + 1);
  if (reader.buffered.length <= MOST_IN_FEED) return false;
  return (await import("./xml/feed-segments.js")).isCuttable(reader.buffered.subarray(0, HEAD));
}

function headText(head: Uint8Array): string {
  const found = detectEncoding(head);
  return found === undefined ? "" : found.codec.decode(head.subarray(found.mark));
}

async function* wholeFile(
  reader: ByteReader,
  kind: WholeKind,
  fields: readonly string[] | undefined,
): AsyncGenerator<Segment> {
  const bytes = await reader.rest(MOST_BYTES);
  if (bytes === undefined) {
    const reason = `more than ${MOST_BYTES / 1e6} MB are too many for a file of this kind. Split it, or make it JSON Lines`;
    yield rawSegment(reader.take(HEAD), [{ reason, unread: "file" }]);
    yield* rawRest(reader);
    return;
  }
  if (bytes.length === 0) return;
  const declared = declaredEncoding(kind, bytes);
  const source = readSource(bytes, declared);
  if ("reason" in source) yield rawSegment(bytes, [{ reason: source.reason, unread: "file" }]);
  else if (kind !== "feed" && kind !== "html") yield textSegment(source, await parserOf(kind, fields));
  else yield textSegment(cautiousSource(source, kind, declared), await parserOf(kind, fields));
}

type WholeKind = Exclude<Kind, "jsonl" | "csv" | "tsv" | "warc">;

function declaredEncoding(kind: WholeKind, bytes: Uint8Array): string | undefined {
  if (kind === "feed") return declaredInXml(bytes);
  return kind === "html" ? declaredInHtml(bytes) : undefined;
}

async function parserOf(kind: WholeKind, fields: readonly string[] | undefined): Promise<Parse> {
  switch (kind) {
    case "feed": {
      const { parseFeed } = await import("./xml/feed.js");
      return (source) => parseFeed(source, fields);
    }
    case "json": {
      const { parseJsonFile } = await import("./json/file.js");
      return (source) => parseJsonFile(source, fields);
    }
    case "html": {
      const { parsePage } = await import("./html/page.js");
      return (source) => parsePage(source);
    }
    case "markdown":
      return (await import("./markdown/parse.js")).parseMarkdown;
    case "text": {
      const { parseText } = await import("./text.js");
      return (source) => parseText(source, {}, START);
    }
  }
}

const START: DocumentPlace = { line: 1 };

/** All segments of bytes that are in memory. */
export async function readAll(bytes: Uint8Array, options: ReadOptions = {}): Promise<Segment[]> {
  const segments: Segment[] = [];
  for await (const segment of readDocuments(bufferOf(bytes), options)) segments.push(segment);
  return segments;
}
