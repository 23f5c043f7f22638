import type { NewArticle } from "../../reference/store.js";
import { Failure } from "../failure.js";
import type { ReadArticle } from "./article-reader.js";

/** The keys that are looked at; any may be missing or hold anything. */
interface TextRecord {
  readonly id?: unknown;
  readonly title?: unknown;
  readonly text?: unknown;
  readonly url?: unknown;
  readonly date?: unknown;
  readonly source?: unknown;
}

/** The article of a record with `text` and perhaps `id`, `title`, `url`, `date`, `source`; other keys are ignored. */
export function recordArticle(value: unknown, place: string, source: string): ReadArticle {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: new Failure(`${place}: is no record. Each needs to be an object: {"text": "…"}.`) };
  }
  const record = value as TextRecord;
  if (typeof record.text !== "string") {
    const now = record.text === undefined ? "has none" : "has something else there";
    return {
      problem: new Failure(
        `${place}: the record needs its article as "text", and ${now}. Add it, or remove the record.`,
      ),
    };
  }
  const id = shortText(record.id);
  const article: NewArticle = {
    ...(id !== "" && { id }),
    title: shortText(record.title),
    text: record.text,
    url: shortText(record.url),
    date: shortText(record.date),
    source: shortText(record.source) || source,
  };
  return { article };
}

/** Numbers are as good as texts ("id": 7); whatever else stands there says nothing. */
function shortText(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : "";
}
