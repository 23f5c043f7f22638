import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { shownName } from "../../reports/names.js";
import { Failure, messageOf } from "../failure.js";
import { kindByName } from "./kinds.js";

/** A file to read, or a folder that cannot be looked into. */
export type ArticleFile = { readonly file: string } | { readonly problem: Failure };

/**
 * The files that a path names: itself, or of a folder all below it whose names tell a kind of article file, sorted; links
 * are followed, but no folder is entered twice. Hidden files and folders are passed over.
 */
export function* articleFiles(path: string): Generator<ArticleFile> {
  if (path === "-" || !isFolder(path)) {
    yield { file: path };
    return;
  }
  let found = false;
  for (const file of below(path, new Set())) {
    found = true;
    yield file;
  }
  if (!found) {
    yield {
      problem: new Failure(
        `${shownName(path)}: no file with articles in this folder (.txt, .jsonl, .json, .csv, .tsv, .xml, .html, .md, .warc; also .gz). Name another folder, or files.`,
      ),
    };
  }
}

function* below(folder: string, entered: Set<string>): Generator<ArticleFile> {
  let names: string[];
  try {
    const real = realpathSync(folder);
    if (entered.has(real)) return;
    entered.add(real);
    names = readdirSync(folder).sort();
  } catch (error) {
    yield { problem: new Failure(`${shownName(folder)}: this folder cannot be read (${messageOf(error)}).`) };
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    if (name.startsWith(".")) continue;
    if (isFolder(path)) yield* below(path, entered);
    else if (kindByName(name) !== undefined) yield { file: path };
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What it is shows when it is read.
    return false;
  }
}
