import { numericReferences, strictReferenceAt } from "../html/references.js";
import { type Encodable, type Escaped, type Layer, NOT_ENCODABLE, refusedBecause, spelledAs } from "../layers/layer.js";
import { TextMapBuilder } from "../layers/text-map.js";
import { Malformed } from "../malformed.js";

/** A stretch of character data, or of the inside of a CDATA section. */
export interface XmlPiece {
  readonly start: number;
  readonly end: number;
  readonly cdata: boolean;
}

const TEXT = 0;
const CDATA = 1;

/** The text of an element, put together from its pieces; what stands between them (comments) is passed over. */
export function xmlTextLayer(source: string, pieces: readonly XmlPiece[], encodable: Encodable): Layer {
  const builder = new TextMapBuilder(source);
  for (const { start, end, cdata } of pieces) {
    if (cdata) addLines(builder, source, start, end, CDATA);
    else addText(builder, source, start, end);
  }
  return { map: builder.build(), escape: (text, style) => escapeXml(text, style, encodable) };
}

/**
 * Checks the references of character data, decoding them on the way when a builder is given.
 * @throws Malformed at an ampersand that starts none.
 */
export function addText(builder: TextMapBuilder | undefined, source: string, start: number, end: number): void {
  let at = start;
  for (let mark = ampersand(source, at, end); mark < end; mark = ampersand(source, at, end)) {
    const reference = strictReferenceAt(source, mark);
    if (reference === undefined) {
      const name = /^&[\p{L}_:][-.\w:]*;/u.exec(source.slice(mark, mark + 80))?.[0];
      const problem = name === undefined ? 'starts no reference (it must be spelled "&amp;")' : "is not declared";
      throw new Malformed(`"${name ?? "&"}" ${problem}`, mark);
    }
    if (builder !== undefined) {
      addLines(builder, source, at, mark, TEXT);
      builder.spelled(reference.text, mark, mark + reference.length);
    }
    at = mark + reference.length;
  }
  if (builder !== undefined) addLines(builder, source, at, end, TEXT);
}

/** Line ends count as line feeds, as in every XML reader. */
function addLines(builder: TextMapBuilder, source: string, start: number, end: number, style: number): void {
  let at = start;
  for (let mark = carriageReturn(source, at, end); mark < end; mark = carriageReturn(source, at, end)) {
    builder.verbatim(at, mark, style);
    at = source[mark + 1] === "\n" && mark + 1 < end ? mark + 2 : mark + 1;
    builder.spelled("\n", mark, at, style);
  }
  builder.verbatim(at, end, style);
}

function ampersand(source: string, at: number, end: number): number {
  const found = source.slice(at, end).indexOf("&");
  return found < 0 ? end : at + found;
}

function carriageReturn(source: string, at: number, end: number): number {
  const found = source.slice(at, end).indexOf("\r");
  return found < 0 ? end : at + found;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids, and line ends that it would change.
const UNSPEAKABLE = /[\x00-\x08\x0b-\x1f\ufffe\uffff]/;

function escapeXml(text: string, style: number, encodable: Encodable): Escaped {
  if (UNSPEAKABLE.test(text)) return refusedBecause("it has a character that XML does not allow");
  if (style === CDATA) {
    if (text.includes("]]>")) return refusedBecause('"]]>" would end the CDATA section');
    return encodable(text) ? spelledAs(text) : NOT_ENCODABLE;
  }
  return spelledAs(escapeMarkup(text, encodable));
}

/** Text with the characters of markup, and what the encoding lacks, as references. */
export function escapeMarkup(text: string, encodable: Encodable): string {
  const escaped = text.replace(/[&<>]/g, (character) => MARKUP[character]!);
  if (encodable(escaped)) return escaped;
  return Array.from(escaped, (character) => (encodable(character) ? character : numericReferences(character))).join("");
}

const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
