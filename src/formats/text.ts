import { DocumentList, type Parsed } from "./bound.js";
import type { DocumentFacts, DocumentPlace } from "./document.js";
import type { SourceText } from "./encoding/source-text.js";
import { type Layer, NOT_ENCODABLE, spelledAs } from "./layers/layer.js";
import { TextMapBuilder } from "./layers/text-map.js";
import { LineCounter } from "./lines.js";

/** A plain text is one document, to the last character: a byte order mark and all line ends are part of it. */
export function parseText(source: SourceText, facts: DocumentFacts = {}, place: DocumentPlace = { line: 1 }): Parsed {
  const list = new DocumentList(source, new LineCounter(source.text, place.line));
  const builder = new TextMapBuilder(source.text);
  if (source.mark > 0) builder.fixed("\ufeff", 0);
  builder.verbatim(0, source.text.length);
  const map = builder.build();
  const layer: Layer = { map, escape: (text) => (source.encodable(text) ? spelledAs(text) : NOT_ENCODABLE) };
  const field = { name: "text", start: 0, end: map.text.length, skipped: 0, layers: [layer] };
  list.add({ ...facts, text: map.text, fields: [field], place }, 0, source.text.length);
  return list;
}
