import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { PackedPart } from "./pack.js";
import type { WordList } from "./vocabulary.js";

export const MODEL_FILE: FileKind = {
  magic: "unspinLM",
  version: 2,
  name: "language model",
  maker: '"unspin model build"',
};

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

/** The arrays of a part in their order in the file. */
const PART_ARRAYS: readonly (keyof PackedPart)[] = [
  "unigram",
  "unigramBackoff",
  "bigramBegins",
  "contextBits",
  "contextRanks",
  "trigramBlocks",
  "levels",
  "bigramWords",
  "trigramWords",
  "contextBackoff",
  "trigramBegins",
  "bigramLevels",
  "trigramLevels",
];

/** The bytes of a model file: the word list, then the arrays of each part. */
export function encodeModel(data: ModelData): Uint8Array {
  const parts = data.parts.flatMap((part) => PART_ARRAYS.map((name) => part[name] as SectionArray));
  return encodeSections(MODEL_FILE, data.header, [data.words.units, data.words.offsets, ...parts]);
}

/** @throws UnspinError when the file is missing, no model, of another version, cut short or damaged. */
export function readModel(path: string): ModelData {
  const { header, arrays } = readSections(path, MODEL_FILE);
  const [units, offsets, ...rest] = arrays;
  const { parts: headers } = header as ModelHeader;
  const parts = headers.map((_, part) => {
    const own = PART_ARRAYS.map((name, at) => [name, rest[part * PART_ARRAYS.length + at]]);
    return Object.fromEntries(own) as unknown as PackedPart;
  });
  return {
    header: header as ModelHeader,
    words: { units: units as Uint16Array, offsets: offsets as Uint32Array },
    parts,
  };
}
