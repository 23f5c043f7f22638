import { bindDocument, DocumentList, type FieldSource, type Parsed } from "../bound.js";
import type { DocumentFacts } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { htmlLayer } from "../html/html-layer.js";
import { guessedLayer } from "../html/markup-guess.js";
import type { Encodable, Layer } from "../layers/layer.js";
import { type LineColumn, LineCounter } from "../lines.js";
import { Malformed } from "../malformed.js";
import { type CollectorState, FeedCollector, type FeedElement, type FeedItem } from "./feed-elements.js";
import { NO_NAMES } from "./names.js";
import { scanXml, scanXmlStretch, XML_START, type XmlHandler, type XmlState } from "./scan.js";
import { xmlTextLayer } from "./text-layer.js";
import { xhtmlLayer } from "./xhtml-layer.js";

/** RSS and RDF items have their title, description and content:encoded as one document. */
const RSS_FIELDS = ["title", "description", "content:encoded"];
/** Atom entries have their title, summary and content. */
const ATOM_FIELDS = ["title", "summary", "content"];
const FACTS = ["guid", "id", "link", "title", "pubDate", "published", "updated", "dc:date", "dc:identifier"];

/** What is known where a stretch of a feed begins. */
export interface FeedState extends CollectorState {
  readonly xml: XmlState;
  readonly title?: string;
  /** Items before it. */
  readonly items: number;
  readonly place: LineColumn;
}

export const FEED_START: FeedState = {
  names: NO_NAMES,
  path: [],
  root: "",
  xml: XML_START,
  items: 0,
  place: { line: 1, column: 1 },
};

/** A stretch that was read, and what is known behind it; undefined when it is not well-formed, or no feed's. */
export interface ParsedStretch {
  readonly parsed: Parsed;
  readonly next: FeedState | undefined;
}

/**
 * Reads RSS 2.0, RSS 1.0 and Atom. Nothing is read from XML that is not well-formed: what a reader takes to be an item
 * would depend on the reader.
 */
export function parseFeed(source: SourceText, fields?: readonly string[]): Parsed {
  return parseWith(source, FEED_START, fields, (handler) => {
    scanXml(source.text, handler);
    return XML_START;
  }).parsed;
}

/** Reads a stretch of a feed that ends behind an item, or with the file. */
export function parseFeedStretch(source: SourceText, from: FeedState, fields?: readonly string[]): ParsedStretch {
  return parseWith(source, from, fields, (handler) => scanXmlStretch(source.text, handler, from.xml));
}

function parseWith(
  source: SourceText,
  from: FeedState,
  fields: readonly string[] | undefined,
  scan: (handler: XmlHandler) => XmlState,
): ParsedStretch {
  const { line, column } = from.place;
  const counter = new LineCounter(source.text, line, column);
  const list = new DocumentList(source, counter);
  const wanted = fields ?? [...RSS_FIELDS, ...ATOM_FIELDS];
  const collector = new FeedCollector(source.text, new Set([...wanted, ...FACTS]), from);
  const unread = from.items === 0 ? "file" : "rest";
  let xml: XmlState;
  try {
    xml = scan(collector);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    list.fail(`not well-formed XML: ${error.message}`, error.offset, undefined, unread);
    return { parsed: list, next: undefined };
  }
  const { state, items } = collector;
  if (!["rss", "RDF", "feed"].includes(state.root)) {
    list.fail(`XML, but no feed: its root element is <${state.root}>. RSS and Atom are read`, 0, undefined, unread);
    return { parsed: list, next: undefined };
  }
  const defaults = state.root === "feed" ? ATOM_FIELDS : RSS_FIELDS;
  const title = collector.title === undefined ? from.title : textOf(collector.title, source);
  addItems(source, items, { names: [...new Set(fields ?? defaults)], title, from }, list);
  const place = new LineCounter(source.text, line, column).place(source.text.length);
  return { parsed: list, next: { ...state, xml, ...(title && { title }), items: from.items + items.length, place } };
}

interface Adding {
  readonly names: readonly string[];
  readonly title: string | undefined;
  readonly from: FeedState;
}

function addItems(
  source: SourceText,
  items: readonly FeedItem[],
  { names, title, from }: Adding,
  list: DocumentList,
): void {
  const lines = new LineCounter(source.text, from.place.line);
  for (const [index, item] of items.entries()) {
    const place = { item: from.items + index + 1, line: lines.line(item.start) };
    const chosen = names.flatMap((name) => item.elements.filter((element) => element.name === name));
    if (chosen.length === 0) {
      list.fail(`the item has none of the fields ${names.join(", ")}`, item.start, place.item);
      continue;
    }
    const fields = chosen.flatMap((element): FieldSource[] => {
      const layers = layersOf(element, source.text, source.encodable);
      return layers === undefined ? [] : [{ name: element.name, layers }];
    });
    const facts = { ...factsOf(item, source), ...(title ? { source: title } : {}) };
    list.add(bindDocument(fields, place, facts), item.start, item.end);
  }
}

/** The layers of an element by what it says it holds, or by its looks; undefined for what is no text (a picture). */
function layersOf(element: FeedElement, source: string, encodable: Encodable): readonly Layer[] | undefined {
  const { attributes, pieces } = element;
  const type = attributes.get("type")?.toLowerCase();
  if (attributes.has("src") || type?.startsWith("image/")) return undefined;
  if (type === "xhtml" || type === "application/xhtml+xml" || element.nested) {
    return [xhtmlLayer(source, element.start, element.end, encodable)];
  }
  const outer = xmlTextLayer(source, pieces, encodable);
  if (type === "text" || type === "text/plain" || type === "plain") return [outer];
  const says = type === "html" || type === "text/html" || element.name === "content:encoded";
  const isAtomText = type === undefined && (element.name === "content" || element.name === "summary");
  if (type !== undefined && !says) return /^(application|audio|video)\//.test(type) ? undefined : [outer];
  const inner = says ? htmlLayer(outer.map.text, encodable) : guessedLayer(outer.map.text, encodable);
  if (isAtomText && inner === undefined) return [outer];
  return inner === undefined ? [outer] : [inner, outer];
}

function factsOf(item: FeedItem, source: SourceText): DocumentFacts {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const element = item.elements.find((one) => one.name === name && !one.nested);
      const text = element === undefined ? "" : textOf(element, source);
      if (text !== "") return text;
    }
    return undefined;
  };
  const url = linkOf(item) ?? first("link");
  const facts = {
    id: first("guid", "id", "dc:identifier"),
    title: first("title"),
    url,
    date: first("pubDate", "published", "dc:date", "updated"),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Atom's link to the page itself. */
function linkOf(item: FeedItem): string | undefined {
  const links = item.elements.filter(({ name, attributes }) => name === "link" && attributes.has("href"));
  const own = links.find(({ attributes }) => (attributes.get("rel") ?? "alternate") === "alternate");
  return own?.attributes.get("href")?.replaceAll("&amp;", "&");
}

function textOf(element: FeedElement, source: SourceText): string {
  const outer = xmlTextLayer(source.text, element.pieces, source.encodable).map.text;
  return (guessedLayer(outer, source.encodable)?.map.text ?? outer).trim();
}
