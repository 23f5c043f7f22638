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
  private slots: Uint32Array;
  private mask: number;
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
    for (let id = 0; id < this.size; id++) this.insert(id);
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
    if (start + length > this.units.length) this.units = grown(this.units, new Uint16Array(this.units.length * 2 + 64));
    if (this.size + 2 > this.offsets.length) {
      this.offsets = grown(this.offsets, new Uint32Array(this.offsets.length * 2 + 16));
    }
    this.units.set(this.key.subarray(0, length), start);
    this.offsets[this.size + 1] = start + length;
    const id = this.size++;
    if (this.size * 2 > this.slots.length) this.rehash();
    else this.insert(id);
    return id;
  }

  private rehash(): void {
    this.slots = new Uint32Array(this.slots.length * 2);
    this.mask = this.slots.length - 1;
    for (let id = 0; id < this.size; id++) this.insert(id);
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
