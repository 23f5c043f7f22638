import { isUtf8 } from "node:buffer";
import { bufferOf, type Codec } from "./codec.js";

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Bytes that are no UTF-8 decode to the lone surrogates U+DC80..U+DCFF, one each, so that the text leads back to the
 * same bytes (as Python's "surrogateescape" does, PEP 383). No valid UTF-8 decodes to a surrogate.
 */
export const utf8: Codec = {
  name: "UTF-8",
  decode: (bytes) => (isUtf8(bytes) ? bufferOf(bytes).toString("utf8") : decodeDamaged(bufferOf(bytes))),
  encode: (text) => (LONE_SURROGATE.test(text) ? undefined : Buffer.from(text, "utf8")),
  // A lone surrogate would be written as the three bytes of U+FFFD; here it stands for one.
  byteLength: (text) => Buffer.byteLength(text) - (LONE_SURROGATE.test(text) ? 2 * loneSurrogates(text) : 0),
};

/** Offset of the first character that stands for a byte which is no UTF-8, or -1. */
export function damagedAt(text: string): number {
  return text.search(LONE_SURROGATE);
}

function loneSurrogates(text: string): number {
  return text.match(/\p{Surrogate}/gu)?.length ?? 0;
}

function decodeDamaged(bytes: Buffer): string {
  const pieces: string[] = [];
  let good = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    pieces.push(bytes.toString("utf8", good, at), String.fromCharCode(0xdc00 + bytes[at]!));
    at += 1;
    good = at;
  }
  pieces.push(bytes.toString("utf8", good));
  return pieces.join("");
}

/** Bytes of the well-formed sequence at `at` (RFC 3629), or 0. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return 0;
  }
  const second = bytes[at + 1]!;
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const surrogate = lead === 0xed && second > 0x9f;
  const tooLarge = lead === 0xf4 && second > 0x8f;
  return overlong || surrogate || tooLarge ? 0 : length;
}
