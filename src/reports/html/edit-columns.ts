import type { Edit } from "../../result.js";
import { changedWords } from "./changed-words.js";
import { APPLIED, CHANNELS, EDIT_BYTES, PROBABILITY_UNIT } from "./shape.js";

const PLAIN_ID = /^[0-9a-f]{16}$/;

/** The edits of a run in columns; a run of 200,000 edits takes a few megabytes. */
export class EditColumns {
  readonly was: string[] = [];
  readonly now: string[] = [];
  readonly otherIds: Record<number, string> = {};
  readonly families: string[] = [];
  #numbers = new Map<string, number>();
  #familyNumbers = new Map<string, number>();
  #pairs: number[] = [];
  #ids: number[] = [];
  #probabilities: number[] = [];
  #families: number[] = [];
  #flags: number[] = [];
  #changed: number[] = [];

  get length(): number {
    return this.#pairs.length;
  }

  add(edit: Edit): void {
    this.#addId(edit.id);
    this.#pairs.push(this.#pairNumber(edit.was, edit.now));
    this.#probabilities.push(Math.round(edit.probability * PROBABILITY_UNIT));
    this.#families.push(this.familyNumber(edit.evidence.family ?? null) + 1);
    this.#flags.push((edit.verdict === "apply" ? APPLIED : 0) | (CHANNELS.indexOf(edit.channel) << 1));
    this.#changed.push(Math.min(255, changedWords(edit.was, edit.now)));
  }

  /** Number of a family, from 0; -1 for none. */
  familyNumber(family: string | null): number {
    if (family === null) return -1;
    const known = this.#familyNumbers.get(family);
    if (known !== undefined) return known;
    this.#familyNumbers.set(family, this.families.length);
    return this.families.push(family) - 1;
  }

  /** The layout that `EDIT_BYTES` describes. */
  toBytes(): Uint8Array {
    const count = this.length;
    const bytes = new Uint8Array(count * EDIT_BYTES);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const pair of this.#pairs) at = put32(view, at, pair);
    for (const half of this.#ids) at = put32(view, at, half);
    for (const probability of this.#probabilities) at = put16(view, at, probability);
    for (const family of this.#families) at = put16(view, at, family);
    bytes.set(this.#flags, at);
    bytes.set(this.#changed, at + count);
    return bytes;
  }

  #addId(id: string): void {
    const plain = PLAIN_ID.test(id);
    if (!plain) this.otherIds[this.length] = id;
    this.#ids.push(plain ? Number.parseInt(id.slice(0, 8), 16) : 0, plain ? Number.parseInt(id.slice(8), 16) : 0);
  }

  #pairNumber(was: string, now: string): number {
    const key = `${was.length}:${was}${now}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.was.length);
    this.now.push(now);
    return this.was.push(was) - 1;
  }
}

function put32(view: DataView, at: number, value: number): number {
  view.setUint32(at, value, true);
  return at + 4;
}

function put16(view: DataView, at: number, value: number): number {
  view.setUint16(at, value, true);
  return at + 2;
}
