import { constants } from "node:buffer";
import { createReadStream } from "node:fs";
import { type Kind, kindOfBytes, readDocuments, type Segment } from "../formats/index.js";
import { rawSegment } from "../formats/text-segment.js";
import { shownName } from "../reports/names.js";
import { utf16Order } from "./encoding.js";
import { Failure } from "./failure.js";
import { decodeText, readProblem, refuseDirectoryAsInput, tooLarge } from "./input.js";

/** How files are to be read. */
export interface Reading {
  /** What standard input holds. */
  readonly inputFormat?: Kind | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** Bytes that are read at a time, and those that a file's kind is told by. */
const CHUNK = 256 << 10;
const HEAD = 64 << 10;

/**
 * The segments of a file, or of standard input ("-"). Only a plain text is held as a whole; it must be UTF-8 or UTF-16,
 * where what is wrong with it can be said exactly.
 * @throws Failure for what cannot be read at all.
 */
export async function* readSegments(source: string, { inputFormat, fields }: Reading): AsyncGenerator<Segment> {
  const { head, chunks } = await headOf(bytesOf(source));
  const name = source === "-" ? undefined : source;
  const given = source === "-" ? inputFormat : undefined;
  const found = kindOfBytes(name, head);
  if (found !== "gzip" && (given ?? found) === "text") {
    yield await plainText(await joined(chunks, source), source);
    return;
  }
  yield* readDocuments(chunks, {
    ...(name !== undefined && { name }),
    ...(given !== undefined && { kind: given }),
    ...(fields !== undefined && { fields }),
  });
}

/** The bytes of a source as they come. @throws Failure */
async function* bytesOf(source: string): AsyncGenerator<Buffer> {
  if (source === "-") refuseDirectoryAsInput();
  const stream = source === "-" ? process.stdin : createReadStream(source, { highWaterMark: CHUNK });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw new Failure(`${shownName(source)}: ${readProblem(error, source, "document")}`);
  }
}

/** The first bytes of a source, and all of it. */
async function headOf(
  source: AsyncGenerator<Buffer>,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncGenerator<Buffer> }> {
  const first: Buffer[] = [];
  let length = 0;
  while (length < HEAD) {
    const next = await source.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* first;
      first.length = 0;
      yield* source;
    } finally {
      await source.return(undefined);
    }
  }
  return { head: Buffer.concat(first), chunks: chunks() };
}

async function joined(chunks: AsyncIterable<Buffer>, source: string): Promise<Buffer> {
  const all: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
    if (length > constants.MAX_STRING_LENGTH) {
      throw new Failure(`${shownName(source)}: ${tooLarge(`more than ${Math.floor(length / 1e6)} MB`)}`);
    }
  }
  return Buffer.concat(all);
}

async function plainText(bytes: Buffer, source: string): Promise<Segment> {
  if (utf16Order(bytes) === undefined) decodeText(bytes, shownName(source));
  for await (const segment of readDocuments(bytes, { kind: "text" })) return segment;
  return { ...rawSegment(bytes), documents: [{ text: "", fields: [], place: { line: 1 } }], locate: () => [[]] };
}
