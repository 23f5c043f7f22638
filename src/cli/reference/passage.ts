import { referenceTerms } from "../../reference/terms.js";

/** UTF-16 units shown of an article. */
const LENGTH = 200;

/** The part of a text around the first of the question's words, on one line, cut between words. */
export function passage(text: string, question: string): string {
  const words = referenceTerms(question).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const first =
    words.length === 0
      ? -1
      : text.search(new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "iu"));
  const start = wordStart(text, Math.max(0, first - LENGTH / 3));
  const end = wordEnd(text, start + LENGTH);
  const part = text.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "… " : ""}${part}${end < text.length ? " …" : ""}`;
}

/** The first beginning of a word at or after a place, unless it is far. */
function wordStart(text: string, at: number): number {
  const blank = at === 0 ? -1 : text.slice(at, at + LENGTH / 4).search(/\s/);
  return blank < 0 ? Math.floor(at) : Math.floor(at) + blank + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const back = text.slice(at - LENGTH / 4, at).search(/\s\S*$/);
  return back < 0 ? at : at - LENGTH / 4 + back;
}
