import fc from "fast-check";
import { expect, test } from "vitest";
import type { Segment } from "../../src/formats/index.js";
import { readAll, readDocuments } from "../../src/formats/index.js";
import { ByteReader } from "../../src/formats/stream/byte-reader.js";
import { feedSegments, isCuttable } from "../../src/formats/xml/feed-segments.js";
import { atom, rss as rssFeed } from "./corpora.js";
import { replacing } from "./support.js";

/** As a feed that is too long to be held would be read. */
async function streamed(bytes: Uint8Array, size: number): Promise<Segment[]> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  const segments: Segment[] = [];
  for await (const segment of feedSegments(new ByteReader(pieces))) segments.push(segment);
  return segments;
}

const bytesOf = (segments: readonly Segment[]) => Buffer.concat(segments.map(({ bytes }) => bytes));

test("a long feed gives the documents that a short one gives, the same places and the same bytes", () =>
  fc.assert(
    fc.asyncProperty(fc.oneof(rssFeed, atom), fc.integer({ min: 1, max: 300 }), async (text, size) => {
      const bytes = Buffer.from(text);
      const segments = await streamed(bytes, size);
      const [whole] = await readAll(bytes, { kind: "feed" });
      expect(bytesOf(segments).equals(bytes)).toBe(true);
      expect(segments.flatMap(({ failures }) => failures)).toEqual(whole!.failures);
      expect(segments.flatMap(({ documents }) => documents)).toEqual(whole!.documents);
      const editsOf = ({ documents }: Segment) => documents.map((document) => replacing(document, "said", "told"));
      const now = segments.map((segment) => segment.rewrite(editsOf(segment)));
      expect(Buffer.concat(now.map((one) => one.bytes)).equals(whole!.rewrite(editsOf(whole!)).bytes)).toBe(true);
      expect(segments.flatMap((segment) => segment.locate(editsOf(segment)))).toEqual(whole!.locate(editsOf(whole!)));
    }),
    { numRuns: 150 },
  ));

const item = (text: string) => `<item><title>${text}</title></item>`;
const rss = (inside: string) => `<rss><channel>\n${inside}\n</channel></rss>`;

test.each([
  ["comments", rss(`<!-- </item><item> --><!--><item>-->${item("a")}<!-- don't -->${item("b")}`), 2],
  ["CDATA sections", rss(item("<![CDATA[</title></item><item>]]>]]&gt;") + item("b")), 2],
  ["quotes", rss(`<item a="/item>" b='>"'><title>a</title></item>${item("b")}`), 2],
  [
    "empty elements and declarations",
    `<?xml version="1.0"?><!DOCTYPE rss "</item>">${rss(`<item/><br/>${item("b")}`)}`,
    1,
  ],
  [
    "an item in an item",
    rss(`<item><title>a</title><media><item><title>in</title></item></media></item>${item("b")}`),
    2,
  ],
  ["prefixes", `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>a</a:title></a:entry></a:feed>`, 1],
])("is not led astray by %s", async (_, text, documents) => {
  const bytes = Buffer.from(text);
  const [whole] = await readAll(bytes, { kind: "feed" });
  expect(whole!.documents.length).toBe(documents);
  for (const size of [1, 2, 7, 1000]) {
    const segments = await streamed(bytes, size);
    expect(bytesOf(segments).equals(bytes)).toBe(true);
    expect(segments.flatMap((segment) => segment.documents)).toEqual(whole!.documents);
    expect(segments.flatMap(({ failures }) => failures)).toEqual(whole!.failures);
  }
});

test.each([
  [
    "a tag that is not closed",
    rss(`${item("a")}<item><title>b</item>${item("c")}`),
    1,
    { line: 2, column: 44, unread: "rest" },
  ],
  ["a stray ampersand", rss(`${item("a")}\n${item("b & c")}${item("d")}`), 1, { line: 3, column: 16, unread: "rest" }],
  ["an end too soon", rss(item("a")).slice(0, -3), 1, { line: 3, column: 11, unread: "rest" }],
  ["no end", `<rss><channel>${item("a")}`, 1, { line: 1, column: 44, unread: "rest" }],
  ["something before the first item", rss(`<x></y>${item("a")}`), 0, { line: 2, column: 4, unread: "file" }],
  ["another root", `<html>${item("a")}</html>`, 0, { unread: "file" }],
])("%s costs what follows", async (_, text, documents, failure) => {
  const bytes = Buffer.from(text);
  for (const size of [1, 7, 1000]) {
    const segments = await streamed(bytes, size);
    expect(bytesOf(segments).equals(bytes)).toBe(true);
    expect(segments.flatMap((segment) => segment.documents).length).toBe(documents);
    expect(segments.flatMap(({ failures }) => failures)).toMatchObject([failure]);
  }
});

test("a feed in Windows-1252 that does not say so is found out where its first accent stands", async () => {
  const bytes = Buffer.from(rss(item("a") + item("caf\u00e9") + item("b")), "latin1");
  const segments = await streamed(bytes, 1000);
  expect(segments.flatMap(({ documents }) => documents.map(({ text }) => text))).toEqual(["a", "caf\u00e9", "b"]);
});

test("is read item by item when it is long, and can be cut", async () => {
  const long = Buffer.from(rss(item("Town ".repeat(400).trim()).repeat(3_000)));
  let [documents, most] = [0, 0];
  for await (const segment of readDocuments(long, { name: "a.rss" })) {
    documents += segment.documents.length;
    most = Math.max(most, segment.documents.length);
  }
  expect([documents, most]).toEqual([3_000, 1]);
  expect(isCuttable(Buffer.from(`<!DOCTYPE rss [ <!ELEMENT x ANY> ]>${rss("")}`))).toBe(false);
  expect(isCuttable(Buffer.from(rss(""), "utf16le"))).toBe(false);
  expect(isCuttable(Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${rss("")}`))).toBe(true);
  expect(isCuttable(Buffer.from(`<?xml version="1.0" encoding="Shift_JIS"?>${rss("")}`))).toBe(false);
});
