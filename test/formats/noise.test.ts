import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KINDS, type Kind, readDocuments, type Segment } from "../../src/formats/index.js";
import { applied, editPlan, editsOf } from "./edits.js";

/** What no writer meant: pieces of every format in any order, and bytes of no format. */
const piece = fc.constantFrom(
  ...'<p> </p> <b> </b> <!-- --> <![CDATA[ ]]> & &amp; &nbsp; &shy; &#x26; &lt &#0; &bogus; < > " " \' \\ \\u00e9 \\ud83d \\n { } [ ] , : ; | , \t \r \n \r\n * _ ` ``` ~~ # - > 1. --- | <script> </script> <title> </title> <pre> </pre> <br> <code> </code> <rss> </rss> <channel> <item> </item> <feed> <entry> <text> title text id , "title": "text": true 0 WARC/1.0 Content-Length: 5 \u00a0 \u00ad \u2028 \ufeff \ufffc \ud800 😀 é said the harbour'
    .split(" ")
    .concat([" ", " ", "\n\n", "  "]),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => Buffer.from(pieces.join("")));
const wide = fc.array(piece, { maxLength: 30 }).map((pieces) => Buffer.from(`\ufeff${pieces.join("")}`, "utf16le"));
const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const material = fc.oneof(
  { weight: 6, arbitrary: text },
  wide,
  bytes,
  text.map((one) => gzipSync(one)),
);

async function read(source: Uint8Array, kind: Kind | undefined): Promise<Segment[]> {
  const segments: Segment[] = [];
  for await (const segment of readDocuments([source], kind === undefined ? {} : { kind })) segments.push(segment);
  return segments;
}

describe.each([...KINDS, undefined])("noise read as %s", (kind) => {
  test("comes back as it was, and what is written into it reads back", () =>
    fc.assert(
      fc.asyncProperty(material, editPlan, async (source, plan) => {
        const segments = await read(source, kind);
        expect(Buffer.concat(segments.map((segment) => segment.bytes)).equals(source)).toBe(true);
        const pieces: Uint8Array[] = [];
        const expected: string[] = [];
        for (const segment of segments) {
          const edits = segment.documents.map((document, index) => editsOf(document, plan, index));
          const { bytes: now, unwritten } = segment.rewrite(edits);
          pieces.push(now);
          for (const [index, document] of segment.documents.entries()) {
            const failed = new Set(unwritten.filter((one) => one.document === index).map(({ edit }) => edit));
            expected.push(
              applied(
                document.text,
                edits[index]!.filter((_, edit) => !failed.has(edit)),
              ),
            );
          }
        }
        // Without a kind the edits may make the file look like another.
        if (kind === undefined) return;
        const again = await read(Buffer.concat(pieces), kind);
        expect(again.flatMap(({ documents }) => documents).map((document) => document.text)).toEqual(expected);
      }),
      { numRuns: 300 },
    ));
});
