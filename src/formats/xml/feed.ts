import { bindDocument, DocumentList, type FieldSource, type Parsed } from "../bound.js";
import type { DocumentFacts } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { htmlLayer } from "../html/html-layer.js";
import { guessedLayer } from "../html/markup-guess.js";
import type { Encodable, Layer } from "../layers/layer.js";
import { LineCounter } from "../lines.js";
import { Malformed } from "../malformed.js";
import { FeedCollector, type FeedElement, type FeedItem } from "./feed-elements.js";
import { scanXml } from "./scan.js";
import { xmlTextLayer } from "./text-layer.js";
import { xhtmlLayer } from "./xhtml-layer.js";

/** RSS and RDF items have their title, description and content:encoded as one document. */
const RSS_FIELDS = ["title", "description", "content:encoded"];
/** Atom entries have their title, summary and content. */
const ATOM_FIELDS = ["title", "summary", "content"];
const FACTS = ["guid", "id", "link", "title", "pubDate", "published", "updated", "dc:date", "dc:identifier"];

/**
 * Reads RSS 2.0, RSS 1.0 and Atom. Nothing is read from XML that is not well-formed: what a reader takes to be an item
 * would depend on the reader.
 */
export function parseFeed(source: SourceText, fields?: readonly string[]): Parsed {
  const list = new DocumentList(source, new LineCounter(source.text));
  const wanted = fields ?? [...RSS_FIELDS, ...ATOM_FIELDS];
  const collector = new FeedCollector(source.text, new Set([...wanted, ...FACTS]));
  try {
    scanXml(source.text, collector);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    list.fail(`not well-formed XML: ${error.message}`, error.offset, undefined, "file");
    return list;
  }
  const defaults = collector.root === "feed" ? ATOM_FIELDS : RSS_FIELDS;
  if (!["rss", "RDF", "feed"].includes(collector.root)) {
    list.fail(`XML, but no feed: its root element is <${collector.root}>. RSS and Atom are read`, 0, undefined, "file");
    return list;
  }
  const title = collector.title === undefined ? undefined : textOf(collector.title, source);
  addItems(source, collector.items, [...new Set(fields ?? defaults)], title, list);
  return list;
}

function addItems(
  source: SourceText,
  items: readonly FeedItem[],
  names: readonly string[],
  feedTitle: string | undefined,
  list: DocumentList,
): void {
  const lines = new LineCounter(source.text);
  for (const [index, item] of items.entries()) {
    const place = { item: index + 1, line: lines.line(item.start) };
    const chosen = names.flatMap((name) => item.elements.filter((element) => element.name === name));
    if (chosen.length === 0) {
      list.fail(`the item has none of the fields ${names.join(", ")}`, item.start, place.item);
      continue;
    }
    const fields = chosen.flatMap((element): FieldSource[] => {
      const layers = layersOf(element, source.text, source.encodable);
      return layers === undefined ? [] : [{ name: element.name, layers }];
    });
    const facts = { ...factsOf(item, source), ...(feedTitle ? { source: feedTitle } : {}) };
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
