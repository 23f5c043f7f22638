import type { Range } from "../result.js";
import type { Tokens } from "../tokens/tokenize.js";

/** 1 for each token that touches a protected span; `off` is sorted and disjoint. */
export function lockedTokens(tokens: Tokens, off: readonly Range[]): Uint8Array {
  const locked = new Uint8Array(tokens.count);
  let at = 0;
  for (let i = 0; i < tokens.count; i++) {
    while (at < off.length && off[at]!.end <= tokens.starts[i]!) at++;
    if (at < off.length && off[at]!.start < tokens.ends[i]!) locked[i] = 1;
  }
  return locked;
}
