import type { NewArticle } from "../../reference/store.js";
import type { Failure } from "../failure.js";

/** What one step of reading gave. Problems are values, because the articles after one go on. */
export type ReadArticle = { readonly article: NewArticle } | { readonly problem: Failure };

/** A file's bytes, unpacked, and what it is called: `name` in messages, `source` for articles that name none. */
export interface ArticleBytes {
  readonly bytes: AsyncIterable<Buffer>;
  readonly name: string;
  readonly source: string;
}

/** Reads the articles of one kind of file. A failure that it throws ends the file; what it gave before stays good. */
export type ArticleReader = (file: ArticleBytes) => AsyncIterable<ReadArticle>;
