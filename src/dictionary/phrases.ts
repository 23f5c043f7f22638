/** Phrases in sentences, found by plain text: the self-test must not share the lookup that it tests. */
import { tokenize } from "../tokens/tokenize.js";

/** Longest phrase that the engine's lattice takes on either side, in tokens. */
export const LONGEST_PHRASE = 6;

/** Length in the engine's tokens: a compound with hyphens is one. */
export function phraseLength(phrase: string): number {
  return tokenize(phrase).count;
}

/** Lower case, straight apostrophes and quotes: what two spellings of one sentence share. Keeps the length. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}

/** Offsets of every whole-word occurrence of `phrase`, case and kind of apostrophe aside; a hyphen joins words. */
export function occurrences(sentence: string, phrase: string): number[] {
  const text = folded(sentence);
  const sought = folded(phrase);
  const found: number[] = [];
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
    const joinsBefore = isWordPart(text[at - 1]) && isWordPart(sought[0]);
    const joinsAfter = isWordPart(text[at + sought.length]) && isWordPart(sought.at(-1));
    if (!joinsBefore && !joinsAfter) found.push(at);
  }
  return found;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}-]/u.test(character);
}
