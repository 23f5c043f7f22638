import { MOST_BYTES } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { lineEnd, stretchesOf } from "../stream/stretches.js";
import type { CutKind, LineStart, PartStart } from "./part.js";

/** A stretch that reading would give as one segment, cut but not read. */
export interface Skimmed {
  readonly bytes: Uint8Array;
  /** What reading on from its beginning takes; undefined where that is impossible. */
  readonly start?: PartStart;
}

/** Goes through a file of this kind as reading it would, and parses nothing. It ends where there is nothing to cut. */
export async function* skim(
  kind: CutKind,
  reader: ByteReader,
  fields: readonly string[] | undefined,
): AsyncGenerator<Skimmed> {
  if (kind === "warc") yield* skimRecords(reader);
  else if (kind === "jsonl") yield* skimLines(reader);
  else if (kind === "json") yield* skimList(reader);
  else yield* skimRows(reader, kind, fields);
}

const FIRST: LineStart = { line: 1, items: 0 };

async function* skimRecords(reader: ByteReader): AsyncGenerator<Skimmed> {
  const { warcPieces } = await import("../warc/pieces.js");
  for await (const { bytes, isFirst, line, item, problem } of warcPieces(reader, FIRST)) {
    if (problem !== undefined) return;
    yield isFirst ? { bytes, start: { kind: "warc", isPacked: false, line, items: item - 1 } } : { bytes };
  }
}

async function* skimLines(reader: ByteReader): AsyncGenerator<Skimmed> {
  const first: PartStart = { kind: "jsonl", isPacked: false, ...FIRST };
  let { line, items } = FIRST;
  let isMarked = reader.buffered[0] === 0xef && reader.buffered[1] === 0xbb && reader.buffered[2] === 0xbf;
  if (isMarked) yield { bytes: reader.take(3), start: first };
  for await (const { bytes } of stretchesOf(reader, utf8, lineEnd, MOST_BYTES)) {
    yield isMarked ? { bytes } : { bytes, start: { ...first, line, items } };
    isMarked = false;
    line += 1;
    if (!isSpace(bytes)) items += 1;
  }
}

async function* skimList(reader: ByteReader): AsyncGenerator<Skimmed> {
  const { listStretches } = await import("../json/list-elements.js");
  const { lineStart } = await import("../places.js");
  const mark = reader.buffered[0] === 0xef ? 3 : 0;
  const first: PartStart = { kind: "json", isPacked: false, ...FIRST };
  if (mark > 0) yield { bytes: reader.take(mark), start: first };
  let isClosed = false;
  for await (const { source, place, kind, item } of listStretches(reader, lineStart(1, mark), 0)) {
    const { bytes } = source;
    isClosed ||= kind === "closing";
    if (kind === "opening" && mark === 0) yield { bytes, start: first };
    else if (kind === "element" && item > 1 && !isClosed)
      yield { bytes, start: { ...first, ...place, items: item - 1 } };
    else yield { bytes };
  }
}

async function* skimRows(
  reader: ByteReader,
  kind: "csv" | "tsv",
  fields: readonly string[] | undefined,
): AsyncGenerator<Skimmed> {
  const { rowsOf, startBehind, startOf, styleOf } = await import("../csv/rows.js");
  const style = await styleOf(reader, kind === "tsv");
  let table = startOf(style);
  if (table === undefined) return;
  let start: PartStart = { kind, isPacked: false, ...FIRST, table };
  if (style.mark > 0) yield { bytes: reader.take(style.mark), start };
  for await (const row of rowsOf(reader, style, fields, FIRST)) {
    if (typeof row.table === "string") return;
    yield row.isHead && style.mark > 0 ? { bytes: row.bytes } : { bytes: row.bytes, start };
    table = startBehind(table, row);
    start = { kind, isPacked: false, line: row.nextLine, items: row.item, table };
  }
}

function isSpace(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}
