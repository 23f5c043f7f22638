import type { Encodable } from "../layers/layer.js";
import { bufferOf, type Codec } from "./codec.js";
import { detectEncoding } from "./detect.js";
import { damagedAt, utf8 } from "./utf8.js";

/** A stretch of a file as text, with the way back to its bytes. */
export interface SourceText {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly codec: Codec;
  /** Bytes before the text: a byte order mark. */
  readonly mark: number;
  readonly encodable: Encodable;
}

/** The most bytes that one text may have: V8 holds strings of up to 2^29 - 24 characters. */
export const MOST_BYTES = 400_000_000;

/** Text of bytes in a known encoding. */
export function sourceText(bytes: Uint8Array, codec: Codec, mark = 0): SourceText {
  const text = codec.decode(mark > 0 ? bytes.subarray(mark) : bytes);
  return { bytes, text, codec, mark, encodable: (more) => codec.encode(more) !== undefined };
}

/** Text of bytes whose encoding must be found out, or why it cannot be read and written back. */
export function readSource(bytes: Uint8Array, declared?: string): SourceText | { readonly reason: string } {
  if (bytes.length > MOST_BYTES) {
    return { reason: `${Math.ceil(bytes.length / 1e6)} MB are too many for one text (at most ${MOST_BYTES / 1e6})` };
  }
  const found = detectEncoding(bytes, declared);
  if (found === undefined) return { reason: `the encoding "${declared}" is not known. Convert the file to UTF-8` };
  const source = sourceText(bytes, found.codec, found.mark);
  if (found.codec.byteLength(source.text) !== bytes.length - found.mark || !leadsBack(source)) {
    return { reason: `the bytes are not all ${found.codec.name}, and could not be written back. Convert it to UTF-8` };
  }
  return source;
}

/** UTF-8, UTF-16 and the single-byte tables lead back by construction; the East Asian encodings may not. */
function leadsBack({ bytes, text, codec, mark }: SourceText): boolean {
  if (codec === utf8 || codec.byteLength(text) === 2 * text.length || codec.byteLength(text) === text.length) {
    return true;
  }
  const encoded = codec.encode(text);
  return encoded !== undefined && bufferOf(encoded).equals(bytes.subarray(mark));
}

/** Why a stretch of text cannot be judged: damaged bytes or NULs in it; undefined for sound text. */
export function damageOf(text: string, codec: Codec): Damage | undefined {
  const nul = text.indexOf("\0");
  if (nul >= 0) return { at: nul, isNul: true, reason: "a NUL character, so this is no text" };
  const at = codec === utf8 ? damagedAt(text) : -1;
  if (at < 0) return undefined;
  const byte = (text.charCodeAt(at) & 0xff).toString(16).toUpperCase();
  const reason = `invalid UTF-8 (byte 0x${byte}). Convert the text to UTF-8, if it is in another encoding`;
  return { at, isNul: false, reason };
}

export interface Damage {
  readonly at: number;
  readonly isNul: boolean;
  readonly reason: string;
}
