/** How a dictionary image lays out texts and lists of lists in its sections. */
import type { SectionArray } from "../binary/sections.js";

/** Takes the next section of an image. */
export type Take = <T extends SectionArray>() => T;

/** Strings as UTF-8 and where each begins, with one offset more than strings. */
export function encodeTexts(strings: readonly string[]): [Uint8Array, Uint32Array] {
  const bytes = strings.map((one) => Buffer.from(one));
  return [Buffer.concat(bytes), offsetsOf(bytes)];
}

/** Strings of `encodeTexts`: one is made when it is first asked for, since a text meets few of them. */
export class Texts {
  private readonly bytes: Buffer;
  private readonly made: (string | undefined)[] = [];

  constructor(
    { buffer, byteOffset, byteLength }: Uint8Array,
    private readonly offsets: Uint32Array,
  ) {
    this.bytes = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  }

  at(index: number): string {
    let text = this.made[index];
    if (text === undefined) {
      text = this.bytes.toString("utf8", this.offsets[index]!, this.offsets[index + 1]!);
      this.made[index] = text;
    }
    return text;
  }
}

/** Numbers of which many are the same: each once, and which of them stands where. */
export function coded(values: Float64Array): [Float64Array, Uint16Array | Uint32Array] {
  const distinct = [...new Set(values)];
  const places = new Map(distinct.map((value, place) => [value, place]));
  const which = Uint32Array.from(values, (value) => places.get(value)!);
  return [Float64Array.from(distinct), distinct.length > 0x10000 ? which : Uint16Array.from(which)];
}

/** The numbers of `coded`. */
export function decoded(distinct: Float64Array, places: Uint16Array | Uint32Array): Float64Array {
  const values = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) values[at] = distinct[places[at]!]!;
  return values;
}

/** Numbers of which most are 0: how many there are, where the others stand, and what they are. */
export function sparse(values: Float32Array): [Uint32Array, Uint32Array, Float32Array] {
  const places = Uint32Array.from(values.keys()).filter((at) => values[at] !== 0);
  return [Uint32Array.of(values.length), places, Float32Array.from(places, (at) => values[at]!)];
}

/** The numbers of `sparse`. */
export function filled(count: Uint32Array, places: Uint32Array, others: Float32Array): Float32Array {
  const values = new Float32Array(count[0]!);
  for (let at = 0; at < places.length; at++) values[places[at]!] = others[at]!;
  return values;
}

/** Where each list begins in their pool; one offset more than lists. */
export function offsetsOf(lists: readonly ArrayLike<unknown>[]): Uint32Array {
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => {
    offsets[at + 1] = offsets[at]! + list.length;
  });
  return offsets;
}

/** Lists of integers as offsets and one array. */
export function pooled(lists: readonly ArrayLike<number>[]): [Uint32Array, Int32Array] {
  const offsets = offsetsOf(lists);
  const pool = new Int32Array(offsets[lists.length]!);
  lists.forEach((list, at) => {
    pool.set(list, offsets[at]!);
  });
  return [offsets, pool];
}
