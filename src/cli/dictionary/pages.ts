import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { shownName } from "../../reports/names.js";
import { Failure } from "../failure.js";
import { readText } from "../input.js";
import { readRecords } from "./records.js";

/** Files with garbled pages, folders resolved. */
export interface PageFiles {
  readonly files: readonly string[];
  /** How many files of the folders hold neither plain text nor records. */
  readonly passedOver: number;
}

const RECORDS = /\.(jsonl|ndjson)(\.gz|\.xz)?$/i;
const PLAIN = /\.(txt|text|md)$/i;
/** Marked-up text would be learned from, tags and all. */
const MARKUP = /\.(html?|xhtml|xml|rss|atom|warc|pdf|docx?)(\.gz|\.xz)?$/i;

/**
 * The files that the paths name: a file as it is, of a folder all text and JSONL files below it, sorted.
 * @throws Failure for a path that cannot be used.
 */
export function pageFiles(paths: readonly string[]): PageFiles {
  const files: string[] = [];
  let passedOver = 0;
  for (const path of paths) {
    if (path === "-") {
      throw new Failure("standard input: a table names the pages that it was learned from. Save them to files first.");
    }
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      if (MARKUP.test(path)) {
        throw new Failure(
          `${shownName(path)}: pages are learned from plain text or JSONL. Save the page's text first.`,
        );
      }
      files.push(path);
      continue;
    }
    const inside = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const below = inside.map((entry) => join(entry.parentPath, entry.name)).filter((file) => isText(file));
    if (below.length === 0) {
      throw new Failure(
        `${shownName(path)}: no .txt, .md or .jsonl file in this folder. Name another folder or files.`,
      );
    }
    files.push(...below.sort());
    passedOver += inside.length - below.length;
  }
  return { files, passedOver };
}

function isText(file: string): boolean {
  return RECORDS.test(file) || PLAIN.test(file);
}

/** A garbled page, and what messages call it: its file, or `file:line`. */
export interface Page {
  readonly text: string;
  readonly name: string;
}

/**
 * The pages of a file: each record's "spun" or "text", or the file as one page.
 * @throws Failure with file:line for a record that has neither.
 */
export async function readPages(file: string): Promise<readonly Page[]> {
  if (!RECORDS.test(file)) return [{ text: (await readText(file)).replace(/^\ufeff/, ""), name: shownName(file) }];
  return readRecords(file).map(({ record, place }) => {
    const text = typeof record.spun === "string" ? record.spun : record.text;
    if (typeof text === "string") return { text, name: place };
    throw new Failure(`${place}: the record needs the page as "spun" or "text". Add it, or remove the line.`);
  });
}
