/**
 * Counts sequences of up to five words in two kinds of text, level by level: a sequence is only counted where both its
 * beginning and its end were frequent enough (Apriori, Agrawal & Srikant 1994), so that memory stays bounded.
 */
import { phraseWords } from "../tracing/words.js";
import type { MinedGram } from "./terms-build.js";

export type TextKind = "science" | "general";

const KINDS: readonly TextKind[] = ["science", "general"];
const LONGEST = 5;
/** What a word, and what a sequence, must count in either kind of text to be looked at. */
const LEAST = { word: { science: 3, general: 12 }, gram: { science: 3, general: 6 } } as const;
/** Marks the end of a stretch of words. */
const BREAK = 0;

/** Running words as numbers, and whether a hyphen stands before each. */
class Running {
  ids = new Int32Array(1 << 20);
  hyphens = new Uint8Array(1 << 20);
  length = 0;

  push(id: number, hyphen: boolean): void {
    if (this.length === this.ids.length) {
      this.ids = enlarged(this.ids, new Int32Array(this.length * 2));
      this.hyphens = enlarged(this.hyphens, new Uint8Array(this.length * 2));
    }
    this.ids[this.length] = id;
    this.hyphens[this.length] = hyphen ? 1 : 0;
    this.length += 1;
  }
}

function enlarged<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Takes in texts and gives the sequences that they hold. */
export class TermMiner {
  private readonly ids = new Map<string, number>([["", BREAK]]);
  private readonly words: string[] = [""];
  private readonly texts: Readonly<Record<TextKind, Running>> = { science: new Running(), general: new Running() };

  add(kind: TextKind, text: string): void {
    const running = this.texts[kind];
    const { words, gaps } = phraseWords(text.replace(/\$[^$]*\$/g, " . "));
    words.forEach((word, at) => {
      if (gaps[at] === "break") running.push(BREAK, false);
      running.push(this.idOf(word), gaps[at] === "hyphen");
    });
    running.push(BREAK, false);
  }

  /** Every sequence that is frequent enough, single words first. */
  *grams(): Generator<MinedGram> {
    const counts = KINDS.map((kind) => this.wordCounts(this.texts[kind]));
    const known = this.words.map((_, id) => id !== BREAK && isFrequent(LEAST.word, counts, id));
    let names = this.words;
    let places = KINDS.map((kind) => {
      const { ids, length } = this.texts[kind];
      return Int32Array.from(ids.subarray(0, length), (id) => (known[id] ? id : -1));
    });
    for (let id = 1; id < names.length; id++) if (known[id]) yield gram(names[id]!, counts, id, 0);
    for (let length = 2; length <= LONGEST; length++) {
      const level = this.level(length, places);
      const inside = level.kept.map((slot) => this.nameOf(names, level.table.keys[slot]!));
      for (const [at, slot] of level.kept.entries())
        yield gram(inside[at]!, level.table.counts, slot, level.hyphens[at]!);
      [names, places] = [inside, level.places];
    }
  }

  private idOf(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) {
      id = this.words.push(word) - 1;
      this.ids.set(word, id);
    }
    return id;
  }

  private wordCounts({ ids, length }: Running): Uint32Array {
    const counts = new Uint32Array(this.words.length);
    for (let at = 0; at < length; at++) counts[ids[at]!]!++;
    return counts;
  }

  private nameOf(names: readonly string[], key: number): string {
    const size = this.words.length;
    return `${names[Math.floor(key / size)]!} ${this.words[key % size]!}`;
  }

  /** Sequences of a length; `before` are the numbers of the shorter ones, by place, -1 for none. */
  private level(length: number, before: readonly Int32Array[]) {
    const table = new GramTable();
    this.forEachPlace(length, before, (key, _, kind) => table.add(key, kind));
    const kept: number[] = [];
    const numbers = new Int32Array(table.keys.length).fill(-1);
    for (let slot = 0; slot < table.keys.length; slot++) {
      if (table.keys[slot]! < 0 || !isFrequent(LEAST.gram, table.counts, slot)) continue;
      numbers[slot] = kept.push(slot) - 1;
    }
    const places = before.map(({ length: count }) => new Int32Array(count).fill(-1));
    const hyphenated = Array.from({ length: length - 1 }, () => new Uint32Array(kept.length));
    this.forEachPlace(length, before, (key, at, kind) => {
      const number = numbers[table.slot(key)]!;
      places[kind]![at] = number;
      const { hyphens } = this.texts[KINDS[kind]!];
      for (let gap = 0; number >= 0 && gap < length - 1; gap++) hyphenated[gap]![number]! += hyphens[at + gap + 1]!;
    });
    const masks = Uint8Array.from(kept, (slot, number) => {
      const total = table.counts.reduce((sum, counts) => sum + counts[slot]!, 0);
      return hyphenated.reduce((mask, counts, gap) => mask | (counts[number]! * 2 > total ? 1 << gap : 0), 0);
    });
    return { table, kept, hyphens: masks, places };
  }

  private forEachPlace(
    length: number,
    before: readonly Int32Array[],
    visit: (key: number, at: number, kind: number) => void,
  ): void {
    const size = this.words.length;
    for (const [kind, numbers] of before.entries()) {
      const { ids } = this.texts[KINDS[kind]!];
      for (let at = 0; at + length - 1 < numbers.length; at++) {
        if (numbers[at]! < 0 || numbers[at + 1]! < 0) continue;
        visit(numbers[at]! * size + ids[at + length - 1]!, at, kind);
      }
    }
  }
}

function isFrequent(least: { science: number; general: number }, counts: readonly Uint32Array[], at: number): boolean {
  return counts[0]![at]! >= least.science || counts[1]![at]! >= least.general;
}

function gram(name: string, counts: readonly Uint32Array[], at: number, hyphens: number): MinedGram {
  return { words: name.split(" "), science: counts[0]![at]!, general: counts[1]![at]!, hyphens };
}

/** Counts by key, a whole number below 2^53, one a kind of text: open addressing. */
class GramTable {
  keys = new Float64Array(1 << 20).fill(-1);
  counts = KINDS.map(() => new Uint32Array(1 << 20));
  private filled = 0;

  slot(key: number): number {
    const mask = this.keys.length - 1;
    let at = hash(key) & mask;
    while (this.keys[at] !== -1 && this.keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  add(key: number, kind: number): void {
    let at = this.slot(key);
    if (this.keys[at] === -1) {
      if (this.filled * 4 > this.keys.length * 3) {
        this.grow();
        at = this.slot(key);
      }
      this.keys[at] = key;
      this.filled += 1;
    }
    this.counts[kind]![at]! += 1;
  }

  private grow(): void {
    const { keys, counts } = this;
    this.keys = new Float64Array(keys.length * 2).fill(-1);
    this.counts = counts.map(() => new Uint32Array(keys.length * 2));
    for (let from = 0; from < keys.length; from++) {
      if (keys[from] === -1) continue;
      const to = this.slot(keys[from]!);
      this.keys[to] = keys[from]!;
      this.counts.forEach((list, kind) => {
        list[to] = counts[kind]![from]!;
      });
    }
  }
}

function hash(key: number): number {
  const mixed = Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 2 ** 32) | 0, 0x85ebca77);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
