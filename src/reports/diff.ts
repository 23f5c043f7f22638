import { posix } from "node:path";
import type { Edit } from "../result.js";
import { FileDiff } from "./file-diff.js";
import { nothing, type Report, type ReportedStretch } from "./report.js";

/**
 * A unified diff of the applied edits that `git apply` and `patch -p1` accept; nothing for an unchanged file.
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
  file: (source) => new FileDiff(headerOf(source)),
};

/** What a diff needs of an edit. */
export type Replacement = Pick<Edit, "start" | "end" | "now">;

/** The diff of a text in UTF-8; `edits` are sorted and disjoint. */
export function unifiedDiff(source: string, input: string, edits: readonly Replacement[]): string {
  const diff = new FileDiff(headerOf(source));
  return Buffer.concat([diff.stretch(textStretch(input, edits)), diff.end()]).toString();
}

/** A text as the bytes of its file in UTF-8, with what edits replace in them. */
export function textStretch(input: string, edits: readonly Replacement[]): ReportedStretch {
  let [at, byte] = [0, 0];
  const changes = edits.map(({ start, end, now }) => {
    const from = byte + Buffer.byteLength(input.slice(at, start));
    byte = from + Buffer.byteLength(input.slice(start, end));
    at = end;
    return { start: from, end: byte, bytes: Buffer.from(now) };
  });
  return { bytes: Buffer.from(input), changes };
}

function headerOf(source: string): string {
  const name = pathInDiff(source);
  return `--- ${diffName("a", name)}\n+++ ${diffName("b", name)}\n`;
}

/**
 * `-p1` strips the leading "a/", so what follows must be relative, and may not lead upwards: "/tmp/x" becomes "tmp/x",
 * "./x" and "../x" become "x".
 */
function pathInDiff(source: string): string {
  if (source === "-") return "stdin";
  return posix.normalize(source).replace(/^\/+|^(?:\.\.\/)+/, "");
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
