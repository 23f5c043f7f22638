import { layerOfHtml } from "../html/html-layer.js";
import { VisibleText } from "../html/visible-text.js";
import type { Encodable, Layer } from "../layers/layer.js";
import { scanXmlFragment } from "./scan.js";

const TEXT = 0;
const CDATA = 1;

/** The visible text of markup that is XML itself, as in Atom's `xhtml` content; it is known to be well-formed. */
export function xhtmlLayer(source: string, start: number, end: number, encodable: Encodable): Layer {
  const visible = new VisibleText(source);
  scanXmlFragment(source, start, end, {
    open: (name, _, at) => visible.open(localName(name), at),
    close: (name) => visible.close(localName(name)),
    text: (from, to) => visible.text(from, to, TEXT),
    cdata: (from, to) => visible.text(from, to, CDATA, false),
  });
  const layer = layerOfHtml(visible.build(), encodable);
  return {
    map: layer.map,
    // What a CDATA section takes as it is, a reference would spell out for the reader to see.
    escape: (text, style) =>
      style === CDATA && /[&<>]/.test(text)
        ? { refusal: "it would need an escape inside CDATA" }
        : layer.escape(text, style),
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1).toLowerCase();
}
