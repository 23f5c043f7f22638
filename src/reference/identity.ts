import { createHash } from "node:crypto";
import type { Article, NewArticle } from "./store.js";

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The article as a store keeps it: with an id, and without what UTF-8 cannot hold (lone surrogates become U+FFFD). */
export function identified(given: NewArticle): Article {
  const [title, text] = [wellFormed(given.title), wellFormed(given.text)];
  return {
    id: wellFormed(given.id ?? "") || contentId(title, text),
    title,
    text,
    url: wellFormed(given.url),
    date: wellFormed(given.date),
    source: wellFormed(given.source),
  };
}

/** SHA-256 (hex) over title and text; a NUL between them, so that no word can change sides. */
export function contentId(title: string, text: string): string {
  return createHash("sha256").update(title).update("\0").update(text).digest("hex");
}

function wellFormed(text: string): string {
  return LONE_SURROGATE.test(text) ? Buffer.from(text).toString() : text;
}
