import { shownName } from "../../reports/names.js";
import { Failure } from "../failure.js";
import { articleBytes } from "./article-bytes.js";
import { articleFiles } from "./article-files.js";
import type { ReadArticle } from "./article-reader.js";
import { type ArticleKind, isJsonFeed, kindByContent, kindByName, kindCalled } from "./kinds.js";

/** Bytes of a file that its kind is guessed from. */
const BEGINNING = 4096;

/**
 * The articles of a file, of a folder's files, or of standard input ("-"), one at a time and in order.
 * `format` is the kind of what has no telling name; without it the content decides.
 */
export async function* readArticles(path: string, format?: string): AsyncGenerator<ReadArticle> {
  for (const found of articleFiles(path)) {
    if ("problem" in found) yield found;
    else yield* readFile(found.file, format);
  }
}

async function* readFile(file: string, format: string | undefined): AsyncGenerator<ReadArticle> {
  const name = shownName(file);
  try {
    const { bytes, beginning } = await begin(articleBytes(file));
    const read = kindOf({ file, format, beginning }).read;
    yield* read({ bytes, name, source: file === "-" ? "" : file });
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem;
    yield { problem };
  }
}

interface Unknown {
  readonly file: string;
  readonly format: string | undefined;
  readonly beginning: string;
}

function kindOf({ file, format, beginning }: Unknown): ArticleKind {
  const named = kindByName(file);
  if (named?.name === "json" && isJsonFeed(beginning)) return kindCalled("jsonfeed");
  return named ?? (format === undefined ? kindByContent(beginning) : kindCalled(format));
}

/** Looks at a file's beginning and puts it back. */
async function begin(bytes: AsyncGenerator<Buffer>): Promise<{ bytes: AsyncIterable<Buffer>; beginning: string }> {
  const first = await bytes.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  async function* again(): AsyncGenerator<Buffer> {
    if (!first.done) yield first.value;
    yield* bytes;
  }
  return { bytes: again(), beginning: head.toString("utf8", 0, BEGINNING) };
}
