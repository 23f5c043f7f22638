/** How a dictionary image lays out texts and lists of lists in its sections. */
import type { SectionArray } from "../binary/sections.js";

/** Takes the next section of an image. */
export type Take = <T extends SectionArray>() => T;

export function encodeText(strings: readonly string[]): Uint8Array {
  return new TextEncoder().encode(strings.join("\n"));
}

/** Strings of a section; text is copied out of shared memory, where it cannot be decoded. */
export function decodeText(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes.slice());
  return text === "" ? [] : text.split("\n");
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
