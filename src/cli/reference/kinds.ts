import type { ArticleReader } from "./article-reader.js";
import { readCsvArticles, readTsvArticles } from "./csv-articles.js";
import { readJsonArticles } from "./json-articles.js";
import { readJsonlArticles } from "./jsonl-articles.js";
import { readPlainArticle } from "./plain-article.js";

/** A kind of file that articles are read from. New kinds are entered in the table below, and nowhere else. */
export interface ArticleKind {
  /** As `--input-format` calls it. */
  readonly name: string;
  /** How the names of such files end, in lower case, without the packing suffix. */
  readonly endings: readonly string[];
  readonly read: ArticleReader;
}

export const KINDS: readonly ArticleKind[] = [
  { name: "text", endings: [".txt", ".text"], read: readPlainArticle },
  { name: "jsonl", endings: [".jsonl", ".ndjson"], read: readJsonlArticles },
  { name: "json", endings: [".json"], read: readJsonArticles },
  { name: "csv", endings: [".csv"], read: readCsvArticles },
  { name: "tsv", endings: [".tsv", ".tab"], read: readTsvArticles },
];

/** The kind that a file's name tells; undefined for other names. */
export function kindByName(file: string): ArticleKind | undefined {
  const name = file.toLowerCase().replace(/\.gz$/, "");
  return KINDS.find(({ endings }) => endings.some((ending) => name.endsWith(ending)));
}

export function kindCalled(name: string): ArticleKind {
  return KINDS.find((kind) => kind.name === name)!;
}

/** The kind that a file's beginning tells; plain text when nothing does; undefined for markup, which has no reader yet. */
export function kindByContent(beginning: string): ArticleKind | undefined {
  const first = beginning.trimStart();
  if (/^\ufeff?<[a-z!?]/i.test(first)) return undefined;
  if (/^\ufeff?\{/.test(first)) return kindCalled("jsonl");
  return kindCalled(/^\ufeff?\[\s*[{\]]/.test(first) ? "json" : "text");
}
