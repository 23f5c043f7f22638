import type { Codec } from "../encoding/codec.js";
import { utf16be, utf16le } from "../encoding/utf16.js";
import type { ByteReader } from "./byte-reader.js";

/** Where the next stretch ends in a view of one byte a character, or -1 when more must follow. */
export type NextEnd = (view: Uint8Array, at: number) => number;

/** A stretch of a file, and the part of the view that it is cut by. */
export interface Stretch {
  readonly bytes: Uint8Array;
  readonly view: Uint8Array;
}

/**
 * Cuts a source into stretches that end where `nextEnd` says; the last one is what is left. Holds no more than one
 * stretch and what was read ahead. A stretch that grows beyond `most` bytes is given up: the caller takes what the
 * reader still has.
 */
export async function* stretchesOf(
  reader: ByteReader,
  codec: Codec,
  nextEnd: NextEnd,
  most: number,
): AsyncGenerator<Stretch> {
  const unit = codec === utf16le || codec === utf16be ? 2 : 1;
  let scanned = 0;
  for (;;) {
    const view = asciiView(reader.buffered, codec);
    let start = 0;
    for (;;) {
      const end = nextEnd(view, scanned);
      if (end < 0) break;
      yield { bytes: reader.take((end - start) * unit), view: view.subarray(start, end) };
      start = end;
      scanned = end;
    }
    scanned = view.length - start;
    if (reader.buffered.length > most) return;
    if (await reader.more()) continue;
    const rest = reader.take(reader.buffered.length);
    if (rest.length > 0) yield { bytes: rest, view: view.subarray(start) };
    return;
  }
}

/** Where the next line ends. */
export function lineEnd(view: Uint8Array, at: number): number {
  return view.indexOf(10, at) + 1 || -1;
}

/** One byte for each character: ASCII as it is, in UTF-16 too; other characters never look like ASCII. */
function asciiView(bytes: Uint8Array, codec: Codec): Uint8Array {
  if (codec !== utf16le && codec !== utf16be) return bytes;
  const [low, high] = codec === utf16le ? [0, 1] : [1, 0];
  const view = new Uint8Array(bytes.length >>> 1);
  for (let i = 0; i < view.length; i++) {
    const byte = bytes[2 * i + low]!;
    view[i] = bytes[2 * i + high] === 0 && byte < 0x80 ? byte : 0xff;
  }
  return view;
}
