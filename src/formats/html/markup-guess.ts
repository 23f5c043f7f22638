import { type Encodable, type Layer, spelledAs } from "../layers/layer.js";
import { TextMapBuilder } from "../layers/text-map.js";
import { escapeMarkup } from "../xml/text-layer.js";
import { htmlLayer } from "./html-layer.js";
import { referenceAt } from "./references.js";

const TAG =
  /<\/?(?:a|abbr|article|b|blockquote|body|br|caption|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|html|i|iframe|img|li|main|mark|ol|p|pre|q|s|section|small|span|strike|strong|sub|sup|table|tbody|td|th|tr|u|ul|video)(?:\s[^<>]*|\/?)>/i;
const REFERENCE = /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z][a-z0-9]{1,31});/i;

/**
 * The layer of a field that may hold HTML or plain text, as most feeds and tables do not say which: HTML where there is
 * a tag of it; decoded references with all white space kept where there are only those; none for plain text.
 */
export function guessedLayer(source: string, encodable: Encodable): Layer | undefined {
  if (source.includes("<") && TAG.test(source)) return htmlLayer(source, encodable);
  if (source.includes("&") && REFERENCE.test(source)) return referenceLayer(source, encodable);
  return undefined;
}

function referenceLayer(source: string, encodable: Encodable): Layer {
  const builder = new TextMapBuilder(source);
  let at = 0;
  for (let mark = source.indexOf("&"); mark >= 0; mark = source.indexOf("&", mark + 1)) {
    const reference = source.slice(mark, mark + 40).search(REFERENCE) === 0 ? referenceAt(source, mark) : undefined;
    if (reference === undefined) continue;
    builder.verbatim(at, mark);
    const text = reference.text === "\u00a0" ? " " : reference.text === "\u00ad" ? "" : reference.text;
    at = mark + reference.length;
    builder.spelled(text, mark, at);
  }
  builder.verbatim(at, source.length);
  return { map: builder.build(), escape: (text) => spelledAs(escapeMarkup(text, encodable)) };
}
