import { createRequire } from "node:module";
import type Iconv from "iconv-lite";
import { bufferOf, type Codec } from "./codec.js";

let opened: typeof Iconv | undefined;

/** By `require`, when first asked for: most files are UTF-8, and never need its tables. */
function iconv(): typeof Iconv {
  opened ??= createRequire(import.meta.url)("iconv-lite") as typeof Iconv;
  return opened;
}

/** Labels that stand for windows-1252 on the web, as the WHATWG Encoding Standard has it. */
const WINDOWS_1252 = new Set(["iso88591", "latin1", "l1", "ascii", "usascii", "ansix341968", "cp1252", "windows1252"]);

const known = new Map<string, Codec>();

/** The codec of a label such as `windows-1252` or `Shift_JIS`; undefined for one that cannot be written back. */
export function legacyCodec(label: string): Codec | undefined {
  const plain = label.toLowerCase().replace(/[^a-z0-9]/g, "");
  const name = WINDOWS_1252.has(plain) ? "windows-1252" : label.toLowerCase();
  const cached = known.get(name);
  if (cached !== undefined) return cached;
  // Encodings with shift states: a stretch of text cannot be measured on its own.
  if (!iconv().encodingExists(name) || /^(utf7|utf7imap|iso2022|hz)/.test(plain) || /^utf|^ucs/.test(plain)) {
    return undefined;
  }
  const codec = singleByteCodec(name) ?? multiByteCodec(name);
  known.set(name, codec);
  return codec;
}

/** A table of 256 characters; bytes without one stand for the C1 control of their number, as in browsers. */
function singleByteCodec(name: string): Codec | undefined {
  if (hasPairs(name)) return undefined;
  const characters = Array.from({ length: 256 }, (_, byte) => {
    const decoded = iconv().decode(Buffer.from([byte]), name);
    return decoded === "\ufffd" && byte >= 0x80 ? String.fromCharCode(byte) : decoded;
  });
  const bytes = new Map(characters.map((character, byte) => [character, byte]));
  if (bytes.size !== 256 || characters.some((character) => character.length !== 1)) return undefined;
  const isAscii = characters.every((character, byte) => byte >= 0x80 || character.charCodeAt(0) === byte);
  if (!isAscii) return undefined;
  return {
    name,
    decode: (input) => {
      // Latin-1 first: only what lies above ASCII needs the table.
      const latin = bufferOf(input).toString("latin1");
      return latin.replace(/[\x80-\xff]/g, (character) => characters[character.charCodeAt(0)]!);
    },
    encode: (text) => encodeByTable(text, bytes),
    byteLength: (text) => text.length,
  };
}

/** Whether some byte begins a character of several. */
function hasPairs(name: string): boolean {
  for (let lead = 0x80; lead < 0x100; lead++) {
    for (const trail of [0x40, 0xa1]) {
      if (iconv().decode(Buffer.from([lead, trail]), name, { stripBOM: false }).length < 2) return true;
    }
  }
  return false;
}

function encodeByTable(text: string, bytes: ReadonlyMap<string, number>): Uint8Array | undefined {
  const encoded = Buffer.alloc(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = bytes.get(text[i]!);
    if (byte === undefined) return undefined;
    encoded[i] = byte;
  }
  return encoded;
}

function multiByteCodec(name: string): Codec {
  return {
    name,
    decode: (bytes) => iconv().decode(bufferOf(bytes), name, { stripBOM: false }),
    encode: (text) => {
      const encoded = iconv().encode(text, name);
      return iconv().decode(encoded, name, { stripBOM: false }) === text ? encoded : undefined;
    },
    byteLength: (text) => iconv().encode(text, name).length,
  };
}
