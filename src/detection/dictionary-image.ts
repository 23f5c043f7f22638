import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { CompiledDictionary, Entry, FamilyName, Key } from "../dictionary/compile.js";
import { TokenTrie } from "../dictionary/token-trie.js";
import type { Vocabulary } from "../language/vocabulary.js";
import type { EvidenceTable } from "./evidence.js";

export const IMAGE_FILE: FileKind = {
  magic: "unspinDI",
  version: 2,
  name: "dictionary image",
  maker: '"npm run build"',
};

/** A file that an image was made from, to see whether it still stands. */
export interface ImageSource {
  readonly name: string;
  readonly length: number;
  readonly crc32: number;
}

interface ImageHeader {
  readonly sources: readonly ImageSource[];
  readonly families: readonly FamilyName[];
  readonly keyCount: number;
  /** What few entries have, by entry. */
  readonly rare: RareFields;
}

interface RareFields {
  readonly unless: Readonly<Record<number, readonly string[]>>;
  readonly pos: Readonly<Record<number, Entry["pos"]>>;
}

export interface DictionaryImage {
  readonly dictionary: CompiledDictionary;
  readonly evidence: EvidenceTable;
}

/** Packs a compiled dictionary, with its weights of evidence, as it stands in memory: loading it parses nothing. */
export function encodeImage(image: DictionaryImage, sources: readonly ImageSource[]): Uint8Array {
  const { dictionary, evidence } = image;
  const { entries, vocabulary } = dictionary;
  const { families, keyCount } = dictionary;
  const header: ImageHeader = { sources, families, keyCount, rare: rareFields(entries) };
  const added = Array.from({ length: vocabulary.size - vocabulary.modelSize }, (_, at) =>
    vocabulary.word(vocabulary.modelSize + at),
  );
  const keys = dictionary.keysAt.flat();
  const spuns = dictionary.spuns.toArrays();
  const originals = dictionary.originals.toArrays();
  return encodeSections(IMAGE_FILE, header, [
    encodeText(added),
    encodeText(entries.flatMap((entry) => [entry.original, entry.spun])),
    ...entryArrays(entries),
    ...pooled(entries.map((entry) => entry.words)),
    ...pooled(entries.map((entry) => entry.spunIds)),
    Uint8Array.from(entries.flatMap((entry) => [...entry.shapes])),
    ...pooled(dictionary.entriesAt),
    offsetsOf(dictionary.keysAt),
    Uint8Array.from(keys, (key) => key.family),
    Int32Array.from(keys, (key) => key.key),
    Float64Array.from(keys, (key) => key.keep),
    spuns.table,
    spuns.values,
    spuns.counts,
    originals.table,
    originals.values,
    originals.counts,
    ...evidence.words,
    ...evidence.phrases,
  ]);
}

function rareFields(entries: readonly Entry[]): RareFields {
  const unless: Record<number, readonly string[]> = {};
  const pos: Record<number, Entry["pos"]> = {};
  for (const entry of entries) {
    if (entry.unless.length > 0) unless[entry.index] = entry.unless;
    if (entry.pos !== undefined) pos[entry.index] = entry.pos;
  }
  return { unless, pos };
}

function entryArrays(entries: readonly Entry[]): SectionArray[] {
  return [
    Uint8Array.from(entries, (entry) => entry.family),
    Uint8Array.from(entries, flagsOf),
    Int32Array.from(entries, (entry) => entry.key),
    Int32Array.from(entries, (entry) => entry.originalId),
    Int32Array.from(entries, (entry) => entry.count),
    Float64Array.from(entries, (entry) => entry.probability),
    Float64Array.from(entries, (entry) => entry.keep),
    Float64Array.from(entries, (entry) => entry.emission),
  ];
}

const CONTRACTS = 1;
const SYMBOL = 2;
const GUARDED = 4;

function flagsOf(entry: Entry): number {
  return (entry.contracts ? CONTRACTS : 0) | (entry.symbol ? SYMBOL : 0) | (entry.guarded ? GUARDED : 0);
}

function encodeText(strings: readonly string[]): Uint8Array {
  return new TextEncoder().encode(strings.join("\n"));
}

function offsetsOf(lists: readonly ArrayLike<unknown>[]): Uint32Array {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => {
    offsets[at + 1] = offsets[at]! + list.length;
  });
  return offsets;
}

/** Lists of integers as offsets and one array. */
function pooled(lists: readonly ArrayLike<number>[]): [Uint32Array, Int32Array] {
  const offsets = offsetsOf(lists);
  const pool = new Int32Array(offsets[lists.length]!);
  lists.forEach((list, at) => {
    pool.set(list, offsets[at]!);
  });
  return [offsets, pool];
}

/**
 * Reads an image, if it was made from just these sources, else returns null; its added words go into the vocabulary.
 *
 * @throws UnspinError when it is damaged or of another version.
 */
