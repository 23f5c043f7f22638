import { decodeText } from "../input.js";
import { allBytes } from "./article-bytes.js";
import type { ArticleBytes, ReadArticle } from "./article-reader.js";

/** Longest first line that may be a title, in UTF-16 units. */
const LONGEST_TITLE = 200;
const TITLE = new RegExp(`^\\s*(\\S.{0,${LONGEST_TITLE - 1}}?)[^\\S\\n]*\\r?\\n(?:[^\\S\\n]*\\r?\\n)+(?=[^]*\\S)`);

/** The file is one article; its first line is the title when it is short and an empty line follows. */
export async function* readPlainArticle({ bytes, name, source }: ArticleBytes): AsyncGenerator<ReadArticle> {
  const all = decodeText(await allBytes(bytes, name), name).replace(/^\ufeff/, "");
  const head = TITLE.exec(all.slice(0, 4 * LONGEST_TITLE));
  const [title, text] = head === null ? ["", all] : [head[1]!, all.slice(head[0].length)];
  yield { article: { title, text, url: "", date: "", source } };
}
