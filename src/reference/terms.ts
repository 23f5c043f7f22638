import { TokenKind, tokenize } from "../tokens/tokenize.js";

/** A text without any of these needs no more than lower case. */
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * The terms of a text, in its order and as often as it has them: words, numbers and compounds in lower case, with
 * straight apostrophes and plain hyphens, accents composed; a compound is followed by its parts ("us-led", "us", "led").
 * Punctuation and clitics ('s) are none. Stores keep articles under these terms: a change needs a new format version.
 */
export function referenceTerms(text: string): string[] {
  const { count, starts, ends, kinds } = tokenize(text);
  const terms: string[] = [];
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!;
    if (kind === TokenKind.Punctuation || kind === TokenKind.Clitic) continue;
    const term = plainTerm(text.slice(starts[i], ends[i]));
    if (term !== "") terms.push(term);
    if (kind === TokenKind.Compound) {
      for (const part of term.split("-")) if (part !== "") terms.push(part);
    }
  }
  return terms;
}

/** The terms of an article: of its title and of its text. */
export function articleTerms({ title, text }: { readonly title: string; readonly text: string }): string[] {
  return title === "" ? referenceTerms(text) : referenceTerms(title).concat(referenceTerms(text));
}

function plainTerm(token: string): string {
  if (!BEYOND_ASCII.test(token)) return token.toLowerCase();
  const letters = token.replace(/[\u00ad\u200c\u200d]/g, "");
  const marks = letters.replace(/[\u2019\u02bc]/g, "'").replace(/[\u2010\u2011]/g, "-");
  return marks.normalize("NFC").toLowerCase();
}
