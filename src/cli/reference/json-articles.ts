import { Failure } from "../failure.js";
import { decodeText } from "../input.js";
import { allBytes } from "./article-bytes.js";
import type { ArticleBytes, ReadArticle } from "./article-reader.js";
import { jsonErrorOffset, jsonReason } from "./json-errors.js";
import { readJsonlArticles } from "./jsonl-articles.js";
import { recordArticle } from "./record-article.js";

/** A list of records, or a single one; a file with a record on each line is read as JSONL is. */
export async function* readJsonArticles({ bytes, name, source }: ArticleBytes): AsyncGenerator<ReadArticle> {
  const all = await allBytes(bytes, name);
  const text = decodeText(all, name).replace(/^\ufeff/, "");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (isLines(text)) {
      yield* readJsonlArticles({ bytes: once(all), name, source });
      return;
    }
    throw new Failure(
      `${name}:${lineColumn(text, jsonErrorOffset(error, text))}: not JSON (${jsonReason(error)}). Correct the file.`,
    );
  }
  if (!Array.isArray(value)) yield recordArticle(value, name, source);
  else
    for (const [index, record] of value.entries()) yield recordArticle(record, `${name}: record ${index + 1}`, source);
}

/** Whether the first line is a record by itself. */
function isLines(text: string): boolean {
  const first = text.trimStart().split("\n", 1)[0]!;
  try {
    return first.startsWith("{") && typeof JSON.parse(first) === "object";
  } catch {
    return false;
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function lineColumn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return `${before.split("\n").length}:${[...before.slice(lineStart)].length + 1}`;
}
