import { RAW_TEXT, roleOf, separates } from "./elements.js";

/** What a scan of HTML tells; names are in lower case, offsets those of the scanned text. */
export interface HtmlHandler {
  open(name: string, start: number, end: number): void;
  close(name: string, start: number, end: number): void;
  /** Characters as they are spelled, references and all. */
  text(start: number, end: number): void;
}

const TAG_NAME = /[a-z][^\s/>]*/iy;
const ATTRIBUTE = /[\s/]*([^\s/>][^\s/>=]*)\s*(?:=\s*(?:(["'])|([^\s>]*)))?/y;

/**
 * Scans HTML as browsers read it: nothing is an error, and what starts no tag is text. Only the tokens are told; which
 * elements they close by implication does not matter for text. Linear in the text, however it is broken.
 */
export function scanHtml(source: string, handler: HtmlHandler): void {
  const endTags = new EndTags(source);
  let textStart = 0;
  let at = source.indexOf("<");
  while (at >= 0) {
    const markup = markupAt(source, at);
    if (markup === undefined) {
      at = source.indexOf("<", at + 1);
      continue;
    }
    if (at > textStart) handler.text(textStart, at);
    const { name, end } = markup;
    textStart = end;
    if (name !== undefined && markup.closes) {
      handler.close(name, at, end);
    } else if (name !== undefined) {
      handler.open(name, at, end);
      const isWhole = source[end - 2] === "/" && endTags.areBehind(name, end);
      if (isWhole) handler.close(name, end, end);
      else if (RAW_TEXT.has(name)) textStart = rawText(source, name, end, handler);
    }
    at = source.indexOf("<", textStart);
  }
  if (textStart < source.length) handler.text(textStart, source.length);
}

/** Elements of other vocabularies, in which `<path/>` is a whole element. */
const FOREIGN = new Set(["svg", "math"]);

/** Tells whether a tag such as `<iframe/>` was meant as a whole element, as XML writers have it: browsers do not ask. */
class EndTags {
  readonly #source: string;
  readonly #last = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  /** Whether all end tags of that name stand before `at`. */
  areBehind(name: string, at: number): boolean {
    if (FOREIGN.has(name)) return true;
    // Names that are made up on purpose are not worth a search each.
    if (!separates(name) && roleOf(name) === "inline") return false;
    let last = this.#last.get(name);
    if (last === undefined) {
      last = -1;
      for (const found of this.#source.matchAll(new RegExp(`</${name}[\\s/>]`, "gi"))) last = found.index;
      this.#last.set(name, last);
    }
    return last < at;
  }
}

interface Markup {
  readonly end: number;
  /** Absent for comments and the like. */
  readonly name?: string;
  readonly closes: boolean;
}

function markupAt(source: string, at: number): Markup | undefined {
  const next = source[at + 1];
  if (next === "!" || next === "?") return { end: commentEnd(source, at), closes: false };
  const closes = next === "/";
  TAG_NAME.lastIndex = closes ? at + 2 : at + 1;
  const name = TAG_NAME.exec(source)?.[0].toLowerCase();
  if (name !== undefined) return { name, closes, end: tagEnd(source, TAG_NAME.lastIndex) };
  if (!closes || at + 2 >= source.length) return undefined;
  // "</" before anything but a letter starts a comment that ends at the next ">".
  return { end: behind(source, ">", at + 2), closes };
}

function commentEnd(source: string, at: number): number {
  if (source.startsWith("<!--", at)) {
    // "<!-->" and "<!--->" are whole comments.
    const short = /^<!---?>/.exec(source.slice(at, at + 6));
    if (short !== null) return at + short[0].length;
    return behind(source, "-->", at + 4);
  }
  if (source.startsWith("<![CDATA[", at)) return behind(source, "]]>", at + 9);
  return behind(source, ">", at + 2);
}

/** Behind the ">" that ends a tag whose name ends at `from`; a quote that never closes takes the rest with it. */
function tagEnd(source: string, from: number): number {
  let at = from;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(source);
    if (found === null) return behind(source, ">", at);
    at = ATTRIBUTE.lastIndex;
    if (found[2] !== undefined) at = behind(source, found[2], at);
  }
}

/** Tells the inside of a raw text element; gives the offset of its end tag. */
function rawText(source: string, name: string, from: number, handler: HtmlHandler): number {
  const end = name === "plaintext" ? source.length : rawTextEnd(source, name, from);
  if (end > from) handler.text(from, end);
  return end;
}

function rawTextEnd(source: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  pattern.lastIndex = from;
  let found = pattern.exec(source);
  if (name === "script" && found !== null) {
    // Inside a comment in a script, a script tag hides one end tag ("script data double escaped state").
    const comment = source.slice(from, found.index).lastIndexOf("<!--");
    const hidden = comment >= 0 && /<script[\s/>]/i.test(source.slice(from + comment, found.index));
    if (hidden && !source.slice(from + comment, found.index).includes("-->")) found = pattern.exec(source) ?? found;
  }
  return found?.index ?? source.length;
}

function behind(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at + mark.length;
}
