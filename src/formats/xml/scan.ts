import { Malformed } from "../malformed.js";
import { doctypeEnd } from "./doctype.js";

/** An attribute with the place of its value, quotes excluded. */
export interface XmlAttribute {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a scan tells, in the order of the file; offsets are of the scanned text. */
export interface XmlHandler {
  /** `start` and `end` are those of the tag; an empty-element tag is followed by `close` with an empty range. */
  open(name: string, attributes: readonly XmlAttribute[], start: number, end: number): void;
  close(name: string, start: number, end: number): void;
  /** Character data as it is spelled, references and all. */
  text(start: number, end: number): void;
  /** The inside of a CDATA section. */
  cdata(start: number, end: number): void;
}

const NAME = /[:\p{L}_][-.\w:\u00b7\p{L}\p{M}\p{N}]*/uy;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const TAG_END = /\s*(\/?)>/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** What holds where a stretch of a document begins, or ends. */
export interface XmlState {
  /** Names of the elements that are open, the root first. */
  readonly open: readonly string[];
  readonly rootSeen: boolean;
}

export const XML_START: XmlState = { open: [], rootSeen: false };

/**
 * Scans a whole XML document and checks that it is well-formed: tags pair up, attributes are quoted and not given
 * twice, references end. Entity declarations are refused, so no entity ever expands and nothing outside is read.
 * Goes beyond the rules where feeds do: space before the declaration, and HTML's names for characters.
 * @throws Malformed at the first place that is not.
 */
export function scanXml(text: string, handler: XmlHandler): void {
  const { open, rootSeen } = scanOn(text, handler, XML_START);
  const last = open.at(-1);
  if (last !== undefined) throw new Malformed(`the file ends before <${last.name}> is closed`, last.at);
  if (!rootSeen) throw new Malformed("there is no element in it", text.length);
}

/** Scans a stretch of a document that ends between two pieces of markup. @throws Malformed */
export function scanXmlStretch(text: string, handler: XmlHandler, from: XmlState): XmlState {
  const { open, rootSeen } = scanOn(text, handler, from);
  return { open: open.map(({ name }) => name), rootSeen };
}

function scanOn(text: string, handler: XmlHandler, from: XmlState): { open: readonly OpenTag[]; rootSeen: boolean } {
  const forbidden = text.search(FORBIDDEN);
  if (forbidden >= 0) {
    const code = text.charCodeAt(forbidden).toString(16).toUpperCase().padStart(4, "0");
    throw new Malformed(`the character U+${code} is not allowed in XML`, forbidden);
  }
  const open: OpenTag[] = from.open.map((name) => ({ name, at: 0 }));
  let { rootSeen } = from;
  let at = 0;
  while (at < text.length) {
    const tag = text.indexOf("<", at);
    const stop = tag < 0 ? text.length : tag;
    if (stop > at) textBetween(text, at, stop, open.length > 0, handler);
    if (tag < 0) break;
    const startsElement = !/[/!?]/.test(text[tag + 1] ?? "");
    if (startsElement && rootSeen && open.length === 0) {
      throw new Malformed("there is a second element after the root element", tag);
    }
    at = markup(text, tag, open, rootSeen, handler);
    rootSeen ||= startsElement;
  }
  return { open, rootSeen };
}

/** Scans the inside of an element of a document that `scanXml` has found to be well-formed. */
export function scanXmlFragment(text: string, start: number, end: number, handler: XmlHandler): void {
  const open: OpenTag[] = [{ name: "", at: start }];
  let at = start;
  while (at < end) {
    const tag = text.indexOf("<", at);
    const stop = tag < 0 || tag > end ? end : tag;
    if (stop > at) handler.text(at, stop);
    at = stop < end ? markup(text, stop, open, true, handler) : end;
  }
}

interface OpenTag {
  readonly name: string;
  readonly at: number;
}

/** Tells what begins at "<"; gives where it ends. */
function markup(text: string, at: number, open: OpenTag[], rootSeen: boolean, handler: XmlHandler): number {
  const next = text[at + 1];
  if (next === "/") return closeTag(text, at, open, handler);
  if (next === "!" || next === "?") return declaration(text, at, open.length > 0, rootSeen, handler);
  return openTag(text, at, open, handler);
}

function textBetween(text: string, start: number, end: number, inside: boolean, handler: XmlHandler): void {
  if (inside) {
    handler.text(start, end);
    return;
  }
  const stray = text.slice(start, end).search(/\S/);
  if (stray >= 0 && text[start + stray] !== "\ufeff") {
    throw new Malformed("there is text outside the root element", start + stray);
  }
}

function openTag(text: string, tag: number, open: OpenTag[], handler: XmlHandler): number {
  NAME.lastIndex = tag + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) throw new Malformed('"<" starts no tag here (in text it must be spelled "&lt;")', tag);
  const attributes: XmlAttribute[] = [];
  let at = NAME.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(text);
    if (found === null) break;
    const value = found[2] ?? found[3]!;
    at = ATTRIBUTE.lastIndex;
    attributes.push({ name: found[1]!, start: at - 1 - value.length, end: at - 1 });
  }
  TAG_END.lastIndex = at;
  const end = TAG_END.exec(text);
  if (end === null) throw new Malformed(`the tag <${name}> is not well-formed`, at);
  const names = new Set(attributes.map((attribute) => attribute.name));
  if (names.size < attributes.length) throw new Malformed(`the tag <${name}> has an attribute twice`, tag);
  handler.open(name, attributes, tag, TAG_END.lastIndex);
  if (end[1] === "/") handler.close(name, TAG_END.lastIndex, TAG_END.lastIndex);
  else open.push({ name, at: tag });
  return TAG_END.lastIndex;
}

function closeTag(text: string, tag: number, open: OpenTag[], handler: XmlHandler): number {
  const end = text.indexOf(">", tag);
  if (end < 0) throw new Malformed("the file ends inside a tag", tag);
  const name = text.slice(tag + 2, end).trimEnd();
  const expected = open.pop();
  if (expected === undefined) throw new Malformed(`</${name}> closes nothing`, tag);
  if (expected.name !== name) throw new Malformed(`</${name}> stands where <${expected.name}> must be closed`, tag);
  handler.close(name, tag, end + 1);
  return end + 1;
}

/** Comments, CDATA sections, processing instructions and the document type; gives where it ends. */
function declaration(text: string, at: number, inside: boolean, rootSeen: boolean, handler: XmlHandler): number {
  if (text.startsWith("<!--", at)) return endOf(text, "-->", at + 4, at, "a comment");
  if (text.startsWith("<?", at)) return endOf(text, "?>", at + 2, at, "a processing instruction");
  if (text.startsWith("<![CDATA[", at) && inside) {
    const end = endOf(text, "]]>", at + 9, at, "a CDATA section");
    handler.cdata(at + 9, end - 3);
    return end;
  }
  if (text.startsWith("<!DOCTYPE", at) && !rootSeen) return doctypeEnd(text, at);
  throw new Malformed('"<!" starts nothing that may stand here', at);
}

function endOf(text: string, mark: string, from: number, start: number, what: string): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new Malformed(`the file ends inside ${what}`, start);
  return at + mark.length;
}
