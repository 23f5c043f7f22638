import { isUtf8 } from "node:buffer";
import type { Codec } from "./codec.js";
import { legacyCodec } from "./legacy.js";
import { sequenceLength, utf8 } from "./utf8.js";
import { utf16be, utf16le } from "./utf16.js";

/** How a file's bytes are to be read: the codec, and how many bytes of byte order mark come first. */
export interface Detected {
  readonly codec: Codec;
  readonly mark: number;
}

/**
 * The encoding of a text: by its byte order mark, else as declared (HTTP header, XML declaration, `<meta>`), else by
 * its bytes. Text that claims or would be taken to be UTF-8 and is not, is windows-1252 when nothing above ASCII
 * looks like UTF-8; what is mixed stays UTF-8 with damaged bytes. Undefined for a declared encoding that is unknown.
 */
export function detectEncoding(bytes: Uint8Array, declared?: string): Detected | undefined {
  const marked = markedEncoding(bytes);
  if (marked !== undefined) return marked;
  const wide = wideEncoding(bytes.subarray(0, 512));
  if (wide !== undefined) return { codec: wide, mark: 0 };
  // UTF-16 cannot be declared in ASCII: whoever reads the declaration has found that the text is not.
  const isUnicode = declared === undefined || /^(utf-?8|unicode.*|(utf-?16|ucs-?2).*)$/i.test(declared);
  if (!isUnicode) {
    const codec = legacyCodec(declared);
    return codec === undefined ? undefined : { codec, mark: 0 };
  }
  return { codec: isUtf8(bytes) || !looksWestern(bytes) ? utf8 : legacyCodec("windows-1252")!, mark: 0 };
}

function markedEncoding(bytes: Uint8Array): Detected | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { codec: utf8, mark: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { codec: utf16le, mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { codec: utf16be, mark: 2 };
  return undefined;
}

/** Latin text in UTF-16 has a NUL in nearly every unit, always on the same side. */
function wideEncoding(sample: Uint8Array): Codec | undefined {
  let [even, odd] = [0, 0];
  for (const [at, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const many = sample.length * 0.3;
  if (sample.length < 8 || Math.max(even, odd) < many || Math.min(even, odd) > Math.max(even, odd) * 0.1)
    return undefined;
  return even > odd ? utf16be : utf16le;
}

/** Whether all bytes above ASCII read as windows-1252, and none of them as UTF-8. */
export function looksWestern(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte < 0x80) continue;
    if (sequenceLength(bytes, at) > 0) return false;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) return false;
  }
  return true;
}
