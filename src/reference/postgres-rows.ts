import { givenText, storedText } from "./postgres-text.js";
import type { Article } from "./store.js";

/** An article as its row has it. */
export interface ArticleRow extends Article {
  readonly number: number;
}

/** The columns of an article, each read as text. */
export const COLUMNS = ["id", "title", "text", "url", "date", "source"] as const;

/** Of a table of articles, in the order of `COLUMNS`. */
export const columns = (table: string): string => COLUMNS.map((name) => `${table}.${name}`).join(", ");

/** The article that a row is; what else was asked of it is left out. */
export function articleOf(row: Article): Article {
  return {
    id: givenText(row.id),
    title: givenText(row.title),
    text: givenText(row.text),
    url: givenText(row.url),
    date: givenText(row.date),
    source: givenText(row.source),
  };
}

/** One list for each column, in the order of `COLUMNS`. */
export function columnLists(articles: readonly Article[]): string[][] {
  return COLUMNS.map((name) => articles.map((article) => storedText(article[name])));
}
