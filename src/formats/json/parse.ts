import { DocumentList, type Parsed } from "../bound.js";
import type { DocumentFacts } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { LineCounter } from "../lines.js";
import { Malformed } from "../malformed.js";
import { type RecordPlan, RecordStrings, recordPlan, type Voice } from "./record.js";
import { type JsonHandler, meaningOf, type Step, scanJson, skipSpace } from "./scan.js";
import { styleOf } from "./string-layer.js";

/** JSON Feed items: title, summary, content_html and content_text. */
export const JSON_FEED_FIELDS: readonly string[] = ["title", "summary", "content_html", "content_text"];

/** Where the records of a stretch of JSON stand in it, and in the file. */
export interface JsonLayout {
  /** Path to the list of records; undefined when the value is one record. */
  readonly list?: readonly string[];
  readonly plan: RecordPlan;
  /** Line of the text's first character, and number of its first record. */
  readonly firstLine: number;
  readonly firstItem: number;
  readonly facts: DocumentFacts;
  /** Where the value begins, when not with the text. */
  readonly from?: number;
}

/** Reads one JSON value: a record, or the list that holds them. Nothing is read from JSON that is malformed. */
export function parseJson(source: SourceText, layout: JsonLayout): Parsed {
  const list = new DocumentList(source, new LineCounter(source.text, layout.firstLine));
  const collector = new RecordCollector(source, layout, list);
  try {
    const end = skipSpace(source.text, scanJson(source.text, layout.from ?? 0, collector));
    if (end < source.text.length) throw new Malformed("there is more behind the end of the value", end);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    const none = new DocumentList(source, new LineCounter(source.text, layout.firstLine));
    const item = layout.list === undefined ? layout.firstItem : undefined;
    // What is missing at the end is missed at the end of the line, not on the next.
    const offset = Math.min(error.offset, source.text.trimEnd().length);
    none.fail(`malformed JSON: ${error.message}`, offset, item, item === undefined ? "file" : "document");
    return none;
  }
  return list;
}

/** Fields lie no deeper in a record; what nests without end must not cost its depth for each value. */
const MOST_STEPS = 64;

class RecordCollector implements JsonHandler {
  readonly #source: SourceText;
  readonly #layout: JsonLayout;
  readonly #documents: DocumentList;
  readonly #lines: LineCounter;
  readonly #voice: Voice;
  /** How many steps lead to a record. */
  readonly #depth: number;
  #record: RecordStrings | undefined;
  #start = 0;
  #item: number;

  constructor(source: SourceText, layout: JsonLayout, documents: DocumentList) {
    this.#source = source;
    this.#layout = layout;
    this.#documents = documents;
    this.#lines = new LineCounter(source.text, layout.firstLine);
    this.#voice = { style: styleOf(source.text), encodable: source.encodable, facts: layout.facts };
    this.#depth = layout.list === undefined ? 0 : layout.list.length + 1;
    this.#item = layout.firstItem;
  }

  enter(path: readonly Step[], start: number): void {
    this.#record?.key(path, this.#depth);
    if (this.#isRecord(path)) this.#begin(start);
  }

  leave(path: readonly Step[], end: number): void {
    if (this.#record !== undefined && path.length === this.#depth) this.#finish(end);
  }

  string(path: readonly Step[], start: number, end: number): void {
    if (this.#record !== undefined) {
      this.#record.key(path, this.#depth);
      if (path.length - this.#depth <= MOST_STEPS) this.#record.add(path.slice(this.#depth), start, end);
    } else if (this.#isRecord(path)) {
      // A list of bare texts.
      this.#record = new RecordStrings(recordPlan([""]));
      this.#start = start;
      this.#record.add([], start, end);
      this.#finish(end);
    }
  }

  other(path: readonly Step[], start: number, end: number): void {
    if (this.#record !== undefined) {
      this.#record.key(path, this.#depth);
      if (path.length - this.#depth <= MOST_STEPS) this.#record.other(path.slice(this.#depth), start, end);
    } else if (this.#isRecord(path)) {
      this.#begin(start);
      this.#finish(end);
    }
  }

  #isRecord(path: readonly Step[]): boolean {
    if (path.length !== this.#depth || this.#record !== undefined) return false;
    return this.#layout.list?.every((step, index) => path[index] === step) ?? true;
  }

  #begin(start: number): void {
    this.#record = new RecordStrings(this.#layout.plan);
    this.#start = start;
  }

  #finish(end: number): void {
    const place = { item: this.#item, line: this.#lines.line(this.#start) };
    this.#record!.bind(this.#source.text, place, { start: this.#start, end }, this.#documents, this.#voice);
    this.#record = undefined;
    this.#item += 1;
  }
}

/** What the top of a JSON file says of the rest: what it is, and where its records are. */
export interface JsonTop {
  readonly isFeed: boolean;
  /** Keys of the top object whose values are lists of objects, in order. */
  readonly lists: readonly string[];
  readonly isList: boolean;
  /** Keys of the top object that hold strings. */
  readonly strings: ReadonlyMap<string, string>;
}

/** Looks through a JSON value for its layout. @throws Malformed */
export function topOf(text: string): JsonTop {
  const strings = new Map<string, string>();
  const lists = new Set<string>();
  const isList = text[skipSpace(text, 0)] === "[";
  scanJson(text, 0, {
    enter: (path) => {
      if (path.length === 2 && typeof path[0] === "string" && typeof path[1] === "number") lists.add(path[0]);
    },
    leave: () => {},
    string: (path, start, end) => {
      if (path.length === 1 && typeof path[0] === "string")
        strings.set(path[0], meaningOf(text, start, end).slice(0, 500));
    },
    other: () => {},
  });
  const isFeed = /^https?:\/\/(www\.)?jsonfeed\.org\/version\//.test(strings.get("version") ?? "");
  return { isFeed, lists: [...lists], isList, strings };
}
