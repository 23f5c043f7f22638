import type { Tokens } from "../tokens/tokenize.js";
import { MAX_KEY, numberClass, unknownClass, WordClass, writeKey } from "./word-key.js";

/** The words of a vocabulary as one string of UTF-16 units and where each word begins; word 0 is "<unk>". */
export interface WordList {
  readonly units: Uint16Array;
  /** `size + 1` offsets into `units`. */
  readonly offsets: Uint32Array;
}

/**
 * Words to integer ids and back, without a JavaScript string per word: an open-addressing hash
 * table over the packed word list. Words added later (table words that the model does not know) get ids from
 * `modelSize` on; the model reads them as unknown words.
 */
export class Vocabulary {
  private units: Uint16Array;
  private offsets: Uint32Array;
  /** Ids plus one by their words' hash; 0 marks a free slot. Words are put here when one is first looked for. */
  private slots: Uint32Array;
  private mask: number;
  /** Number of words that stand in `slots`. */
  private placed = 0;
  /** Words that were asked for as strings. */
  private readonly strings: (string | undefined)[];
  /** Number of all words, added ones included. */
  size: number;
  /** Number of words that the language model knows. */
  readonly modelSize: number;
  private readonly key = new Uint16Array(MAX_KEY + 4);

  constructor(words: WordList, spare = 0) {
    this.modelSize = words.offsets.length - 1;
    this.size = this.modelSize;
    this.strings = new Array<string | undefined>(this.modelSize + spare).fill(undefined);
    this.units = new Uint16Array(words.units.length + spare * 10);
    this.units.set(words.units);
    this.offsets = new Uint32Array(this.modelSize + spare + 1);
    this.offsets.set(words.offsets);
    let capacity = 1024;
    while (capacity < (this.modelSize + spare) * 2) capacity *= 2;
    this.slots = new Uint32Array(capacity);
    this.mask = capacity - 1;
  }

  /** The words from an id on, as they lie here. */
  wordsFrom(first: number): WordList {
    const offsets = this.offsets.slice(first, this.size + 1);
    const begin = offsets[0]!;
    return {
      units: this.units.slice(begin, this.offsets[this.size]),
      offsets: offsets.map((offset) => offset - begin),
    };
  }

  /** Adds words that another vocabulary of the same words had added to them; see `wordsFrom`. They must be new here. */
  addNew({ units, offsets }: WordList): void {
    const start = this.offsets[this.size]!;
    const count = offsets.length - 1;
    this.makeRoom(count, units.length);
    this.units.set(units, start);
    for (let at = 1; at <= count; at++) this.offsets[this.size + at] = start + offsets[at]!;
    this.size += count;
  }

  /** Id of a word's key (see `writeKey`), or -1. */
  find(word: string): number {
    const length = writeKey(word, 0, word.length, this.key);
    return length === 0 ? -1 : this.lookUp(length);
  }

  /** Id of a word's key, added when it is new. A word that is too long for a key is "<unk>". */
  add(word: string): number {
    const length = writeKey(word, 0, word.length, this.key);
    if (length === 0) return WordClass.Unknown;
    const known = this.lookUp(length);
    return known >= 0 ? known : this.append(length);
  }

  /** Id of a token, its own if it has one, else its class's. */
  idOf(tokens: Tokens, index: number): number {
    const number = numberClass(tokens, index);
    const length = writeKey(tokens.text, tokens.starts[index]!, tokens.ends[index]!, this.key);
    const id = length === 0 ? -1 : this.lookUp(length);
    if (id >= 0) return id;
    return number === WordClass.Unknown ? unknownClass(tokens, index) : number;
  }

  /** What the model reads for an id: the id, or "<unk>" for an added word. */
  modelId(id: number): number {
    return id < this.modelSize ? id : WordClass.Unknown;
  }

  word(id: number): string {
    let word = this.strings[id];
    if (word === undefined) {
      word = String.fromCharCode(...this.units.subarray(this.offsets[id]!, this.offsets[id + 1]!));
      this.strings[id] = word;
    }
    return word;
  }

  private lookUp(length: number): number {
    if (this.placed < this.size) this.placeAll();
    const { key, units, offsets, slots, mask } = this;
    let at = hash(key, 0, length) & mask;
    for (let slot = slots[at]!; slot !== 0; at = (at + 1) & mask, slot = slots[at]!) {
      const start = offsets[slot - 1]!;
      if (offsets[slot]! - start !== length) continue;
      let same = 0;
      while (same < length && units[start + same] === key[same]) same++;
      if (same === length) return slot - 1;
    }
    return -1;
  }

  private append(length: number): number {
    const start = this.offsets[this.size]!;
    this.makeRoom(1, length);
    this.units.set(this.key.subarray(0, length), start);
    this.offsets[this.size + 1] = start + length;
    const id = this.size++;
    this.placeAll();
    return id;
  }

  private makeRoom(words: number, units: number): void {
    const needed = this.offsets[this.size]! + units;
    if (needed > this.units.length) this.units = grown(this.units, new Uint16Array(needed * 2 + 64));
    if (this.size + words + 1 > this.offsets.length) {
      this.offsets = grown(this.offsets, new Uint32Array((this.size + words) * 2 + 16));
    }
  }

  /** Puts the words that are not yet in their slots there; in more slots, when they get scarce. */
  private placeAll(): void {
    let capacity = this.slots.length;
    while (this.size * 2 > capacity) capacity *= 2;
    if (capacity > this.slots.length) {
      this.slots = new Uint32Array(capacity);
      this.mask = capacity - 1;
      this.placed = 0;
    }
    for (; this.placed < this.size; this.placed++) this.insert(this.placed);
  }

  private insert(id: number): void {
    let at = hash(this.units, this.offsets[id]!, this.offsets[id + 1]!) & this.mask;
    while (this.slots[at] !== 0) at = (at + 1) & this.mask;
    this.slots[at] = id + 1;
  }
}

function grown<T extends Uint16Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo), with a final mix so that low bits are good. */
function hash(units: Uint16Array, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let at = start; at < end; at++) h = Math.imul(h ^ units[at]!, 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Packs words into a word list; the first words must be `CLASS_WORDS`. */
export function packWords(words: readonly string[]): WordList {
  const offsets = new Uint32Array(words.length + 1);
  let total = 0;
  for (let id = 0; id < words.length; id++) {
    total += words[id]!.length;
    offsets[id + 1] = total;
  }
  const units = new Uint16Array(total);
  let at = 0;
  for (const word of words) for (let i = 0; i < word.length; i++) units[at++] = word.charCodeAt(i);
  return { units, offsets };
}
