import { distinctKeys } from "./term-key.js";

/** Changes of articles that are still to go into the term index; in memory until `TermIndex.write`. */
export class PostingBatch {
  /** For each term's key the new articles that hold it, ascending. */
  readonly added = new Map<number, number[]>();
  /** For each term's key the articles that gained (true) or lost it. */
  readonly changed = new Map<number, Map<number, boolean>>();
  /** Numbers of the new articles; both 0 when there are none. */
  first = 0;
  last = 0;
  /** Articles added or changed. */
  size = 0;

  /** A new article; its number is above those before it. */
  add(number: number, terms: readonly string[]): void {
    for (const key of distinctKeys(terms)) {
      const list = this.added.get(key);
      if (list === undefined) this.added.set(key, [number]);
      else list.push(number);
    }
    if (this.first === 0) this.first = number;
    this.last = number;
    this.size += 1;
  }

  /** An article whose text became another; without terms, it is gone. */
  change(number: number, before: readonly string[], after: readonly string[]): void {
    const [old, now] = [new Set(distinctKeys(before)), new Set(distinctKeys(after))];
    for (const key of old) if (!now.has(key)) this.mark(key, number, false);
    for (const key of now) if (!old.has(key)) this.mark(key, number, true);
    this.size += 1;
  }

  private mark(key: number, number: number, holds: boolean): void {
    const articles = this.changed.get(key);
    if (articles === undefined) this.changed.set(key, new Map([[number, holds]]));
    else articles.set(number, holds);
  }
}
