import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { UnspinError } from "../errors.js";
import type { PackedPart } from "./pack.js";
import type { WordList } from "./vocabulary.js";

/** Raised with every change of the layout; a reader takes only its own. */
export const MODEL_VERSION = 1;
const MAGIC = "unspinLM";
const PREAMBLE = 24;

/** What a model says of itself. */
export interface ModelHeader {
  readonly madeBy: string;
  readonly order: 3;
  readonly words: number;
  readonly parts: readonly PartHeader[];
}

export interface PartHeader {
  readonly name: string;
  /** Inputs by file name, with the SHA-256 of their bytes and the tokens they gave. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string; readonly tokens: number }[];
  readonly tokens: number;
  readonly bigrams: number;
  readonly trigrams: number;
  readonly contexts: number;
}

export interface ModelData {
  readonly header: ModelHeader;
  readonly words: WordList;
  readonly parts: readonly PackedPart[];
}

const TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;
type TypeName = keyof typeof TYPES;

/** The sections of a part in their order in the file. */
const PART_SECTIONS: readonly (readonly [keyof PackedPart, TypeName])[] = [
  ["unigram", "f32"],
  ["unigramBackoff", "f32"],
  ["bigramBegins", "u32"],
  ["contextBits", "u32"],
  ["contextRanks", "u32"],
  ["contextBackoff", "f32"],
  ["trigramBegins", "u32"],
  ["levels", "f32"],
  ["bigramWords", "u16"],
  ["trigramWords", "u16"],
  ["bigramLevels", "u8"],
  ["trigramLevels", "u8"],
];

interface Section {
  readonly type: TypeName;
  readonly offset: number;
  readonly length: number;
}

/**
 * The bytes of a model file: magic, version, length of the JSON header, CRC-32 of all that follows, the
 * header, then the arrays, little-endian, each on an 8-byte boundary.
 */
export function encodeModel(data: ModelData): Uint8Array {
  const arrays: { type: TypeName; array: ArrayBufferView }[] = [
    { type: "u16", array: data.words.units },
    { type: "u32", array: data.words.offsets },
  ];
  for (const part of data.parts) for (const [name, type] of PART_SECTIONS) arrays.push({ type, array: part[name] });
  const sections: Section[] = [];
  let offset = 0;
  for (const { type, array } of arrays) {
    sections.push({ type, offset, length: array.byteLength / TYPES[type].BYTES_PER_ELEMENT });
    offset = align(offset + array.byteLength);
  }
  const header = Buffer.from(JSON.stringify({ ...data.header, sections }));
  const start = align(PREAMBLE + header.length);
  const bytes = Buffer.alloc(start + offset);
  bytes.write(MAGIC, 0, "latin1");
  bytes.writeUInt32LE(MODEL_VERSION, 8);
  bytes.writeUInt32LE(header.length, 12);
  header.copy(bytes, PREAMBLE);
  for (let s = 0; s < arrays.length; s++) {
    const { array } = arrays[s]!;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + sections[s]!.offset);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(PREAMBLE)), 16);
  return bytes;
}

function align(offset: number): number {
  return (offset + 7) & ~7;
}

/**
 * Reads a model file into one shared buffer; the arrays are views of it, nothing is parsed but the header.
 *
 * @throws UnspinError when the file is missing, no model, of another version, cut short or damaged.
 */
export function readModel(path: string): ModelData {
  const bytes = readShared(path);
  const view = new DataView(bytes.buffer);
  const magic = bytes.length < PREAMBLE ? "" : Buffer.from(bytes.subarray(0, 8)).toString("latin1");
  if (magic !== MAGIC) throw new UnspinError(`${path}: not an unspin language model. Build one with "unspin model build".`);
  const version = view.getUint32(8, true);
  if (version !== MODEL_VERSION) {
    throw new UnspinError(
      `${path}: language model of format ${version}; this unspin reads format ${MODEL_VERSION}. Rebuild it with "unspin model build".`,
    );
  }
  const headerLength = view.getUint32(12, true);
  if (crc32(bytes.subarray(PREAMBLE)) !== view.getUint32(16, true)) {
    throw new UnspinError(`${path}: the language model is damaged or cut short (checksum differs). Reinstall unspin, or rebuild the model.`);
  }
  const text = Buffer.from(bytes.subarray(PREAMBLE, PREAMBLE + headerLength)).toString();
  const { sections, ...header } = JSON.parse(text) as ModelHeader & { readonly sections: readonly Section[] };
  return views(bytes.buffer as ArrayBuffer, align(PREAMBLE + headerLength), header, sections);
}

function readShared(path: string): Uint8Array {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    throw new UnspinError(`${path}: the language model cannot be opened: ${(error as Error).message}. Reinstall unspin, or name another model.`);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnspinError(`${path}: not a file. Name a language model made by "unspin model build".`);
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

function views(buffer: ArrayBuffer, start: number, header: ModelHeader, sections: readonly Section[]): ModelData {
  let next = 0;
  const view = () => {
    const section = sections[next++]!;
    return new TYPES[section.type](buffer, start + section.offset, section.length);
  };
  const units = view() as Uint16Array;
  const offsets = view() as Uint32Array;
  const parts = header.parts.map(
    () => Object.fromEntries(PART_SECTIONS.map(([name]) => [name, view()])) as unknown as PackedPart,
  );
  return { header, words: { units, offsets }, parts };
}
