import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { CompiledDictionary, FamilyName, Key } from "../dictionary/compile.js";
import { channelArrays, channelOf, type GenericChannel } from "../dictionary/generic-file.js";
import { TokenTrie } from "../dictionary/token-trie.js";
import type { PackedBounds } from "../language/bigram-bounds.js";
import type { Vocabulary } from "../language/vocabulary.js";
import type { EvidenceTable } from "./evidence.js";
import { encodeEntries, readEntries } from "./image-entries.js";
import { filled, offsetsOf, pooled, sparse, type Take } from "./image-sections.js";

export const IMAGE_FILE: FileKind = {
  magic: "unspinDI",
  version: 5,
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
}

export interface DictionaryImage {
  readonly dictionary: CompiledDictionary;
  readonly evidence: EvidenceTable;
  readonly generic: GenericChannel;
  /** Of each part of the model. */
  readonly bounds: readonly PackedBounds[];
  /** Of the gazetteer's words; see `wordFlags`. */
  readonly nameFlags: Uint8Array;
}

/**
 * Packs a compiled dictionary, with its weights of evidence and the generic channel over the same vocabulary, as they stand in
 * memory, and what else would be found anew by every run: loading them parses nothing.
 */
export function encodeImage(image: DictionaryImage, sources: readonly ImageSource[]): Uint8Array {
  const { dictionary, evidence, generic, bounds, nameFlags } = image;
  const { entries, vocabulary } = dictionary;
  const { families, keyCount } = dictionary;
  const header: ImageHeader = { sources, families, keyCount };
  const added = vocabulary.wordsFrom(vocabulary.modelSize);
  const keys = dictionary.keysAt.flat();
  return encodeSections(IMAGE_FILE, header, [
    added.units,
    added.offsets,
    ...encodeEntries(entries),
    ...pooled(dictionary.entriesAt),
    offsetsOf(dictionary.keysAt),
    Uint8Array.from(keys, (key) => key.family),
    Int32Array.from(keys, (key) => key.key),
    Float64Array.from(keys, (key) => key.keep),
    ...trieArrays(dictionary.spuns),
    ...trieArrays(dictionary.originals),
    evidence.wordRows,
    evidence.words,
    ...sparse(evidence.phrases),
    ...channelArrays(generic),
    nameFlags,
    ...bounds.flatMap(({ after, into }) => [after, into]),
  ]);
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
  const { families, keyCount, sources } = header as ImageHeader;
  if (JSON.stringify(sources) !== JSON.stringify(current)) return null;
  let next = 0;
  const take = <T extends SectionArray>() => arrays[next++] as T;
  vocabulary.addNew({ units: take<Uint16Array>(), offsets: take<Uint32Array>() });
  const { entries, columns } = readEntries(take);
  const entriesAt = lists(take<Uint32Array>(), take<Int32Array>());
  const keysAt = readKeys(take);
  const spuns = readTrie(take);
  const originals = readTrie(take);
  const dictionary = { families, vocabulary, entries, columns, spuns, entriesAt, originals, keysAt, keyCount };
  const evidence = {
    wordRows: take<Uint32Array>(),
    words: take<Float32Array>(),
    phrases: filled(take(), take(), take()),
  };
  const generic = channelOf(take<Uint32Array>(), take<Int32Array>(), take<Uint8Array>(), take<Uint8Array>());
  const nameFlags = take<Uint8Array>();
  const bounds: PackedBounds[] = [];
  while (next < arrays.length) bounds.push({ after: take<Uint8Array>(), into: take<Uint8Array>() });
  return { dictionary, evidence, generic, bounds, nameFlags };
}

function lists(offsets: Uint32Array, pool: Int32Array): number[][] {
  const all: number[][] = [];
  for (let at = 0; at + 1 < offsets.length; at++) {
    const list: number[] = [];
    for (let i = offsets[at]!; i < offsets[at + 1]!; i++) list.push(pool[i]!);
    all.push(list);
  }
  return all;
}

function readKeys(take: Take): Key[][] {
  const offsets = take<Uint32Array>();
  const families = take<Uint8Array>();
  const keys = take<Int32Array>();
  const keeps = take<Float64Array>();
  const all: Key[][] = [];
  for (let at = 0; at + 1 < offsets.length; at++) {
    const list: Key[] = [];
    for (let i = offsets[at]!; i < offsets[at + 1]!; i++)
      list.push({ family: families[i]!, key: keys[i]!, keep: keeps[i]! });
    all.push(list);
  }
  return all;
}

function trieArrays(trie: TokenTrie): SectionArray[] {
  const { table, values, inner, firstIds, firstNodes, counts } = trie.toArrays();
  return [table, values, inner, firstIds, firstNodes, counts];
}

/** Copied, since a dictionary that is added to grows its tries. */
function readTrie(take: Take): TokenTrie {
  return TokenTrie.fromArrays({
    table: take<Int32Array>().slice(),
    values: take<Int32Array>().slice(),
    inner: take<Uint8Array>().slice(),
    firstIds: take<Int32Array>(),
    firstNodes: take<Int32Array>(),
    counts: take<Int32Array>(),
  });
}
