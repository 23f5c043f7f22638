import { Damage } from "./damage.js";

/**
 * Lists of article numbers as bytes: ascending, each as its difference to the one before it (the first to `base`), seven
 * bits a byte, low bits first; the last byte of a number lacks the top bit.
 */

/** Bytes that a number takes at most: differences stay below 2^32. */
const LONGEST = 5;

/** The bytes of a list; `numbers` are ascending, distinct and not below `base`. */
export function encodeNumbers(numbers: ArrayLike<number>, base: number): Uint8Array {
  const bytes = new Uint8Array(numbers.length * LONGEST);
  let at = 0;
  let before = base;
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!;
    let rest = number - before;
    before = number;
    while (rest >= 0x80) {
      bytes[at++] = (rest & 0x7f) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    bytes[at++] = rest;
  }
  return bytes.subarray(0, at);
}

/**
 * Appends the numbers of a list to `into`.
 * @throws Damage when the bytes are no list of numbers from `base` to `last`.
 */
export function decodeNumbers(
  bytes: Uint8Array,
  { base, last }: { readonly base: number; readonly last: number },
  into: number[],
): void {
  let number = base;
  let rest = 0;
  let scale = 1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    rest += (byte & 0x7f) * scale;
    if (byte >= 0x80) {
      scale *= 0x80;
      continue;
    }
    number += rest;
    if (number > last) throw new Damage("a list of articles leaves its segment");
    into.push(number);
    rest = 0;
    scale = 1;
  }
  if (scale !== 1) throw new Damage("a list of articles ends in the middle of a number");
}
