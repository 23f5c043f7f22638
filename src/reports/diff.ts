import { changedBlocks, type Replacement } from "./blocks.js";
import { hunksOf, printHunk } from "./hunks.js";
import { splitLines } from "./lines.js";
import { nothing, type Report } from "./report.js";

/**
 * A unified diff of the applied edits that `git apply` and `patch -p1` accept; nothing for an unchanged document.
 * It is written from the edits we hold. Comparing the two texts again could pair other words than we did.
 */
export const diffReport: Report = {
  extension: ".diff",
  start: nothing,
  document: ({ input, result }) => {
    const applied = result.edits.filter((edit) => edit.verdict === "apply");
    return applied.length === 0 ? "" : unifiedDiff(result.source, input, applied);
  },
  end: nothing,
};

/** `edits` are sorted and disjoint. */
export function unifiedDiff(source: string, input: string, edits: readonly Replacement[]): string {
  const lines = splitLines(input);
  const hunks = hunksOf(changedBlocks(input, lines, edits), lines.length);
  if (hunks.length === 0) return "";
  const name = pathInDiff(source);
  const header = `--- ${diffName("a", name)}\n+++ ${diffName("b", name)}\n`;
  return header + hunks.map((hunk) => printHunk(hunk, lines)).join("");
}

/** `-p1` strips the leading "a/", so what follows must be relative: "/tmp/x" becomes "tmp/x", "./x" becomes "x". */
function pathInDiff(source: string): string {
  if (source === "-") return "stdin";
  return source.replace(/^(?:\.?\/+)+/, "");
}

/** git quotes names with quotes, backslashes or control characters, and ends names with blanks by a tab. */
function diffName(side: "a" | "b", name: string): string {
  const full = `${side}/${name}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file names may hold them, and a raw line feed would break the diff
  if (/["\\\u0000-\u001f\u007f]/.test(full)) return `"${full.replace(/["\\\u0000-\u001f\u007f]/g, escapeCharacter)}"`;
  return full.includes(" ") ? `${full}\t` : full;
}

function escapeCharacter(character: string): string {
  const short: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  return short[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
