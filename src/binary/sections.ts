import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { UnspinError } from "../errors.js";
import { PREAMBLE, unpacked } from "./packing.js";
import { takeReadAhead } from "./read-ahead.js";
import { adoptedFile, noteFile } from "./shared-files.js";

/** A kind of binary file: how it is told apart, and what to say when it is not as it should be. */
export interface FileKind {
  /** Eight characters at the start of the file. */
  readonly magic: string;
  /** Raised with every change of the layout; a reader takes only its own. */
  readonly version: number;
  /** "language model", for messages. */
  readonly name: string;
  /** What makes such a file, for messages. */
  readonly maker: string;
}

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;
type TypeName = keyof typeof TYPES;
export type SectionArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

interface Section {
  readonly type: TypeName;
  readonly offset: number;
  readonly length: number;
}

/**
 * The bytes of a file of arrays: magic, version, length of the JSON header, CRC-32 of all that follows the preamble, the
 * header, then the arrays, little-endian, each on an 8-byte boundary.
 */
export function encodeSections(kind: FileKind, header: object, arrays: readonly SectionArray[]): Uint8Array {
  const sections: Section[] = [];
  let offset = 0;
  for (const array of arrays) {
    sections.push({ type: typeOf(array), offset, length: array.length });
    offset = align(offset + array.byteLength);
  }
  const text = Buffer.from(JSON.stringify({ header, sections }));
  const start = align(PREAMBLE + text.length);
  const bytes = Buffer.alloc(start + offset);
  bytes.write(kind.magic, 0, "latin1");
  bytes.writeUInt32LE(kind.version, 8);
  bytes.writeUInt32LE(text.length, 12);
  text.copy(bytes, PREAMBLE);
  arrays.forEach((array, at) => {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + sections[at]!.offset);
  });
  bytes.writeUInt32LE(crc32(bytes.subarray(PREAMBLE)), 16);
  return bytes;
}

function typeOf(array: SectionArray): TypeName {
  return (Object.keys(TYPES) as TypeName[]).find((name) => array instanceof TYPES[name])!;
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}

/**
 * Reads such a file into one shared buffer; the arrays are views of it, in the order they were written. Nothing is parsed but the
 * header.
 *
 * @throws UnspinError when the file is missing, of another kind or version, cut short or damaged.
 */
export function readSections(
  path: string,
  kind: FileKind,
): { readonly header: unknown; readonly arrays: SectionArray[] } {
  const known = adoptedFile(path);
  const read = known ?? takeReadAhead(path);
  const file = read === undefined ? readShared(path, kind) : new Uint8Array(read);
  const magic = file.length < PREAMBLE ? "" : Buffer.from(file.subarray(0, 8)).toString("latin1");
  if (magic !== kind.magic) throw new UnspinError(`${path}: not an unspin ${kind.name}. Make one with ${kind.maker}.`);
  const version = new DataView(file.buffer).getUint32(8, true);
  if (version !== kind.version) {
    throw new UnspinError(
      `${path}: ${kind.name} of format ${version}; this unspin reads format ${kind.version}. Make it again with ${kind.maker}.`,
    );
  }
  const damaged = new UnspinError(
    `${path}: the ${kind.name} is damaged or cut short (checksum differs). Reinstall unspin, or make it again with ${kind.maker}.`,
  );
  const bytes = unpacked(file);
  if (bytes === null) throw damaged;
  const view = new DataView(bytes.buffer);
  // What another thread has taken for sound is.
  if (known === undefined && crc32(bytes.subarray(PREAMBLE)) !== view.getUint32(16, true)) throw damaged;
  const length = view.getUint32(12, true);
  const { header, sections } = parseHeader(bytes.subarray(PREAMBLE, PREAMBLE + length), damaged);
  noteFile(path, bytes.buffer as SharedArrayBuffer);
  const start = align(PREAMBLE + length);
  const arrays = sections.map(
    (section) => new TYPES[section.type](bytes.buffer as ArrayBuffer, start + section.offset, section.length),
  );
  return { header, arrays };
}

/** The checksum does not cover the header's length: a header of the wrong length is no JSON. */
function parseHeader(bytes: Uint8Array, damaged: UnspinError) {
  try {
    const text = Buffer.from(bytes).toString();
    return JSON.parse(text) as { readonly header: unknown; readonly sections: readonly Section[] };
  } catch {
    throw damaged;
  }
}

/** The checksum that such a file states of itself, without reading it. */
export function statedChecksum(path: string): number {
  const file = openSync(path, "r");
  try {
    const preamble = new Uint8Array(PREAMBLE);
    readSync(file, preamble);
    return new DataView(preamble.buffer).getUint32(16, true);
  } finally {
    closeSync(file);
  }
}

function readShared(path: string, kind: FileKind): Uint8Array {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    throw new UnspinError(
      `${path}: the ${kind.name} cannot be opened: ${(error as Error).message}. Reinstall unspin, or name another one.`,
    );
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnspinError(`${path}: not a file. Name a ${kind.name} made by ${kind.maker}.`);
    const bytes = new Uint8Array(new SharedArrayBuffer(stat.size));
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(file, bytes, filled, bytes.length - filled, filled);
      if (read === 0) break;
      filled += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
