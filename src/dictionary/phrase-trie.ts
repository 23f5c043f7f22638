/** Longest phrase, in tokens, on either side of a substitution. */
export const MAX_PHRASE = 6;

/** Room for word ids below 2^20 beside a node in one exact double. */
const WORDS = 0x100000;

/** Phrases of word ids interned as integers; a phrase's node is its id, 0 is the empty phrase. */
export class PhraseTrie {
  private readonly children = new Map<number, number>();
  private readonly parents: number[] = [0];
  private readonly lastWords: number[] = [-1];

  get size(): number {
    return this.parents.length;
  }

  /** The node one word further, or -1. */
  child(node: number, word: number): number {
    return this.children.get(node * WORDS + word) ?? -1;
  }

  intern(words: ArrayLike<number>, start: number, end: number): number {
    let node = 0;
    for (let at = start; at < end; at++) {
      const key = node * WORDS + words[at]!;
      let next = this.children.get(key);
      if (next === undefined) {
        next = this.parents.length;
        this.children.set(key, next);
        this.parents.push(node);
        this.lastWords.push(words[at]!);
      }
      node = next;
    }
    return node;
  }

  wordsOf(node: number): number[] {
    const words: number[] = [];
    for (let at = node; at !== 0; at = this.parents[at]!) words.unshift(this.lastWords[at]!);
    return words;
  }
}
