import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { CompiledDictionary, FamilyName, Key } from "../dictionary/compile.js";
import { TokenTrie } from "../dictionary/token-trie.js";
import type { Vocabulary } from "../language/vocabulary.js";
import type { EvidenceTable } from "./evidence.js";
import { encodeEntries, type RareFields, rareFields, readEntries } from "./image-entries.js";
import { decodeText, encodeText, offsetsOf, pooled, type Take } from "./image-sections.js";

export const IMAGE_FILE: FileKind = {
  magic: "unspinDI",
  version: 4,
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
  readonly rare: RareFields;
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
    ...encodeEntries(entries),
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
    evidence.words,
    evidence.phrases,
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
  const { families, keyCount, sources, rare } = header as ImageHeader;
  if (JSON.stringify(sources) !== JSON.stringify(current)) return null;
  let next = 0;
  const take = <T extends SectionArray>() => arrays[next++] as T;
  for (const word of decodeText(take())) vocabulary.add(word);
  const { entries, columns } = readEntries(take, rare);
  const entriesAt = lists(take<Uint32Array>(), take<Int32Array>());
  const keysAt = readKeys(take);
  const spuns = readTrie(take);
  const originals = readTrie(take);
  const dictionary = { families, vocabulary, entries, columns, spuns, entriesAt, originals, keysAt, keyCount };
  return { dictionary, evidence: { words: take<Float32Array>(), phrases: take<Float32Array>() } };
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
