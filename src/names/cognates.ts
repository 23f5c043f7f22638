/** Endings by which forms of one word differ. */
const ENDINGS = /^(?:e?s|n|an|ese|e?d|ing|ly|al|ial|er|ers|y|ies|e|istan|'s)?$/;
const SHORTEST_STEM = 3;

/** Is one of two words, in lower case, a form of the other: "ring" and "rings", "Europe" and "European"? */
export function areCognate(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  if (same >= SHORTEST_STEM && ENDINGS.test(a.slice(same)) && ENDINGS.test(b.slice(same))) return true;
  if (otherSpelling(a) === b) return true;
  return a.length !== b.length && (a.endsWith(`-${b}`) || b.endsWith(`-${a}`));
}

/** British and American endings and stems, both ways. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/is(ation|ations|e|ed|es|ing|er|ers)$/, "iz$1"],
  [/iz(ation|ations|e|ed|es|ing|er|ers)$/, "is$1"],
  [/^(lab|harb|neighb|col|hon|fav)our/, "$1or"],
  [/^(lab|harb|neighb|col|hon|fav)or(?!i)/, "$1our"],
  [/^(cent|theat)re(s?)$/, "$1er$2"],
  [/^(cent|theat)er(s?)$/, "$1re$2"],
  [/^(def|off)ence$/, "$1ense"],
  [/^(def|off)ense$/, "$1ence"],
  [/^programme(s?)$/, "program$1"],
  [/^program(s?)$/, "programme$1"],
];

/** A word in lower case as the other side of the Atlantic spells it; null when there is no other spelling. */
export function otherSpelling(word: string): string | null {
  for (const [pattern, to] of SPELLINGS) if (pattern.test(word)) return word.replace(pattern, to);
  return null;
}

/** Do two words begin alike and differ by one or two letters: spellings of one name ("Kahn", "Khan")? */
export function areSpelledAlike(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
}
