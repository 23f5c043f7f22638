import { type Encodable, type Layer, spelledAs } from "../layers/layer.js";
import type { TextMap } from "../layers/text-map.js";
import { escapeMarkup } from "../xml/text-layer.js";
import { scanHtml } from "./scan.js";
import { VisibleText } from "./visible-text.js";

const BLOCK = /<(?:p|div|br|li|td|h[1-6]|blockquote|article|section|tr|ul|ol|table|body)\b/i;

/** The visible text of a stretch of HTML; without any block in it, blank lines part its paragraphs. */
export function htmlLayer(source: string, encodable: Encodable): Layer {
  const visible = new VisibleText(source, !BLOCK.test(source));
  scanHtml(source, {
    open: (name, start) => visible.open(name, start),
    close: (name) => visible.close(name),
    text: (start, end) => visible.text(start, end),
  });
  return layerOfHtml(visible.build(), encodable);
}

/** A layer over text that is spelled as HTML: markup characters, and those the encoding lacks, become references. */
export function layerOfHtml(map: TextMap, encodable: Encodable): Layer {
  return { map, escape: (text) => spelledAs(escapeMarkup(text, encodable)) };
}
