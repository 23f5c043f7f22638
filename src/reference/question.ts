/** More words than anyone asks; each costs a look-up. */
const MOST_WORDS = 64;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * A question of people as an FTS5 query: all of its words, and its "quoted phrases" as phrases. Whatever else it
 * holds stands for itself: no operators, no columns. Empty when there is no word in it.
 */
export function fullTextQuery(question: string): string {
  return questionParts(question)
    .map((part) => `"${part}"`)
    .join(" AND ");
}

/** The words of a question, and its "quoted phrases" without their marks; what has neither letter nor digit is left out. */
export function questionParts(question: string): readonly string[] {
  const parts: string[] = [];
  // A quotation mark without its fellow opens a phrase to the end.
  for (const [, phrase, word] of question.replace(/[\0“”„]/g, mark).matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
    const part = phrase ?? word ?? "";
    if (HAS_WORD.test(part)) parts.push(part);
    if (parts.length === MOST_WORDS) break;
  }
  return parts;
}

function mark(character: string): string {
  return character === "\0" ? " " : '"';
}
