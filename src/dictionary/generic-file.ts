import { packed } from "../binary/packing.js";
import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { Vocabulary } from "../language/vocabulary.js";
import type { SynonymSource } from "./synonym-source.js";

/** One pair of the generic channel: a thesaurus would write `spun` for `original`. Both lower case, one word each. */
export interface GenericPair {
  readonly original: string;
  readonly spun: string;
  /** P(spun | original, swapped by a tool whose table is not known). Range (0, 1]. */
  readonly probability: number;
}

export const GENERIC_FILE: FileKind = {
  magic: "unspinGC",
  version: 2,
  name: "generic channel",
  maker: '"npm run data:generic"',
};

/** What a generic channel was made from. */
export interface GenericHeader {
  readonly madeBy: string;
  readonly sources: readonly { readonly name: string; readonly sha256: string; readonly credit: string }[];
  /** Weights of the choice model by feature, for the record. */
  readonly weights: Readonly<Record<string, number>>;
}

/** Steps of a nat in which the file keeps ln P. */
const STEPS = 24;

/** Packs pairs; words stand once, pairs by spun word. The same pairs give the same bytes: packed, as the dictionaries' image holds them too. */
export function encodeGeneric(header: GenericHeader, pairs: readonly GenericPair[]): Uint8Array {
  const words = [...new Set(pairs.flatMap(({ original, spun }) => [original, spun]))].sort();
  const place = new Map(words.map((word, at) => [word, at]));
  const sorted = [...pairs].sort(
    (a, b) =>
      place.get(a.spun)! - place.get(b.spun)! ||
      b.probability - a.probability ||
      place.get(a.original)! - place.get(b.original)!,
  );
  const counts = new Uint16Array(words.length);
  for (const { spun } of sorted) counts[place.get(spun)!]!++;
  const arrays = [
    new TextEncoder().encode(words.join("\n")),
    counts,
    Uint32Array.from(sorted, ({ original }) => place.get(original)!),
    Uint8Array.from(sorted, ({ probability }) => Math.min(255, Math.round(-Math.log(probability) * STEPS))),
  ];
  return packed(encodeSections(GENERIC_FILE, header, arrays));
}

/**
 * The generic channel over a vocabulary: for each word that a tool may have written, the words that it may have written it
 * for. Flat arrays; a pair is an index into `originals` and `logs`.
 */
export interface GenericChannel {
  /** First pair of each vocabulary id; one offset more than ids. Ids that were added later have no pairs. */
  readonly offsets: Uint32Array;
  /** Vocabulary ids. */
  readonly originals: Int32Array;
  /** ln P(spun | original, swapped), in nats. */
  readonly logs: Float32Array;
  /** 1 for the vocabulary ids that are an original of some pair. */
  readonly isOriginal: Uint8Array;
}

/**
 * Reads a generic channel and lays it over a vocabulary, which takes in the words that it lacks.
 *
 * @throws UnspinError when the file is missing, damaged or of another version.
 */
export function openGeneric(path: string, vocabulary: Vocabulary): GenericChannel {
  const { arrays } = readSections(path, GENERIC_FILE);
  const [text, counts, originals, levels] = arrays as [Uint8Array, Uint16Array, Uint32Array, Uint8Array];
  const words = new TextDecoder().decode(text.slice()).split("\n");
  const ids = Int32Array.from(words, (word) => vocabulary.add(word));
  return layOut(vocabulary.size, ids, counts, originals, levels);
}

/** A channel as it is laid out, for a file that is made for one vocabulary; `channelOf` takes it back. */
export function channelArrays({ offsets, originals, logs, isOriginal }: GenericChannel): SectionArray[] {
  return [offsets, originals, Uint8Array.from(logs, (log) => Math.round(-log * STEPS)), isOriginal];
}

/** The channel of `channelArrays`; nothing is copied but what has to be in nats. */
export function channelOf(offsets: Uint32Array, originals: Int32Array, levels: Uint8Array, isOriginal: Uint8Array) {
  const logs = new Float32Array(levels.length);
  for (let pair = 0; pair < levels.length; pair++) logs[pair] = -levels[pair]! / STEPS;
  return { offsets, originals, logs, isOriginal } satisfies GenericChannel;
}

/** The channel as a source of synonyms for single words. */
export function genericSynonyms(channel: GenericChannel, vocabulary: Vocabulary): SynonymSource {
  return {
    originalsOf(phrase) {
      const id = vocabulary.find(phrase);
      if (id < 0 || id + 1 >= channel.offsets.length) return [];
      const first = channel.offsets[id]!;
      return Array.from({ length: channel.offsets[id + 1]! - first }, (_, at) => ({
        original: vocabulary.word(channel.originals[first + at]!),
        log: channel.logs[first + at]!,
      }));
    },
  };
}

function layOut(
  size: number,
  ids: Int32Array,
  counts: Uint16Array,
  originals: Uint32Array,
  levels: Uint8Array,
): GenericChannel {
  const offsets = new Uint32Array(size + 1);
  counts.forEach((count, word) => {
    offsets[ids[word]! + 1] = count;
  });
  for (let id = 0; id < size; id++) offsets[id + 1]! += offsets[id]!;
  const channel = {
    offsets,
    originals: new Int32Array(originals.length),
    logs: new Float32Array(originals.length),
    isOriginal: new Uint8Array(size),
  };
  let pair = 0;
  counts.forEach((count, word) => {
    const first = offsets[ids[word]!]!;
    for (let k = 0; k < count; k++, pair++) {
      const original = ids[originals[pair]!]!;
      channel.originals[first + k] = original;
      channel.logs[first + k] = -levels[pair]! / STEPS;
      channel.isOriginal[original] = 1;
    }
  });
  return channel;
}
