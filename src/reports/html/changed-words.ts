/**
 * How many words an edit changes: the words of the longer side without what both sides begin and end with.
 * It is the word edit distance where the changed words stand together, as they do in a swap.
 */
export function changedWords(was: string, now: string): number {
  const before = wordsOf(was);
  const after = wordsOf(now);
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return Math.max(before.length, after.length) - head - tail;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
