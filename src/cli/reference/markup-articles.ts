import { type Kind, type ReadFailure, readDocuments, type SourceDocument } from "../../formats/index.js";
import type { NewArticle } from "../../reference/store.js";
import { Failure } from "../failure.js";
import type { ArticleReader } from "./article-reader.js";

/** Reads the articles of pages, feeds and archives: one for each document that the format holds. */
export function markupReader(kind: Kind): ArticleReader {
  return async function* ({ bytes, name, source }) {
    for await (const segment of readDocuments(bytes, { kind })) {
      for (const failure of segment.failures) {
        if (failure.unread !== "nothing") yield { problem: new Failure(place(name, failure) + failure.reason) };
      }
      for (const document of segment.documents) yield { article: articleOf(document, source) };
    }
  };
}

function place(name: string, { line, column }: ReadFailure): string {
  return `${[name, line, column].filter((part) => part !== undefined).join(":")}: `;
}

/** A title is kept beside the text, not in it. */
function articleOf(document: SourceDocument, source: string): NewArticle {
  const { text, fields, id = "", title = "", url = "", date = "" } = document;
  const [first, second] = fields;
  const isTitled = first !== undefined && second !== undefined && /(?:^|:)title$/.test(first.name);
  return {
    ...(id !== "" && { id }),
    title: title || (isTitled ? text.slice(first.start, first.end) : ""),
    text: isTitled ? text.slice(second.start) : text,
    url,
    date,
    source: document.source || source,
  };
}
