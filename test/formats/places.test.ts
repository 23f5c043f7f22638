import { gzipSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { type FileChange, type FilePlace, readAll } from "../../src/formats/index.js";
import { CODINGS, FORMATS } from "./corpora.js";
import { editPlan, editsOf } from "./edits.js";

/** A file in one of the codings, with the way from a place to an offset by each of its columns. */
class CodedFile {
  readonly bytes: Buffer;
  readonly #lines: readonly string[];
  readonly #mark: number;
  readonly #coding: (typeof CODINGS)[number];

  constructor(text: string, coding: (typeof CODINGS)[number]) {
    this.#coding = coding;
    this.bytes = Buffer.concat([this.#encode(coding === "utf8" ? "" : "\ufeff"), this.#encode(text)]);
    this.#mark = coding === "utf8" ? 0 : this.#encode("\ufeff").length;
    this.#lines = text.split(/(?<=\n)/);
  }

  #encode(text: string): Buffer {
    if (this.#coding === "utf16le-bom") return iconv.encode(text, "utf16-le", { addBOM: false });
    return this.#coding === "utf16be-bom" ? iconv.encode(text, "utf16-be", { addBOM: false }) : Buffer.from(text);
  }

  offset({ line, column }: FilePlace): number {
    return this.#lines.slice(0, line - 1).join("").length + column - 1;
  }

  byteOffset({ line, byteColumn }: FilePlace): number {
    const before = this.#encode(this.#lines.slice(0, line - 1).join("")).length;
    return before + (line > 1 ? this.#mark : 0) + byteColumn - 1;
  }

  /** The file with a replacement that is named by line and column. */
  edited(text: string, { start, end, text: spelled }: FileChange): Buffer {
    const now = text.slice(0, this.offset(start)) + spelled + text.slice(this.offset(end));
    return Buffer.concat([this.bytes.subarray(0, this.#mark), this.#encode(now)]);
  }

  byteOffsetOf(offset: number): number {
    return this.#mark + this.#encode(this.#lines.join("").slice(0, offset)).length;
  }
}

describe.each(FORMATS)("%s", (_, kind, corpus) => {
  test("tell where each edit stands, by units and by bytes, and what it alone comes to", () =>
    fc.assert(
      fc.asyncProperty(
        corpus,
        fc.constantFrom(...CODINGS),
        editPlan,
        fc.boolean(),
        async (text, coding, plan, packed) => {
          const file = new CodedFile(text, coding);
          const segments = await readAll(packed ? gzipSync(file.bytes) : file.bytes, { kind });
          expect(Buffer.concat(segments.map(({ plain }) => plain)).equals(file.bytes)).toBe(true);
          let position = 0;
          for (const segment of segments) {
            const edits = segment.documents.map((document, index) => editsOf(document, plan, index));
            const located = segment.locate(edits);
            expect(located.map((list) => list.length)).toEqual(edits.map((list) => list.length));
            for (const [document, list] of located.entries()) {
              for (const [index, { start, end, change }] of list.entries()) {
                for (const place of [start, end])
                  expect(file.byteOffset(place)).toBe(file.byteOffsetOf(file.offset(place)));
                const { was } = edits[document]![index]!;
                const spelled = text.slice(file.offset(start), file.offset(end));
                if (/^[\w.,]+$/.test(spelled)) expect(spelled).toBe(was);
                // An edit across two fields that stand in the file in another order has no stretch there, and is not carried out.
                const isNowhere = spelled === "" && change === undefined;
                if (!isNowhere && !/[&\\]/.test(spelled))
                  expect(spelled.match(/^\w|\w$/g)).toEqual(was.match(/^\w|\w$/g));
                if (packed) expect(change).toBe(undefined);
                if (change === undefined) continue;
                const alone = edits.map((all, at) => (at === document ? [all[index]!] : []));
                const rewritten = segment.rewrite(alone);
                if (rewritten.unwritten.length > 0) continue;
                const before = file.bytes.subarray(0, position);
                const behind = file.bytes.subarray(position + segment.plain.length);
                const expected = Buffer.concat([before, rewritten.bytes, behind]);
                expect(file.edited(text, change).equals(expected)).toBe(true);
              }
            }
            position += segment.plain.length;
          }
        },
      ),
      { numRuns: 60 },
    ));

  test("tell which bytes were replaced", () =>
    fc.assert(
      fc.asyncProperty(corpus, fc.constantFrom(...CODINGS), editPlan, async (text, coding, plan) => {
        const segments = await readAll(new CodedFile(text, coding).bytes, { kind });
        for (const segment of segments) {
          const { bytes, changes, changed } = segment.rewrite(
            segment.documents.map((one, at) => editsOf(one, plan, at)),
          );
          let rebuilt = Buffer.from(segment.plain);
          for (const change of [...changes].reverse()) {
            rebuilt = Buffer.concat([rebuilt.subarray(0, change.start), change.bytes, rebuilt.subarray(change.end)]);
          }
          expect(rebuilt.equals(bytes)).toBe(true);
          expect(changed).toBe(changes.length > 0);
        }
      }),
      { numRuns: 60 },
    ));
});
