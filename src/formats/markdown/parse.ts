import { bindDocument, DocumentList, type Parsed } from "../bound.js";
import type { DocumentFacts, FactsSoFar } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { LineCounter } from "../lines.js";
import { markdownLayer } from "./markdown-layer.js";

/** A Markdown file is one document with one field, `text`. */
export function parseMarkdown(source: SourceText): Parsed {
  const list = new DocumentList(source, new LineCounter(source.text));
  const layer = markdownLayer(source.text, source.encodable);
  const document = bindDocument([{ name: "text", layers: [layer] }], { line: 1 }, factsOf(source.text));
  list.add(document, 0, source.text.length);
  return list;
}

const FACTS: Readonly<Record<string, keyof DocumentFacts>> = {
  id: "id",
  title: "title",
  url: "url",
  canonical: "url",
  date: "date",
  source: "source",
};

/** What the front matter says in lines of its own, or the first heading as the title. */
function factsOf(text: string): DocumentFacts {
  const facts: FactsSoFar = {};
  const matter = /^(?:---|\+\+\+)\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\+\+\+)\s*$/m.exec(text.slice(0, 25_000));
  if (matter?.index === 0) {
    for (const [, key, value] of matter[1]!.matchAll(/^(\w+)\s*[:=]\s*["']?(.*?)["']?\s*$/gm)) {
      const fact = FACTS[key!.toLowerCase()];
      if (fact !== undefined && value !== "") facts[fact] ??= value!;
    }
  }
  const heading = /^#[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(text)?.[1];
  if (heading !== undefined) facts.title ??= heading;
  return facts;
}
