import { bindDocument, DocumentList, type FieldSource, type Parsed } from "../bound.js";
import type { DocumentFacts } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { LineCounter } from "../lines.js";
import { layerOfHtml } from "./html-layer.js";
import { PageFacts } from "./page-facts.js";
import { scanHtml } from "./scan.js";
import { VisibleText } from "./visible-text.js";

/** A page is one document with two fields: `title` (the one in its head) and `body` (all other text a reader sees). */
export function parsePage(source: SourceText, more: DocumentFacts = {}, place = { line: 1 }): Parsed {
  const { text, encodable } = source;
  const list = new DocumentList(source, new LineCounter(text, place.line));
  const body = new VisibleText(text);
  const title = new VisibleText(text);
  const facts = new PageFacts();
  let [titles, inTitle, pictures] = [0, false, 0];
  scanHtml(text, {
    open: (name, start, end) => {
      // Pictures have titles of their own.
      if (name === "svg") pictures += 1;
      if (name === "title") {
        titles += 1;
        inTitle = true;
      }
      body.open(name, start);
      facts.tag(name, text, start, end);
    },
    close: (name) => {
      if (name === "svg") pictures = Math.max(0, pictures - 1);
      if (name === "title") inTitle = false;
      body.close(name);
    },
    text: (start, end) => {
      if (!inTitle) body.text(start, end);
      else if (titles === 1 && pictures === 0) title.text(start, end);
    },
  });
  const fields: FieldSource[] = [
    { name: "title", layers: [layerOfHtml(title.build(), encodable)] },
    { name: "body", layers: [layerOfHtml(body.build(), encodable)] },
  ];
  const own = facts.facts();
  const heading = fields[0]!.layers[0]!.map.text.trim();
  const known = { ...more, ...own, ...(heading && own.title === undefined ? { title: heading } : {}) };
  list.add(bindDocument(fields, place, known), 0, text.length);
  return list;
}
