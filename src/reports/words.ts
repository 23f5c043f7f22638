import type { Edit } from "../result.js";
import { shownName } from "./names.js";
import { formatProbability } from "./probability.js";
import { nothing, type Report } from "./report.js";

/** How the three kinds of marks look; each gets the words and gives the marked words. */
export interface WordMarks {
  removed(words: string): string;
  added(words: string): string;
  suggested(words: string, probability: number): string;
}

/** Marks that survive without colour, in the notation of `git diff --word-diff`. */
export const plainMarks: WordMarks = {
  removed: (words) => (words === "" ? "" : `[-${words}-]`),
  added: (words) => (words === "" ? "" : `{+${words}+}`),
  suggested: (words, probability) => `{?${words} p=${formatProbability(probability)}?}`,
};

/** The whole document with every edit shown at its place: applied ones as removed and added words, suggestions after. */
export function wordsReport(marks: WordMarks): Report {
  return {
    extension: ".words.txt",
    start: nothing,
    document: ({ input, result }, index, several) => {
      const heading = several ? `${index > 0 ? "\n" : ""}==> ${shownName(result.source)} <==\n` : "";
      const body = markWords(input, result.edits, marks);
      return several && !body.endsWith("\n") ? `${heading}${body}\n` : heading + body;
    },
    end: nothing,
  };
}

function markWords(input: string, edits: readonly Edit[], marks: WordMarks): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits) {
    parts.push(input.slice(from, edit.start));
    if (edit.verdict === "apply") parts.push(marks.removed(edit.was), marks.added(edit.now));
    else parts.push(edit.was, marks.suggested(edit.now, edit.probability));
    from = edit.end;
  }
  parts.push(input.slice(from));
  return parts.join("");
}
