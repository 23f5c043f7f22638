import { constants } from "node:buffer";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";
import { shownName } from "../../reports/names.js";
import { otherEncoding, utf16Order } from "../encoding.js";
import { Failure, systemCode } from "../failure.js";
import { refuseDirectoryAsInput } from "../input.js";

/** Bytes that tell a packed or foreign file from text. */
const HEAD = 512;

/**
 * The bytes of a file, or of standard input ("-"), unpacked when they are gzip, and UTF-16 as UTF-8; memory does not grow
 * with them.
 * @throws Failure that says why they cannot be read (further); also for text in another encoding.
 */
export async function* articleBytes(source: string): AsyncGenerator<Buffer> {
  const name = shownName(source);
  if (source === "-") refuseDirectoryAsInput();
  const stream = source === "-" ? process.stdin : createReadStream(source);
  try {
    const { head, rest } = await split(stream);
    if (!isGzip(head)) yield* refusingOthers(name, head, rest);
    else yield* refusingOthers(name, Buffer.alloc(0), gunzipped(head, rest));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${name}: ${problem(error)}`);
  } finally {
    if (stream !== process.stdin) stream.destroy();
  }
}

/** All of a file's bytes. @throws Failure when they would not fit a text. */
export async function allBytes(bytes: AsyncIterable<Buffer>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > constants.MAX_STRING_LENGTH) {
      const most = Math.floor(constants.MAX_STRING_LENGTH / 1e6);
      throw new Failure(`${name}: is too large to be read as one (at most ${most} MB). Give its articles as JSONL.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function split(stream: AsyncIterable<Buffer>): Promise<{ head: Buffer; rest: AsyncIterator<Buffer> }> {
  const rest = stream[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEAD) {
    const next = await rest.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, rest };
}

async function* refusingOthers(name: string, first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for (let chunk = first; ; ) {
    if (isFirst && chunk.length > 0) {
      isFirst = false;
      decoder = wideDecoder(chunk);
      if (decoder === undefined) refuseOther(name, chunk);
    }
    const text = decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
    if (text.length > 0) yield text;
    const next = await rest.next();
    if (next.done) return;
    chunk = next.value;
  }
}

/** For UTF-16, by its mark or its looks: it is read as UTF-8, whatever kind of file it is. */
function wideDecoder(head: Buffer): TextDecoder | undefined {
  const wide = utf16Order(head);
  return wide === undefined ? undefined : new TextDecoder(`utf-16${wide}`);
}

function refuseOther(name: string, head: Buffer): void {
  const other = otherEncoding(head);
  // The advice is that of the verbs which repair.
  if (other !== undefined)
    throw new Failure(`${name}: ${other.replace("unspin repair -", "unspin reference add DB -")}`);
  if (head.subarray(0, 15).equals(Buffer.from("SQLite format 3"))) {
    throw new Failure(`${name}: is an SQLite file, and articles are read from text, JSON or CSV. Name other files.`);
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function gunzipped(head: Buffer, rest: AsyncIterator<Buffer>): AsyncIterator<Buffer> {
  const gunzip = createGunzip();
  const packed = Readable.from(joined(head, rest));
  packed.once("error", (error) => gunzip.destroy(error));
  return (packed.pipe(gunzip) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function problem(error: unknown): string {
  const code = systemCode(error);
  if (code === "Z_BUF_ERROR") return "its gzip data breaks off. The file is incomplete; fetch it again.";
  if (code?.startsWith("Z_")) return "its gzip data is damaged. Fetch the file again.";
  if (code === "ENOENT" || code === "ENOTDIR") {
    return "no such file. Check the path; a pattern such as *.txt that matches nothing stays as it is.";
  }
  if (code === "EACCES" || code === "EPERM") {
    return "may not be read (no permission). Change its permissions, or run as a user who may read it.";
  }
  if (code === "ELOOP") return "is a link that leads back to itself. Name the file that it should lead to.";
  return `could not be read (${error instanceof Error ? error.message : String(error)}).`;
}
