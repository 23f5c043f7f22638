import { pipeline } from "node:stream";
import { type CsvError, type Options, parse } from "csv-parse";
import { Failure } from "../failure.js";
import type { ArticleBytes, ArticleReader, ReadArticle } from "./article-reader.js";
import { checkedUtf8 } from "./checked-utf8.js";
import { recordArticle } from "./record-article.js";

/** A quotation mark that is never closed would otherwise make one record of the rest of a file. */
const LARGEST_RECORD = 64e6;
/** Problems kept until the next good row; a file without any would fill the memory with them. */
const MOST_WAITING = 10_000;

export const readCsvArticles: ArticleReader = (file) => readTable(file, ",");
export const readTsvArticles: ArticleReader = (file) => readTable(file, "\t");

/** One article a row; the first row names the columns, of which "text" must be there. */
async function* readTable({ bytes, name, source }: ArticleBytes, delimiter: string): AsyncGenerator<ReadArticle> {
  const problems: ReadArticle[] = [];
  // Where the next row begins, and where those do that wait: the parser is ahead of those who take its rows.
  let line = 2;
  const begins: number[] = [];
  const options: Options = {
    bom: true,
    columns: (header: readonly string[]) => columnsOf(header, name),
    delimiter,
    max_record_size: LARGEST_RECORD,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record(record: string[], { lines }) {
      begins.push(line);
      line = lines + 1;
      return record;
    },
    on_skip(error) {
      if (problems.length < MOST_WAITING) problems.push({ problem: new Failure(`${name}:${problemOf(error, line)}`) });
      line = (lineOf(error) ?? line) + 1;
      return undefined;
    },
  };
  const parser = parse(options);
  pipeline(checkedUtf8(bytes, name), parser, () => {});
  for await (const record of parser) {
    yield* problems.splice(0);
    yield recordArticle(record, `${name}:${begins.shift()}:1`, source);
  }
  yield* problems;
}

/** @throws Failure when there is no column for the text. */
function columnsOf(header: readonly string[], name: string): string[] {
  const columns = header.map((column) => column.trim().toLowerCase());
  if (columns.includes("text")) return columns;
  throw new Failure(
    `${name}:1:1: the first row must name the columns, and one of them "text"; here they are ${columns
      .slice(0, 8)
      .map((column) => `"${column.slice(0, 20)}"`)
      .join(", ")}. Add or rename it.`,
  );
}

/** `line` is that on which the row begins. */
function problemOf(error: CsvError | undefined, line: number): string {
  const at = lineOf(error) ?? line;
  switch (error?.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `${line}:1: a quotation mark on this line or below is never closed. Correct the row.`;
    case "CSV_MAX_RECORD_SIZE":
      return `${line}:1: the row is larger than ${LARGEST_RECORD / 1e6} MB; perhaps a quotation mark is never closed. Correct the row.`;
    case "CSV_RECORD_INCONSISTENT_COLUMNS":
    case "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH":
      return `${at}:1: the row has another number of fields than the first one. Correct or remove it.`;
    default:
      return `${at}:1: the row cannot be read (${error?.message ?? "no reason given"}). Correct or remove it.`;
  }
}

/** The package's types leave out where the error is. */
function lineOf(error: object | undefined): number | undefined {
  return error !== undefined && "lines" in error && typeof error.lines === "number" ? error.lines : undefined;
}
