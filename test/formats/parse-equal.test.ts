import { DOMParser, type Node as XmlNode } from "@xmldom/xmldom";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import { micromark } from "micromark";
import { frontmatter, frontmatterHtml } from "micromark-extension-frontmatter";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { type Kind, readAll } from "../../src/formats/index.js";
import * as corpora from "./corpora.js";
import { editPlan, editsOf, wordPairs } from "./edits.js";

/**
 * What other parsers see before and after is the same, save the edited words: each is put back, and the two must be
 * equal in their tags, attributes, comments, other values and words.
 */

type Leaf = string;

interface HtmlNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly children?: readonly HtmlNode[];
}

/** Words as a reader sees them: soft hyphens and kinds of space do not count. */
const words = (text: string): Leaf[] => text.replaceAll("\u00ad", "").match(/[^\s\u00a0]+/g) ?? [];

function htmlLeaves(html: string): Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (node: HtmlNode) => {
    if (node.type === "text") leaves.push(...words(node.data ?? ""));
    else if (node.type === "comment" || node.type === "directive") leaves.push(`<!${node.data}`);
    else if (node.name !== undefined) leaves.push(`<${node.name} ${JSON.stringify(node.attribs)}`);
    for (const child of node.children ?? []) visit(child);
    if (node.name !== undefined) leaves.push(`</${node.name}`);
  };
  for (const child of parseDocument(html).children) visit(child as unknown as HtmlNode);
  return leaves;
}

function xmlLeaves(xml: string): Leaf[] {
  const problems: string[] = [];
  const parser = new DOMParser({ onError: (level, message) => problems.push(`${level}: ${message}`) });
  const leaves: Leaf[] = [];
  const visit = (node: XmlNode, holdsHtml: boolean) => {
    const value = node.nodeValue ?? "";
    if (node.nodeType === 1) {
      const element = node as unknown as { tagName: string; attributes: ArrayLike<{ name: string; value: string }> };
      const attributes = Array.from(element.attributes, ({ name, value: spelled }) => `${name}=${spelled}`);
      const { tagName } = element;
      leaves.push(`<${tagName} ${attributes.join(" ")}`);
      const isHtml = ["description", "content:encoded"].includes(tagName) || attributes.includes("type=html");
      for (let child = node.firstChild; child !== null; child = child.nextSibling) visit(child, isHtml);
      leaves.push(`</${tagName}`);
    } else if (node.nodeType === 3 || node.nodeType === 4) {
      if (node.nodeType === 4) leaves.push("<![CDATA[");
      leaves.push(...(holdsHtml ? htmlLeaves(value) : words(value)));
    } else {
      leaves.push(`${node.nodeName} ${value}`);
    }
  };
  const document = parser.parseFromString(xml, "text/xml");
  for (let child = document.firstChild; child !== null; child = child.nextSibling) visit(child, false);
  expect(problems).toEqual([]);
  return leaves;
}

function jsonLeaves(value: unknown, key = ""): Leaf[] {
  if (typeof value === "string") return key === "content_html" ? htmlLeaves(value) : words(value);
  if (typeof value !== "object" || value === null) return [JSON.stringify(value)];
  return Object.entries(value).flatMap(([name, inner]) => [`"${name}":`, ...jsonLeaves(inner, name)]);
}

const jsonLineLeaves = (text: string) =>
  text.split(/\r?\n/).flatMap((line) => (line === "" ? ["blank"] : jsonLeaves(JSON.parse(line))));

function csvLeaves(text: string): Leaf[] {
  const delimiter = text[2]!;
  const rows = parseCsv(text, { delimiter, relax_quotes: true }) as string[][];
  return rows.flatMap((row) =>
    row.flatMap((cell) => [
      "cell",
      ...(/<(?:p|ul|pre|script|table|br|b|a|em|i)\b/i.test(cell) ? htmlLeaves(cell) : words(cell)),
    ]),
  );
}

function markdownLeaves(text: string): Leaf[] {
  const options = {
    extensions: [gfm(), frontmatter(["yaml", "toml"])],
    htmlExtensions: [gfmHtml(), frontmatterHtml(["yaml", "toml"])],
    allowDangerousHtml: true,
  };
  return htmlLeaves(micromark(text, options));
}

const FORMATS: readonly (readonly [string, Kind, fc.Arbitrary<string>, (text: string) => Leaf[]])[] = [
  ["RSS, as xmldom and htmlparser2 see it", "feed", corpora.rss, xmlLeaves],
  ["Atom, as xmldom and htmlparser2 see it", "feed", corpora.atom, xmlLeaves],
  ["JSON Feed, as JSON.parse sees it", "json", corpora.jsonFeed, (text) => jsonLeaves(JSON.parse(text))],
  ["JSON lists, as JSON.parse sees it", "json", corpora.jsonList, (text) => jsonLeaves(JSON.parse(text))],
  ["JSON Lines, as JSON.parse sees it", "jsonl", corpora.jsonLines, jsonLineLeaves],
  ["tables, as csv-parse sees them", "csv", corpora.csv, csvLeaves],
  ["pages, as htmlparser2 sees them", "html", corpora.page, htmlLeaves],
  ["Markdown, as micromark renders it", "markdown", corpora.markdown, markdownLeaves],
];

describe.each(FORMATS)("%s", (_, kind, corpus, leavesOf) => {
  test("is the same outside the edits", () =>
    fc.assert(
      fc.asyncProperty(corpus, editPlan, async (text, plan) => {
        const pairs = new Map<string, string>();
        const pieces: Uint8Array[] = [];
        const samePlan = { ...plan, sameLength: true, odd: "" };
        let number = 0;
        for (const segment of await readAll(Buffer.from(text), { kind })) {
          const edits = segment.documents.map((document) => editsOf(document, samePlan, number++));
          for (const [now, was] of wordPairs(edits.flat())) pairs.set(now, was);
          pieces.push(segment.rewrite(edits).bytes);
        }
        const after = leavesOf(Buffer.concat(pieces).toString());
        const restored = after.map((leaf) => leaf.replace(/Zq\d+x\d+y\d+/g, (now) => pairs.get(now) ?? now));
        expect(restored).toEqual(leavesOf(text));
      }),
      { numRuns: 150 },
    ));
});
