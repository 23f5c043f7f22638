import type { Decision } from "./decision.js";

/** The key of a pair in any case form. */
export function pairKey(was: string, now: string): string {
  return JSON.stringify([folded(was), folded(now)]);
}

/** The pairs that a decision everywhere is about: an own wording holds for two. */
export function pairKeys({ was, now, proposed }: Decision): string[] {
  const own = pairKey(was, now);
  return proposed === undefined ? [own] : [...new Set([own, pairKey(was, proposed)])];
}

/** A phrase without what its place in a text adds: case, line breaks, the shape of apostrophes. */
export function folded(phrase: string): string {
  return phrase.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").trim();
}
