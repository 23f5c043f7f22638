import { readdirSync } from "node:fs";
import { join } from "node:path";

/** A pattern cut where its first wildcard stands: the folder to walk, and what paths below it must look like. */
export interface Glob {
  readonly base: string;
  readonly matches: (path: string) => boolean;
  /** How many folders deep a match can be; infinite with `**`. */
  readonly depth: number;
}

/** Reads `*`, `?`, `[a-z]`, `{a,b}` and `**`, none of which but the last reaches across a "/"; undefined without any. */
export function parseGlob(pattern: string): Glob | undefined {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => /[*?[{]/.test(part));
  if (first < 0) return undefined;
  const base = parts.slice(0, first).join("/");
  const wild = parts.slice(first);
  const regex = new RegExp(`^${wild.map((part, at) => partPattern(part, at === wild.length - 1)).join("")}$`, "s");
  return {
    base: base === "" ? (first > 0 ? "/" : ".") : base,
    matches: (path) => regex.test(path),
    depth: wild.includes("**") ? Number.POSITIVE_INFINITY : wild.length,
  };
}

function partPattern(part: string, isLast: boolean): string {
  if (part === "**") return isLast ? ".*" : "(?:[^/]+/)*";
  return wildcards(part) + (isLast ? "" : "/");
}

function wildcards(part: string): string {
  const tokens = part.match(/\[!?[^\]]+\]|\{[^}]*\}|[\s\S]/g) ?? [];
  const pattern = tokens.map((token) => {
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token.length > 1 && token.startsWith("[")) return token.replace(/^\[!/, "[^").replaceAll("\\", "\\\\");
    if (token.length > 1) return `(?:${token.slice(1, -1).split(",").map(wildcards).join("|")})`;
    return token.replace(/[\\^$.*+?()[\]{}|]/, "\\$&");
  });
  // As in shells, a name that begins with a dot must be asked for.
  return /^[*?[]/.test(part) ? `(?!\\.)${pattern.join("")}` : pattern.join("");
}

/** The entries of a folder, by name. */
export function sortedEntries(folder: string): string[] {
  return readdirSync(folder).sort();
}

/** A path below a folder, as the folder was given. */
export function below(folder: string, path: string): string {
  return folder === "." ? path : join(folder, path);
}
