import { Damage } from "./damage.js";
import { encodeNumbers } from "./posting-list.js";

/**
 * Lists of a block's articles as bytes, made so that a list is lengthened by adding bytes to it: runs of ascending
 * numbers, each as `encodeNumbers` has it from one below the block on, so that no difference is 0; a 0 begins a new run.
 */

/** The bytes of one run; `numbers` are ascending, distinct and not below `first`, the block's first. */
export function encodeRun(numbers: ArrayLike<number>, first: number): Buffer {
  return Buffer.from(encodeNumbers(numbers, first - 1));
}

/** What stands between two runs. */
export const NEW_RUN = Buffer.of(0);

/**
 * The runs of a list, each ascending.
 * @throws Damage when the bytes are no such list, or leave the block.
 */
export function decodeRuns(
  bytes: Uint8Array,
  { first, last }: { readonly first: number; readonly last: number },
): number[][] {
  let run: number[] = [];
  const runs = [run];
  let number = first - 1;
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === 0) {
      run = [];
      runs.push(run);
      number = first - 1;
      continue;
    }
    let byte = bytes[at]!;
    let difference = byte & 0x7f;
    for (let scale = 0x80; byte >= 0x80; scale *= 0x80) {
      at += 1;
      byte = bytes[at] ?? 0x80;
      if (at === bytes.length) throw new Damage("a list of articles ends in the middle of a number");
      difference += (byte & 0x7f) * scale;
    }
    number += difference;
    if (number > last) throw new Damage("a list of articles leaves its block");
    run.push(number);
  }
  return runs;
}
