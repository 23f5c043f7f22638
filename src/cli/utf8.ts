import { sequenceLength } from "../formats/encoding/utf8.js";

/**
 * Byte offset of the first sequence that is not UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF),
 * or -1 when there is none. Slow beside `buffer.isUtf8`; meant for the error message alone.
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return -1;
}

/** A place as people count: lines and columns from 1, columns in characters. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Where the byte at `offset` stands; the bytes before it must be UTF-8. */
export function lineColumnOfByte(bytes: Uint8Array, offset: number): LineColumn {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] !== 0x0a) continue;
    line += 1;
    lineStart = i + 1;
  }
  let column = 1;
  for (let i = lineStart; i < offset; i++) if ((bytes[i]! & 0xc0) !== 0x80) column += 1;
  return { line, column };
}
