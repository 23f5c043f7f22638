/** What the columns take of an entry; see `Entry`. */
interface ColumnedEntry {
  readonly family: number;
  readonly key: number;
  readonly log: number;
  readonly probability: number;
  readonly keep: number;
  readonly emission: number;
  readonly words: Int32Array;
  readonly shapes: Uint8Array;
  readonly unless: readonly string[];
  readonly contracts: boolean;
  readonly symbol: boolean;
  readonly guarded: boolean;
}

/** Bits of `EntryColumns.flags`. */
export const EntryFlag = { Contracts: 1, Symbol: 2, Guarded: 4, Unless: 8 } as const;
/** Flags of an entry that is no evidence by itself. */
export const UNSURE = EntryFlag.Contracts | EntryFlag.Symbol | EntryFlag.Guarded;

/** What is asked of entries again and again, by their index, in flat columns. */
export interface EntryColumns {
  readonly families: Uint8Array | Uint16Array;
  readonly flags: Uint8Array;
  readonly keys: Int32Array;
  readonly logs: Float64Array;
  readonly probabilities: Float64Array;
  readonly keeps: Float64Array;
  readonly emissions: Float64Array;
  /** First of each entry's words in `words`; one offset more than entries. */
  readonly wordOffsets: Uint32Array;
  readonly words: Int32Array;
  /** First of each entry's shapes in `shapes`, which are as many as its spun tokens. */
  readonly shapeOffsets: Uint32Array;
  readonly shapes: Uint8Array;
}

export function entryColumns(entries: readonly ColumnedEntry[]): EntryColumns {
  const wordOffsets = new Uint32Array(entries.length + 1);
  const shapeOffsets = new Uint32Array(entries.length + 1);
  entries.forEach(({ words, shapes }, at) => {
    wordOffsets[at + 1] = wordOffsets[at]! + words.length;
    shapeOffsets[at + 1] = shapeOffsets[at]! + shapes.length;
  });
  const words = new Int32Array(wordOffsets[entries.length]!);
  const shapes = new Uint8Array(shapeOffsets[entries.length]!);
  entries.forEach((entry, at) => {
    words.set(entry.words, wordOffsets[at]!);
    shapes.set(entry.shapes, shapeOffsets[at]!);
  });
  return {
    families: Uint16Array.from(entries, (entry) => entry.family),
    flags: Uint8Array.from(entries, entryFlags),
    keys: Int32Array.from(entries, (entry) => entry.key),
    logs: Float64Array.from(entries, (entry) => entry.log),
    probabilities: Float64Array.from(entries, (entry) => entry.probability),
    keeps: Float64Array.from(entries, (entry) => entry.keep),
    emissions: Float64Array.from(entries, (entry) => entry.emission),
    wordOffsets,
    words,
    shapeOffsets,
    shapes,
  };
}

/** Bits of `EntryFlag`. */
export function entryFlags(entry: ColumnedEntry): number {
  return (
    (entry.contracts ? EntryFlag.Contracts : 0) |
    (entry.symbol ? EntryFlag.Symbol : 0) |
    (entry.guarded ? EntryFlag.Guarded : 0) |
    (entry.unless.length > 0 ? EntryFlag.Unless : 0)
  );
}
