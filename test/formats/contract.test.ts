import { gzipSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readAll, readDocuments, type Segment } from "../../src/formats/index.js";
import { CODINGS, FORMATS } from "./corpora.js";
import { applied, editPlan, editsOf } from "./edits.js";

function encoded(text: string, coding: (typeof CODINGS)[number]): Buffer {
  switch (coding) {
    case "utf8":
      return Buffer.from(text);
    case "utf8-bom":
      return Buffer.from(`\ufeff${text}`);
    case "utf16le-bom":
      return iconv.encode(text, "utf16-le", { addBOM: true });
    case "utf16be-bom":
      return iconv.encode(text, "utf16-be", { addBOM: true });
  }
}

const joined = (segments: readonly Segment[]) => Buffer.concat(segments.map(({ bytes }) => bytes));

describe.each(FORMATS)("%s", (_, kind, corpus) => {
  test("come back byte for byte when nothing is edited, in any encoding, in pieces of any size, packed or not", () =>
    fc.assert(
      fc.asyncProperty(
        corpus,
        fc.constantFrom(...CODINGS),
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        async (text, coding, size, packed) => {
          const bytes = packed ? gzipSync(encoded(text, coding)) : encoded(text, coding);
          const pieces: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
          const segments: Segment[] = [];
          for await (const segment of readDocuments(pieces, { kind })) segments.push(segment);
          expect(joined(segments).equals(bytes)).toBe(true);
          expect(segments.flatMap(({ failures }) => failures)).toEqual([]);
          const whole = await readAll(bytes, { kind });
          expect(segments.flatMap(({ documents }) => documents)).toEqual(whole.flatMap(({ documents }) => documents));
          for (const segment of segments) {
            const { bytes: again, changed } = segment.rewrite([]);
            expect([changed, Buffer.from(again).equals(segment.bytes)]).toEqual([false, true]);
          }
        },
      ),
      { numRuns: 60 },
    ));

  test("read back as the text with its edits, and every edit of a single word is written", () =>
    fc.assert(
      fc.asyncProperty(corpus, fc.constantFrom(...CODINGS), editPlan, async (text, coding, plan) => {
        const segments = await readAll(encoded(text, coding), { kind });
        const pieces: Uint8Array[] = [];
        const expected: string[] = [];
        for (const segment of segments) {
          const edits = segment.documents.map((document, index) => editsOf(document, plan, index));
          const { bytes, unwritten, changed } = segment.rewrite(edits);
          pieces.push(bytes);
          const failed = new Set(unwritten.map(({ document, edit }) => `${document}:${edit}`));
          if (plan.length === 1 && plan.sameLength && plan.odd === "") expect(unwritten).toEqual([]);
          for (const [index, document] of segment.documents.entries()) {
            const written = edits[index]!.filter((__, edit) => !failed.has(`${index}:${edit}`));
            expected.push(applied(document.text, written));
          }
          expect(changed).toBe(edits.flat().length > failed.size);
        }
        const again = await readAll(Buffer.concat(pieces), { kind });
        expect(again.flatMap(({ documents }) => documents).map((document) => document.text)).toEqual(expected);
      }),
      { numRuns: 120 },
    ));

  test("give fields that lie in the text in order, parted by blank lines", () =>
    fc.assert(
      fc.asyncProperty(corpus, async (text) => {
        for (const { documents } of await readAll(Buffer.from(text), { kind })) {
          for (const document of documents) {
            const pieces = document.fields.map(({ start, end }) => document.text.slice(start, end));
            expect(pieces.join("\n\n")).toBe(document.text);
          }
        }
      }),
      { numRuns: 30 },
    ));
});
