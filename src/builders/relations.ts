import type { Frequency } from "./word-frequency.js";

/** How two words are related, as bits: each source that says so sets its own. */
export const Relation = {
  Paraphrase: 1,
  MobyHead: 2,
  MobyEntry: 4,
  FirstSense: 8,
  Synset: 16,
  Similar: 32,
  Hypernym: 64,
  Inflected: 128,
} as const;

const WORD = /^[a-z]{2,}(?:-[a-z]+)*$/;

/** An original is no rarer than this: a tool's table holds what authors write. */
export const LEAST_ORIGINAL = 1e-6;

/** Pairs of words that some thesaurus relates, by original, with their relations. */
export class Relations {
  private readonly heads = new Map<string, Map<string, number>>();

  constructor(
    private readonly frequency: Frequency,
    private readonly isWord: (word: string) => boolean,
  ) {}

  /** Adds that a tool may write `spun` for `original`; what is not two common enough words is left out. */
  add(original: string, spun: string, relation: number): void {
    if (original === spun || !WORD.test(original) || !WORD.test(spun)) return;
    if (this.frequency(original) < LEAST_ORIGINAL || !this.isWord(spun)) return;
    let pairs = this.heads.get(original);
    if (pairs === undefined) {
      pairs = new Map();
      this.heads.set(original, pairs);
    }
    pairs.set(spun, (pairs.get(spun) ?? 0) | relation);
  }

  get(original: string): ReadonlyMap<string, number> | undefined {
    return this.heads.get(original);
  }

  get originals(): string[] {
    return [...this.heads.keys()].sort();
  }
}
