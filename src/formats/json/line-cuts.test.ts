import fc from "fast-check";
import { expect, it } from "vitest";
import type { Segment } from "../document.js";
import { isCutByLine, readAll, readDocuments } from "../read.js";
import { cutLines, type LineCut } from "./line-cuts.js";

const line = fc.oneof(
  fc.constantFrom("", "  \r", "\t", "oops", '{"text": 3', "[1]"),
  fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => JSON.stringify({ id: "x", text })),
);
const file = fc
  .tuple(fc.constantFrom("", "\ufeff"), fc.array(line, { maxLength: 12 }), fc.constantFrom("", "\n", "\r\n"))
  .map(([mark, lines, end]) => Buffer.from(mark + lines.join("\n") + end));

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function cutsOf(bytes: Uint8Array, every: number, size: number): Promise<LineCut[]> {
  const cuts: LineCut[] = [];
  for await (const cut of cutLines(chunked(bytes, size), every)) cuts.push(cut);
  return cuts;
}

async function segmentsFrom(bytes: Uint8Array, start: LineCut | undefined): Promise<Segment[]> {
  const segments: Segment[] = [];
  const options = start === undefined ? { kind: "jsonl" as const } : { start };
  for await (const segment of readDocuments([bytes], options)) segments.push(segment);
  return segments;
}

const plain = ({ bytes, documents, failures }: Segment) => ({ bytes: Buffer.from(bytes), documents, failures });

it("lets each part be read as the whole would be", async () => {
  await fc.assert(
    fc.asyncProperty(
      file,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 50 }),
      async (bytes, every, size) => {
        // A file's first chunk holds its mark.
        const cuts = await cutsOf(bytes, every, Math.max(size, 4));
        const whole = await readAll(bytes, { kind: "jsonl" });
        const parts: Segment[] = [];
        for (const [at, start] of [undefined, ...cuts].entries()) {
          expect(start?.segments ?? 0).toBe(parts.length);
          parts.push(...(await segmentsFrom(bytes.subarray(start?.offset ?? 0, cuts[at]?.offset), start)));
        }
        expect(parts.map(plain)).toEqual(whole.map(plain));
      },
    ),
    { numRuns: 300 },
  );
});

it("keeps cuts so many bytes apart, and lines whole", async () => {
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, at) => `{"id":${at}}\n`).join(""));
  const cuts = await cutsOf(bytes, 64, 10_000);
  expect(cuts.length).toBeGreaterThan(10);
  for (const [at, { offset }] of cuts.entries()) {
    expect(offset - (cuts[at - 1]?.offset ?? 0)).toBeGreaterThanOrEqual(64);
    expect(bytes[offset - 1]).toBe(10);
  }
});

it("is for JSON Lines in UTF-8 alone", () => {
  const lines = '{"text":"a"}\n{"text":"b"}\n';
  expect(isCutByLine(Buffer.from(lines), { name: "a.jsonl" })).toBe(true);
  expect(isCutByLine(Buffer.from(lines), { name: "a.json" })).toBe(true);
  expect(isCutByLine(Buffer.from(`\ufeff${lines}`), { name: "a.ndjson" })).toBe(true);
  expect(isCutByLine(Buffer.from(`\ufeff${lines}`, "utf16le"), { name: "a.jsonl" })).toBe(false);
  expect(isCutByLine(Buffer.from(lines), { name: "a.csv" })).toBe(false);
  expect(isCutByLine(Buffer.from("[1,2]\n"), { name: "a.json" })).toBe(false);
  expect(isCutByLine(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), { name: "a.jsonl.gz" })).toBe(false);
});
