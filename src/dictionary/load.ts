/** Reads a dictionary file of either kind from disk. */
import { readFileSync, statSync } from "node:fs";
import { type CuratedFile, parseCurated } from "./curated.js";
import { curatedFamily } from "./expand.js";
import type { Family } from "./family.js";
import { learnedFamily, parseLearned } from "./learned.js";
import { DictionaryError, fileProblem } from "./problems.js";

/** The families a file holds: `.yaml`/`.yml` curated, `.tsv` learned. Throws a DictionaryError that names the file. */
export function loadDictionary(path: string): Family[] {
  const kind = kindOf(path);
  const text = readDictionaryText(path);
  return [kind === "curated" ? curatedFamily(parseCurated(text, path)) : learnedFamily(parseLearned(text, path))];
}

/** A curated file with its positions, for lint and self-test. */
export function loadCurated(path: string): CuratedFile {
  if (kindOf(path) !== "curated") throw problem(path, "kind", "only curated files (.yaml) have entries to check");
  return parseCurated(readDictionaryText(path), path);
}

function kindOf(path: string): "curated" | "learned" {
  if (/\.ya?ml$/i.test(path)) return "curated";
  if (/\.tsv$/i.test(path)) return "learned";
  throw problem(
    path,
    "kind",
    "the kind of this dictionary is not known. Curated files end in .yaml, learned tables in .tsv",
  );
}

/** The file's text, without a byte order mark. */
export function readDictionaryText(path: string): string {
  const bytes = readBytes(path);
  if (bytes.length === 0) throw problem(path, "empty", "the file is empty. Name another, or learn it again");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw problem(path, "encoding", "the file is not UTF-8 text. Save it as UTF-8");
  }
  const nul = text.indexOf("\0");
  if (nul < 0) return text;
  const before = text.slice(0, nul).split("\n");
  const message = "there is a NUL character, so this is not a text file. Remove it, or name another file";
  const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  throw new DictionaryError([{ file: path, ...at, rule: "encoding", message }]);
}

function readBytes(path: string): Uint8Array {
  try {
    if (statSync(path).isDirectory())
      throw unreadable(path, "directory", "this is a directory. Name a .yaml or .tsv file in it");
    return readFileSync(path);
  } catch (error) {
    if (error instanceof DictionaryError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = missing ? "no such file" : `the file cannot be read (${(error as Error).message})`;
    throw unreadable(path, "missing", `${why}. Check the path`);
  }
}

function problem(path: string, rule: string, message: string): DictionaryError {
  return new DictionaryError([fileProblem(path, rule, message)]);
}

/** A file that cannot be opened has no line to show. */
function unreadable(path: string, rule: string, message: string): DictionaryError {
  return new DictionaryError([{ file: path, line: 0, column: 0, rule, message }]);
}
