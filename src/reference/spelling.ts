/** Endings and stems that are spelled in two ways, each as its commoner one. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/-/g, ""],
  [/(?<=\p{L}{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)/u, "iz"],
  [/(?<=\p{L}{2})ys(?=(?:e|ed|es|er|ers|ing)$)/u, "yz"],
  [/(?<=\p{L}{2})our(?=\p{L}*$)/u, "or"],
  [/(?<=\p{L}[bt])re(?=s?$)/u, "er"],
  [/(?<=\p{L}{2})ence(?=s?$)/u, "ense"],
  [/(?<=\p{L}[aeiou])ll(?=(?:ed|er|ers|ing)$)/u, "l"],
  [/(?<=\p{L}{3}og)ue(?=s?$)/u, ""],
  [/^programme/, "program"],
  [/^grey/, "gray"],
];

/** Are two wordings one and the same but for a house's spelling: "per cent", "organise", "centre"? */
export function differInSpellingOnly(a: string, b: string): boolean {
  return a !== b && plainSpelling(a) === plainSpelling(b);
}

function plainSpelling(wording: string): string {
  const lower = wording.toLowerCase().replace(/\bper cent\b/g, "percent");
  return lower.replace(/[\p{L}-]+/gu, (word) => SPELLINGS.reduce((now, [from, to]) => now.replace(from, to), word));
}
