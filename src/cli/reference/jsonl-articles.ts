import { constants, isUtf8 } from "node:buffer";
import { Failure } from "../failure.js";
import type { ArticleBytes, ReadArticle } from "./article-reader.js";
import { jsonErrorColumn, jsonReason } from "./json-errors.js";
import { recordArticle } from "./record-article.js";

const LINE_FEED = 0x0a;

/** One record a line; blank lines are passed over, a bad one is a problem of its own. */
export async function* readJsonlArticles({ bytes, name, source }: ArticleBytes): AsyncGenerator<ReadArticle> {
  let number = 0;
  for await (const line of lines(bytes)) {
    number += 1;
    const read = readLine(line, { name, number, source });
    if (read !== undefined) yield read;
  }
}

interface Place {
  readonly name: string;
  readonly number: number;
  readonly source: string;
}

function readLine(line: Buffer | null, { name, number, source }: Place): ReadArticle | undefined {
  const problem = (column: number, what: string) => ({ problem: new Failure(`${name}:${number}:${column}: ${what}`) });
  if (line === null) return problem(1, "this line is too long for one article. Split it.");
  if (!isUtf8(line)) {
    return problem(
      1,
      "invalid UTF-8 in this line. Convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8",
    );
  }
  const text = line.toString("utf8").replace(number === 1 ? /^\ufeff/ : "", "");
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return problem(jsonErrorColumn(error, text), `not JSON (${jsonReason(error)}). Correct or remove the line.`);
  }
  return recordArticle(value, `${name}:${number}:1`, source);
}

/** Lines without their line feed; null for one that is longer than a text can be. */
async function* lines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer | null> {
  // Pieces of a line that has not ended yet; joined once, since a line may be far longer than a chunk.
  let open: Buffer[] = [];
  let length = 0;
  const close = () => {
    const line = length > constants.MAX_STRING_LENGTH ? null : Buffer.concat(open);
    [open, length] = [[], 0];
    return line;
  };
  const hold = (piece: Buffer) => {
    length += piece.length;
    if (length > constants.MAX_STRING_LENGTH) open = [];
    else open.push(piece);
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1; feed = chunk.indexOf(LINE_FEED, from)) {
      hold(chunk.subarray(from, feed));
      yield close();
      from = feed + 1;
    }
    if (from < chunk.length) hold(chunk.subarray(from));
  }
  if (length > 0) yield close();
}
