import { gunzipSync } from "node:zlib";
import { MOST_BYTES } from "../encoding/source-text.js";
import { headerLength, packMember } from "../gzip/member.js";
import { type Head, headAt, headerValue, withHeaders } from "./headers.js";

/** The HTTP answer in a WARC record: its body as stored, and what the transfer and content encodings make of it. */
export interface HttpMessage {
  readonly head: Head;
  readonly contentType: string;
  readonly stored: Uint8Array;
  /** The stored body without its chunks. */
  readonly unchunked: Uint8Array;
  /** The page itself. */
  readonly body: Uint8Array;
  readonly chunked: boolean;
  readonly gzipped: boolean;
}

/** Reads a record's block; a string says why its body is left alone. */
export function httpMessage(block: Uint8Array): HttpMessage | string {
  const head = /^HTTP\//.test(Buffer.from(block.subarray(0, 5)).toString("latin1")) ? headAt(block, 0) : undefined;
  if (head === undefined) return "the record's block is no HTTP answer";
  const stored = block.subarray(head.length);
  // Many crawlers take the chunks and the packing away, and keep the headers that tell of them.
  const saysChunked = /\bchunked\b/i.test(headerValue(head, "Transfer-Encoding") ?? "");
  const joined = saysChunked ? joinedChunks(stored) : undefined;
  const unchunked = joined ?? stored;
  const encoding = (headerValue(head, "Content-Encoding") ?? "").trim().toLowerCase();
  const gzipped = /^(x-)?gzip$/.test(encoding) && headerLength(unchunked) > 0;
  const isOther = !["", "identity", "gzip", "x-gzip"].includes(encoding) && !looksLikeText(unchunked);
  if (isOther) return `the body is packed with "${encoding}", which is not unpacked. It stays as it is`;
  let body = unchunked;
  if (gzipped) {
    try {
      body = gunzipSync(unchunked, { maxOutputLength: MOST_BYTES });
    } catch (error) {
      return `the body's gzip data cannot be unpacked (${error instanceof Error ? error.message : String(error)})`;
    }
  }
  const contentType = headerValue(head, "Content-Type") ?? "";
  return { head, contentType, stored, unchunked, body, chunked: joined !== undefined, gzipped };
}

/** The stored body and the head of a message whose page has become another. */
export function rebuiltMessage(message: HttpMessage, body: Uint8Array): Omit<HttpMessage, "contentType"> {
  const { gzipped, chunked } = message;
  const header = message.unchunked.subarray(0, Math.max(0, headerLength(message.unchunked)));
  const unchunked = gzipped ? packMember(header, body) : body;
  const stored = chunked ? oneChunk(unchunked) : unchunked;
  const old = Number(headerValue(message.head, "Content-Length") ?? Number.NaN);
  // A length that was wrong before told of the body as it came over the wire.
  const renews = old === message.stored.length;
  const values = new Map(renews ? [["Content-Length", String(stored.length)]] : []);
  const text = withHeaders(message.head, values);
  return { head: { text, length: text.length }, stored, unchunked, body, chunked, gzipped };
}

function looksLikeText(bytes: Uint8Array): boolean {
  return /^\s*[<\w]/.test(Buffer.from(bytes.subarray(0, 64)).toString("latin1")) && !bytes.subarray(0, 512).includes(0);
}

/** The body that chunks make up; undefined when they are none (the crawler took them away), or trailers follow. */
function joinedChunks(bytes: Uint8Array): Uint8Array | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = buffer.subarray(at, at + 256).indexOf("\r\n");
    const size = /^([\da-f]{1,8})[ \t]*(;.*)?$/i.exec(lineEnd < 0 ? "" : buffer.toString("latin1", at, at + lineEnd));
    if (size === null) return undefined;
    const start = at + lineEnd + 2;
    const end = start + Number.parseInt(size[1]!, 16);
    if (buffer[end] !== 13 || buffer[end + 1] !== 10) return undefined;
    at = end + 2;
    if (end === start) return at === buffer.length ? Buffer.concat(pieces) : undefined;
    pieces.push(buffer.subarray(start, end));
  }
}

function oneChunk(body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]);
}