export function readImage(
  path: string,
  vocabulary: Vocabulary,
  current: readonly ImageSource[],
): DictionaryImage | null {
  const { header, arrays } = readSections(path, IMAGE_FILE);
  const { families, keyCount, sources, rare } = header as ImageHeader;
  if (JSON.stringify(sources) !== JSON.stringify(current)) return null;
  let next = 0;
  const take = <T extends SectionArray>() => arrays[next++] as T;
  for (const word of decodeText(take())) vocabulary.add(word);
  const entries = readEntries(take, rare);
  const entriesAt = lists(take<Uint32Array>(), take<Int32Array>());
  const keysAt = readKeys(take);
  const spuns = readTrie(take);
  const originals = readTrie(take);
  const words = families.map(() => take<Float32Array>());
  const phrases = families.map(() => take<Float32Array>());
  const dictionary = { families, vocabulary, entries, spuns, entriesAt, originals, keysAt, keyCount };
  return { dictionary, evidence: { words, phrases } };
}

type Take = <T extends SectionArray>() => T;

/** Strings of a section; text is copied out of shared memory, where it cannot be decoded. */
function decodeText(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes.slice());
  return text === "" ? [] : text.split("\n");
}

/** The arrays behind all entries of an image. */
interface EntryArrays {
  readonly texts: readonly string[];
  readonly families: Uint8Array;
  readonly flags: Uint8Array;
  readonly keys: Int32Array;
  readonly originalIds: Int32Array;
  readonly counts: Int32Array;
  readonly probabilities: Float64Array;
  readonly keeps: Float64Array;
  readonly emissions: Float64Array;
  readonly wordOffsets: Uint32Array;
  readonly words: Int32Array;
  readonly spunOffsets: Uint32Array;
  readonly spuns: Int32Array;
  readonly shapes: Uint8Array;
  readonly rare: RareFields;
}

function readEntries(take: Take, rare: RareFields): Entry[] {
  const arrays: EntryArrays = {
    texts: decodeText(take()),
    families: take(),
    flags: take(),
    keys: take(),
    originalIds: take(),
    counts: take(),
    probabilities: take(),
    keeps: take(),
    emissions: take(),
    wordOffsets: take(),
    words: take(),
    spunOffsets: take(),
    spuns: take(),
    shapes: take(),
    rare,
  };
  return Array.from(arrays.families, (_, index) => new ImageEntry(arrays, index));
}

const NOTHING: readonly string[] = [];

/** An entry that reads what it is asked for out of the image. */
class ImageEntry implements Entry {
  constructor(
    private readonly arrays: EntryArrays,
    readonly index: number,
  ) {}

  get family(): number {
    return this.arrays.families[this.index]!;
  }
  get original(): string {
    return this.arrays.texts[2 * this.index]!;
  }
  get spun(): string {
    return this.arrays.texts[2 * this.index + 1]!;
  }
  get probability(): number {
    return this.arrays.probabilities[this.index]!;
  }
  get count(): number {
    return this.arrays.counts[this.index]!;
  }
  get unless(): readonly string[] {
    return this.arrays.rare.unless[this.index] ?? NOTHING;
  }
  get pos(): Entry["pos"] {
    return this.arrays.rare.pos[this.index];
  }
  get words(): Int32Array {
    const { wordOffsets, words } = this.arrays;
    return words.subarray(wordOffsets[this.index]!, wordOffsets[this.index + 1]!);
  }
  get emission(): number {
    return this.arrays.emissions[this.index]!;
  }
  get originalId(): number {
    return this.arrays.originalIds[this.index]!;
  }
  get spunIds(): Int32Array {
    const { spunOffsets, spuns } = this.arrays;
    return spuns.subarray(spunOffsets[this.index]!, spunOffsets[this.index + 1]!);
  }
  get shapes(): Uint8Array {
    const { spunOffsets, shapes } = this.arrays;
    return shapes.subarray(spunOffsets[this.index]!, spunOffsets[this.index + 1]!);
  }
  get key(): number {
    return this.arrays.keys[this.index]!;
  }
  get log(): number {
    return Math.log(this.arrays.probabilities[this.index]!);
  }
  get keep(): number {
    return this.arrays.keeps[this.index]!;
  }
  get contracts(): boolean {
    return (this.arrays.flags[this.index]! & CONTRACTS) !== 0;
  }
  get symbol(): boolean {
    return (this.arrays.flags[this.index]! & SYMBOL) !== 0;
  }
  get guarded(): boolean {
    return (this.arrays.flags[this.index]! & GUARDED) !== 0;
  }
}

function lists(offsets: Uint32Array, pool: Int32Array): number[][] {
  return Array.from({ length: offsets.length - 1 }, (_, at) =>
    Array.from(pool.subarray(offsets[at]!, offsets[at + 1]!)),
  );
}

function readKeys(take: Take): Key[][] {
  const offsets = take<Uint32Array>();
  const families = take<Uint8Array>();
  const keys = take<Int32Array>();
  const keeps = take<Float64Array>();
  return Array.from({ length: offsets.length - 1 }, (_, at) => {
    const list: Key[] = [];
    for (let i = offsets[at]!; i < offsets[at + 1]!; i++)
      list.push({ family: families[i]!, key: keys[i]!, keep: keeps[i]! });
    return list;
  });
}

/** Copied, since a dictionary that is added to grows its tries. */
function readTrie(take: Take): TokenTrie {
  return TokenTrie.fromArrays(take<Int32Array>().slice(), take<Int32Array>().slice(), take<Int32Array>());
}
