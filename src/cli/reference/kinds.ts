import { kindOf } from "../../formats/index.js";
import type { ArticleReader } from "./article-reader.js";
import { readCsvArticles, readTsvArticles } from "./csv-articles.js";
import { readJsonArticles } from "./json-articles.js";
import { readJsonlArticles } from "./jsonl-articles.js";
import { markupReader } from "./markup-articles.js";
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
  { name: "feed", endings: [".rss", ".rdf", ".atom", ".xml"], read: markupReader("feed") },
  { name: "html", endings: [".html", ".htm", ".xhtml"], read: markupReader("html") },
  { name: "jsonfeed", endings: [".jsonfeed"], read: markupReader("json") },
  { name: "markdown", endings: [".md", ".markdown"], read: markupReader("markdown") },
  { name: "warc", endings: [".warc", ".wet"], read: markupReader("warc") },
];

/** The kind that a file's name tells; undefined for other names. */
export function kindByName(file: string): ArticleKind | undefined {
  const name = file.toLowerCase().replace(/\.gz$/, "");
  return KINDS.find(({ endings }) => endings.some((ending) => name.endsWith(ending)));
}

export function kindCalled(name: string): ArticleKind {
  return KINDS.find((kind) => kind.name === name)!;
}

/** A JSON Feed names its version; by its extension it is any JSON. */
const JSON_FEED = /"version"\s*:\s*"https?:(?:\\?\/){2}jsonfeed\.org/;

/** The kind that a file's beginning tells; plain text when nothing does. */
export function kindByContent(beginning: string): ArticleKind {
  const first = beginning.trimStart().replace(/^\ufeff/, "");
  if (first.startsWith("<") || /^WARC\/\d/.test(first)) return kindCalled(kindOf(undefined, first));
  if (first.startsWith("{")) return kindCalled(isJsonFeed(first) ? "jsonfeed" : "jsonl");
  return kindCalled(/^\[\s*[{\]]/.test(first) ? "json" : "text");
}

/** Does a file begin as a JSON Feed does? */
export function isJsonFeed(beginning: string): boolean {
  return JSON_FEED.test(beginning);
}
