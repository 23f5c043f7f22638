import { dress, type SurfaceContext } from "../edits/index.js";

/**
 * The wording of a pair, decided at some place in some case, for another place: with the case, the apostrophes and the gaps that
 * are found there. Null where a line break or the like has no room in it.
 */
export function wordingFor(
  pair: { readonly was: string; readonly now: string },
  found: string,
  context: SurfaceContext,
): string | null {
  const { was, now } = pairInCaseOf(pair, found);
  return dress(now, found, was, context);
}

/** The pair as a table would have it: without capitals that only the place of the decision gave it. */
function pairInCaseOf({ was, now }: { readonly was: string; readonly now: string }, found: string) {
  const isLower = !/\p{Lu}/u.test(found) && /\p{Lu}/u.test(was);
  if (isLower || (isShouted(was) && !isShouted(found))) return { was: was.toLowerCase(), now: now.toLowerCase() };
  if (/^\p{Ll}/u.test(found) && /^\p{Lu}/u.test(was)) return { was: lowerFirst(was), now: lowerFirst(now) };
  return { was, now };
}

function isShouted(phrase: string): boolean {
  return !/\p{Ll}/u.test(phrase) && (phrase.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

function lowerFirst(phrase: string): string {
  const [first = ""] = phrase;
  return first.toLowerCase() + phrase.slice(first.length);
}
