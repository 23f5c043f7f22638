import fc from "fast-check";
import { expect, test } from "vitest";
import type { Segment } from "../../src/formats/index.js";
import { readAll } from "../../src/formats/index.js";
import { jsonListSegments } from "../../src/formats/json/list-segments.js";
import { ByteReader } from "../../src/formats/stream/byte-reader.js";
import { jsonList } from "./corpora.js";
import { replacing } from "./support.js";

/** As a list that is too long to be held would be read. */
async function streamed(bytes: Uint8Array, size: number): Promise<Segment[]> {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
  const segments: Segment[] = [];
  for await (const segment of jsonListSegments(new ByteReader(pieces))) segments.push(segment);
  return segments;
}

const bytesOf = (segments: readonly Segment[]) => Buffer.concat(segments.map(({ bytes }) => bytes));

test("a long list gives the documents that a short one gives, and the same bytes", () =>
  fc.assert(
    fc.asyncProperty(jsonList, fc.integer({ min: 1, max: 300 }), async (text, size) => {
      const bytes = Buffer.from(text);
      const segments = await streamed(bytes, size);
      const [whole] = await readAll(bytes, { kind: "json" });
      expect(bytesOf(segments).equals(bytes)).toBe(true);
      expect(segments.flatMap(({ failures }) => failures)).toEqual([]);
      expect(segments.flatMap(({ documents }) => documents)).toEqual(whole!.documents);
      const now = segments.map((segment) =>
        segment.rewrite(segment.documents.map((document) => replacing(document, "said", "told"))),
      );
      const then = whole!.rewrite(whole!.documents.map((document) => replacing(document, "said", "told")));
      expect(Buffer.concat(now.map((one) => one.bytes)).equals(then.bytes)).toBe(true);
    }),
    { numRuns: 100 },
  ));

test.each([
  ['[{"text":"a"},{"text":tru},{"text":"b"}]', 2, [{ item: 2 }]],
  ['[{"text":"a"} {"text":"b"},1]', 1, [{ item: 2 }, { item: 3 }]],
  ['[{"text":"a"},{"text":"b"', 1, [{ item: 2 }, { unread: "rest" }]],
  ['[{"text":"a"}', 1, [{ unread: "rest" }]],
  [
    '\n["a", 1,\n "[b]\\"," ,[]]\n',
    2,
    [
      { item: 2, line: 2 },
      { item: 4, line: 3 },
    ],
  ],
])("%s as a long list", async (text, documents, failures) => {
  const bytes = Buffer.from(text);
  for (const size of [1, 7, 1000]) {
    const segments = await streamed(bytes, size);
    expect(bytesOf(segments).equals(bytes)).toBe(true);
    expect(segments.flatMap((segment) => segment.documents).length).toBe(documents);
    expect(segments.flatMap((segment) => segment.failures)).toMatchObject(failures);
  }
});
