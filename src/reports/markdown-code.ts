import { shownName } from "./names.js";

/**
 * Text of a document as a Markdown code span for a table's cell: inside one, nothing is markup, a mention or a link.
 * On one line, at most `most` characters; empty text is said in words.
 */
export function codeSpan(text: string, most: number): string {
  const line = shownName(text.replace(/\s+/g, " ").trim()).replace(/\p{Surrogate}/gu, "\ufffd");
  if (line === "") return "*nothing*";
  const characters = [...line];
  const shown = characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  // A cell ends at a bar, also inside a code span, unless a backslash stands before it, which then goes (GFM, 4.10).
  return `${fence}${padding}${shown.replaceAll("|", "\\|")}${padding}${fence}`;
}
