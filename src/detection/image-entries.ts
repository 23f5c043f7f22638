import type { SectionArray } from "../binary/sections.js";
import type { Entry } from "../dictionary/compile.js";
import { type EntryColumns, EntryFlag, entryFlags } from "../dictionary/entry-columns.js";
import { coded, decoded, encodeTexts, pooled, type Take, Texts } from "./image-sections.js";

/** Parts of speech by their number in an image. */
const PARTS: readonly Entry["pos"][] = [undefined, "noun", "verb", "adjective", "adverb"];

/** The sections of all entries, in the order in which `readEntries` takes them. */
export function encodeEntries(entries: readonly Entry[]): SectionArray[] {
  const withUnless = entries.filter(({ unless }) => unless.length > 0);
  return [
    ...encodeTexts(entries.flatMap((entry) => [entry.original, entry.spun])),
    ...entryArrays(entries),
    ...pooled(entries.map((entry) => entry.words)),
    ...pooled(entries.map((entry) => entry.spunIds)),
    Uint8Array.from(entries.flatMap((entry) => [...entry.shapes])),
    Uint8Array.from(entries, ({ pos }) => PARTS.indexOf(pos)),
    Uint32Array.from(withUnless, ({ index }) => index),
    ...encodeTexts(withUnless.map(({ unless }) => unless.join("\t"))),
  ];
}

function entryArrays(entries: readonly Entry[]): SectionArray[] {
  return [
    Uint8Array.from(entries, (entry) => entry.family),
    Uint8Array.from(entries, entryFlags),
    Int32Array.from(entries, (entry) => entry.key),
    Int32Array.from(entries, (entry) => entry.originalId),
    Int32Array.from(entries, (entry) => entry.count),
    ...coded(Float64Array.from(entries, (entry) => entry.probability)),
    ...coded(Float64Array.from(entries, (entry) => entry.keep)),
    ...coded(Float64Array.from(entries, (entry) => entry.emission)),
  ];
}

/** The arrays behind all entries of an image. */
interface EntryArrays {
  /** Original and spun phrase of each. */
  readonly texts: Texts;
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
  readonly parts: Uint8Array;
  /** The entries that have any, in order, and theirs. */
  readonly unlessEntries: Uint32Array;
  readonly unless: Texts;
}

/** The entries of an image, one by one and in columns. */
export interface ImageEntries {
  readonly entries: Entry[];
  readonly columns: EntryColumns;
}

/** Entries that read the image as it lies; what is not asked for is not read. */
export function readEntries(take: Take): ImageEntries {
  const arrays: EntryArrays = {
    texts: new Texts(take<Uint8Array>(), take<Uint32Array>()),
    families: take(),
    flags: take(),
    keys: take(),
    originalIds: take(),
    counts: take(),
    probabilities: decoded(take(), take()),
    keeps: decoded(take(), take()),
    emissions: decoded(take(), take()),
    wordOffsets: take(),
    words: take(),
    spunOffsets: take(),
    spuns: take(),
    shapes: take(),
    parts: take(),
    unlessEntries: take(),
    unless: new Texts(take<Uint8Array>(), take<Uint32Array>()),
  };
  const { families, flags, keys, probabilities, keeps, emissions, wordOffsets, words, spunOffsets, shapes } = arrays;
  const entries: Entry[] = [];
  for (let index = 0; index < families.length; index++) entries.push(new ImageEntry(arrays, index));
  return {
    entries,
    columns: {
      families,
      flags,
      keys,
      logs: probabilities.map(Math.log),
      probabilities,
      keeps,
      emissions,
      wordOffsets,
      words,
      shapeOffsets: spunOffsets,
      shapes,
    },
  };
}

const NOTHING: readonly string[] = [];

/** What has to be made of the arrays before it can be given out. */
type Made = Pick<Entry, "words" | "spunIds" | "shapes" | "log" | "unless">;

function make(arrays: EntryArrays, index: number): Made {
  const { wordOffsets, spunOffsets } = arrays;
  const spunFrom = spunOffsets[index]!;
  const spunTo = spunOffsets[index + 1]!;
  return {
    words: arrays.words.subarray(wordOffsets[index]!, wordOffsets[index + 1]!),
    spunIds: arrays.spuns.subarray(spunFrom, spunTo),
    shapes: arrays.shapes.subarray(spunFrom, spunTo),
    log: Math.log(arrays.probabilities[index]!),
    unless: unlessOf(arrays, index),
  };
}

function unlessOf({ flags, unlessEntries, unless }: EntryArrays, index: number): readonly string[] {
  if ((flags[index]! & EntryFlag.Unless) === 0) return NOTHING;
  let low = 0;
  let high = unlessEntries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (unlessEntries[middle]! < index) low = middle + 1;
    else high = middle;
  }
  return unless.at(low).split("\t");
}

/** An entry that reads what it is asked for out of the image. */
class ImageEntry implements Entry {
  /** Made when first asked for: entries that a text meets, it meets again and again. */
  private made: Made | undefined;

  constructor(
    private readonly arrays: EntryArrays,
    readonly index: number,
  ) {}

  private get views(): Made {
    this.made ??= make(this.arrays, this.index);
    return this.made;
  }

  get family(): number {
    return this.arrays.families[this.index]!;
  }
  get original(): string {
    return this.arrays.texts.at(2 * this.index);
  }
  get spun(): string {
    return this.arrays.texts.at(2 * this.index + 1);
  }
  get probability(): number {
    return this.arrays.probabilities[this.index]!;
  }
  get count(): number {
    return this.arrays.counts[this.index]!;
  }
  get unless(): readonly string[] {
    return this.views.unless;
  }
  get pos(): Entry["pos"] {
    return PARTS[this.arrays.parts[this.index]!];
  }
  get words(): Int32Array {
    return this.views.words;
  }
  get emission(): number {
    return this.arrays.emissions[this.index]!;
  }
  get originalId(): number {
    return this.arrays.originalIds[this.index]!;
  }
  get spunIds(): Int32Array {
    return this.views.spunIds;
  }
  get shapes(): Uint8Array {
    return this.views.shapes;
  }
  get key(): number {
    return this.arrays.keys[this.index]!;
  }
  get log(): number {
    return this.views.log;
  }
  get keep(): number {
    return this.arrays.keeps[this.index]!;
  }
  get contracts(): boolean {
    return (this.arrays.flags[this.index]! & EntryFlag.Contracts) !== 0;
  }
  get symbol(): boolean {
    return (this.arrays.flags[this.index]! & EntryFlag.Symbol) !== 0;
  }
  get guarded(): boolean {
    return (this.arrays.flags[this.index]! & EntryFlag.Guarded) !== 0;
  }
}
