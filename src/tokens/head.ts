/** Words after which the head of a noun phrase is complete: "loss of life", "man in the street". */
const AFTER_HEAD = new Set(["of", "in", "for", "at", "on", "to", "with", "by", "from"]);

/** Index of the word that a phrase is built on: the last before any preposition in a noun phrase, the first in any other. */
export function headIndex(words: readonly string[], pos: "noun" | "verb" | "adjective" | "adverb"): number {
  if (pos !== "noun") return 0;
  const stop = words.findIndex((word, index) => index > 0 && AFTER_HEAD.has(word));
  return (stop < 0 ? words.length : stop) - 1;
}
