import { isAscii } from "node:buffer";
import type { Codec } from "../encoding/codec.js";
import { detectEncoding, looksWestern } from "../encoding/detect.js";
import { legacyCodec } from "../encoding/legacy.js";
import { MOST_BYTES, type SourceText, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { utf16be, utf16le } from "../encoding/utf16.js";
import { countLineFeeds } from "../lines.js";
import type { LineStart, TableStart } from "../parts/part.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { stretchesOf } from "../stream/stretches.js";
import { type Dialect, dialectOf } from "./dialect.js";
import { type Table, tableOf } from "./parse.js";
import { RecordEnds } from "./records.js";

/** How a table is written, as its beginning tells. */
export interface TableStyle {
  readonly dialect: Dialect;
  /** What the beginning is written in, and whether all the rest must be, too: ASCII tells nothing. */
  readonly codec: Codec;
  readonly isSettled: boolean;
  /** Bytes of byte order mark. */
  readonly mark: number;
  /** The head row, where reading begins behind it. */
  readonly head?: string;
}

/** A row, cut but not read; the first one names the columns. */
export interface Row {
  readonly bytes: Uint8Array;
  readonly line: number;
  /** Its number among the records that are not blank; that of the record before where it is blank, 0 for the head. */
  readonly item: number;
  readonly source: SourceText;
  /** What the head row says, or what is wrong with it. */
  readonly table: Table | string;
  readonly isHead: boolean;
  readonly nextLine: number;
  /** Whether the encoding is certain from here on. */
  readonly isSettled: boolean;
}

/** What is looked at to find out how a table is written. */
const HEAD = 256 << 10;

export async function styleOf(reader: ByteReader, tabs: boolean): Promise<TableStyle> {
  await reader.fill(HEAD);
  const sample = wholeLines(reader.buffered.subarray(0, HEAD));
  const { codec, mark } = detectEncoding(sample)!;
  const dialect = dialectOf(codec.decode(sample.subarray(mark)), tabs);
  return { dialect, codec, isSettled: mark > 0 || !isPlain(sample, codec), mark };
}

/** The style that reading from the middle begins with, and back. */
export function styleAt({ dialect, codec, mark, head }: TableStart): TableStyle {
  const known = codec === "windows-1252" ? legacyCodec(codec)! : utf8;
  return { dialect, codec: known, isSettled: codec !== null, mark, ...(head !== null && { head }) };
}

/** Undefined for what cannot be read from the middle: UTF-16, and lines that end as they did on old machines. */
export function startOf({ dialect, codec, mark, isSettled }: TableStyle): TableStart | undefined {
  if (codec === utf16le || codec === utf16be || dialect.lineEnd === "\r") return undefined;
  return { dialect, codec: isSettled ? nameOf(codec) : null, mark, head: null };
}

/** The place behind a row. */
export function startBehind(start: TableStart, { isHead, source, isSettled }: Row): TableStart {
  const head = isHead ? source.text : start.head;
  return { ...start, mark: 0, head, codec: isSettled ? nameOf(source.codec) : null };
}

function nameOf(codec: Codec): "UTF-8" | "windows-1252" {
  return codec === utf8 ? "UTF-8" : "windows-1252";
}

/** Cuts a table, whose mark has been taken, into rows. */
export async function* rowsOf(
  reader: ByteReader,
  style: TableStyle,
  fields: readonly string[] | undefined,
  { line: first, items }: LineStart,
): AsyncGenerator<Row> {
  const { dialect, head } = style;
  const ends = new RecordEnds(dialect);
  let codec: Codec | undefined = style.isSettled ? style.codec : undefined;
  let table = head === undefined ? undefined : tableOf(head, dialect, fields);
  let [line, item] = [first, items];
  for await (const { bytes, view } of stretchesOf(reader, style.codec, (from, at) => ends.next(from, at), MOST_BYTES)) {
    if (codec === undefined && !isAscii(bytes)) codec = looksWestern(bytes) ? legacyCodec("windows-1252")! : utf8;
    const source = sourceText(bytes, codec ?? utf8);
    const isHead = table === undefined;
    table ??= tableOf(source.text, dialect, fields);
    if (!isHead && typeof table !== "string" && !isBlank(source, table)) item += 1;
    const nextLine = line + countLineFeeds(view);
    yield { bytes, line, item, source, table, isHead, nextLine, isSettled: codec !== undefined };
    line = nextLine;
  }
}

function isBlank({ text }: SourceText, { columns }: Table): boolean {
  return columns > 1 && text.trim() === "";
}

function isPlain(sample: Uint8Array, codec: Codec): boolean {
  return codec === utf8 && utf8.decode(sample).length === sample.length;
}

/** Without the last line where it may be cut off: that may cut a character in two. */
function wholeLines(head: Uint8Array): Uint8Array {
  const end = head.lastIndexOf(10);
  // In UTF-16 the line feed has a second byte, before or behind it.
  return head.length < HEAD || end < 0 ? head : head.subarray(0, (end + 2) & ~1);
}
