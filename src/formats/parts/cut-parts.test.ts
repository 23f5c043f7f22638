import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Segment } from "../document.js";
import { type ReadOptions, readDocuments } from "../read.js";
import { cutParts } from "./cut-parts.js";
import type { PartCut } from "./part.js";

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function cutsOf(bytes: Uint8Array, options: ReadOptions, every: number, size = 10_000): Promise<PartCut[]> {
  const cuts: PartCut[] = [];
  for await (const cut of cutParts(chunked(bytes, size), options, every)) cuts.push(cut);
  return cuts;
}

async function segmentsOf(bytes: Uint8Array, options: ReadOptions, size = 10_000): Promise<Segment[]> {
  const segments: Segment[] = [];
  for await (const segment of readDocuments(chunked(bytes, size), options)) segments.push(segment);
  return segments;
}

/** What a run sees of a segment; places of edits show what the reader thinks of where it is. */
function seen(segment: Segment) {
  const { bytes, documents, failures, exact } = segment;
  const edits = documents.map(({ text }) => {
    const was = text.slice(0, 1);
    return was === "" || /\s/.test(was) ? [] : [{ start: 0, end: 1, was, now: `Q${was}` }];
  });
  const { bytes: now, unwritten } = segment.rewrite(edits);
  const places = segment.locate(edits);
  // As strings: they are compared thousands of times faster.
  return { bytes: latin(bytes), documents, failures, exact, now: latin(now), unwritten, places };
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

/** What nothing is read from comes in pieces as the source gives it. */
function joined(segments: readonly Segment[]) {
  const all: (ReturnType<typeof seen> | string)[] = [];
  for (const segment of segments) {
    const one = seen(segment);
    const isRaw = one.documents.length === 0 && one.failures.length === 0;
    const before = all.at(-1);
    if (!isRaw) all.push(one);
    else if (typeof before === "string") all[all.length - 1] = before + one.bytes;
    else all.push(one.bytes);
  }
  return all;
}

async function expectSame(bytes: Uint8Array, options: ReadOptions, every: number, size?: number): Promise<number> {
  const cuts = await cutsOf(bytes, options, every, size);
  if (cuts.length === 0) return 0;
  const parts: Segment[] = [];
  for (const [at, { start, offset, segments }] of cuts.entries()) {
    expect(segments).toBe(parts.length);
    const part = { start, isLast: at === cuts.length - 1 };
    parts.push(...(await segmentsOf(bytes.subarray(offset, cuts[at + 1]?.offset), { ...options, part }, size)));
  }
  expect(joined(parts)).toEqual(joined(await segmentsOf(bytes, options)));
  return cuts.length;
}

const words = fc
  .array(fc.constantFrom("harbour", "said", "café", "\u{1f600}", "the", "ship’s", '"so"', "a, b", "x;y"), {
    maxLength: 6,
  })
  .map((list) => list.join(" "));
const end = fc.constantFrom("\n", "\r\n");
const mark = fc.constantFrom("", "\ufeff");

const line = fc.oneof(
  fc.constantFrom("", "  ", "\t", "oops", '{"text": 3', "[1]"),
  words.map((text) => JSON.stringify({ id: "x", text })),
);
const jsonLines = fc.tuple(mark, fc.array(line, { maxLength: 12 }), end).map(([m, lines, e]) => m + lines.join(e));

const cell = words.map((text) => (/[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}\nmore"` : text));
const row = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(cell, cell).map((cells) => cells.join(",")) },
  fc.constantFrom("", " ", "one cell alone", "a,b,c", '"open,1'),
);
const table = fc
  .tuple(mark, fc.array(row, { maxLength: 12 }), end)
  .map(([m, rows, e]) => `${m}title,text${e}${rows.join(e)}`);

function record(type: string, contentType: string, block: string): string {
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: ${contentType}\r\n`;
  return `${head}Content-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`;
}
const answer = (type: string, body: string) =>
  record("response", "application/http; msgtype=response", `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${body}`);
const warcRecord = fc.oneof(
  words.map((text) => answer("text/html", `<title>Port</title>\n<p>${text}`)),
  words.map((text) => record("conversion", "text/plain", `${text}\n${text}`)),
  words.map((text) => answer("image/png", text)),
  words.map((text) => record("request", "application/http; msgtype=request", text)),
);
const warc = fc.array(warcRecord, { minLength: 1, maxLength: 8 });
const damage = fc.constantFrom("", "\r\n\r\n", "no record at all", "WARC/1.0\r\nContent-Length: 99\r\n\r\nshort");

const every = fc.integer({ min: 1, max: 400 });
const size = fc.integer({ min: 7, max: 300 });

describe("lets each part be read as the whole would be", () => {
  it.each([
    ["JSON Lines", jsonLines, "jsonl"],
    ["tables", table, "csv"],
    ["WARC files", fc.tuple(warc, damage).map(([records, rest]) => records.join("") + rest), "warc"],
  ] as const)("%s", async (_, text, kind) => {
    let most = 0;
    const property = fc.asyncProperty(text, every, size, async (content, apart, chunk) => {
      most = Math.max(most, await expectSame(Buffer.from(content), { kind }, apart, chunk));
    });
    await fc.assert(property, { numRuns: 200 });
    expect(most).toBeGreaterThan(3);
  });

  it("tables in windows-1252 whose beginning does not tell", async () => {
    const plain = `plain,"${"text ".repeat(20_000)}"\n`.repeat(3);
    const rows = [plain, "caf\xe9,one\n", "two,\x93quoted\x94\n", "three,four\n".repeat(50)];
    const bytes = Buffer.from(`title,text\n${rows.join("")}`, "latin1");
    expect(await expectSame(bytes, { kind: "csv" }, 150_000)).toBe(2);
    expect(await expectSame(bytes, { kind: "csv" }, plain.length + 12)).toBe(2);
  });

  it("packed files, wherever members end, and damaged ones", async () => {
    let most = 0;
    const packs = fc.tuple(
      fc.oneof(
        warc,
        jsonLines.map((text) => text.split(/(?<=\n)/)),
        jsonLines.map((text) => text.match(/[\s\S]{1,40}/g) ?? []),
      ),
      fc.constantFrom(0, 1, 5),
      fc.constantFrom("", "\0\0\0", "junk behind it"),
    );
    const property = fc.asyncProperty(packs, every, size, async ([pieces, cutOff, behind], apart, chunk) => {
      const whole = Buffer.concat([...pieces.map((piece) => gzipSync(piece)), Buffer.from(behind)]);
      const kind = pieces[0]?.startsWith("WARC") === true ? "warc" : "jsonl";
      most = Math.max(most, await expectSame(whole.subarray(0, whole.length - cutOff), { kind }, apart, chunk));
    });
    await fc.assert(property, { numRuns: 300 });
    expect(most).toBeGreaterThan(3);
  });

  it("long lists in JSON", async () => {
    const filler = JSON.stringify("said the harbour master, ".repeat(30_000));
    const element = (at: number) =>
      `${at % 3 === 0 ? "\n" : " "}{"id":"${at}","filler":${filler},"text":"number ${at}"}`;
    const elements = Array.from({ length: 100 }, (_, at) => element(at));
    const bytes = Buffer.from(`\ufeff[${elements.join(",")}\n, {"text": tru}, "x",]\n`);
    expect(bytes.length).toBeGreaterThan(64 << 20);
    expect(await expectSame(bytes, { kind: "json" }, 20 << 20, 1 << 20)).toBe(4);
  });
});

it("keeps cuts so many bytes apart, and lines whole", async () => {
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, at) => `{"id":${at}}\n`).join(""));
  const [first, ...cuts] = await cutsOf(bytes, { kind: "jsonl" }, 64);
  expect(first?.offset).toBe(0);
  expect(cuts.length).toBeGreaterThan(10);
  for (const [at, { offset }] of cuts.entries()) {
    expect(offset - (cuts[at - 1]?.offset ?? 0)).toBeGreaterThanOrEqual(64);
    expect(bytes[offset - 1]).toBe(10);
  }
});

it.each([
  ["a.jsonl", '{"text":"a"}\n{"text":"b"}\n', 2],
  ["a.json", '{"text":"a"}\n{"text":"b"}\n', 2],
  ["a.jsonl", Buffer.from('\ufeff{"text":"a"}\n{"text":"b"}\n', "utf16le"), 0],
  ["a.csv", "title,text\na,b\nc,d\n", 3],
  ["a.csv", "title,text\ra,b\rc,d\r", 0],
  ["a.csv", Buffer.from("\ufefftitle,text\na,b\nc,d\n", "utf16le"), 0],
  ["a.csv", "no,column\nof,text\n", 0],
  ["a.json", "[1,2]\n", 0],
  ["a.txt", "a text\nof lines\n", 0],
  ["a.jsonl.gz", gzipSync('{"text":"a"}\n{"text":"b"}\n'), 1],
  ["a.csv.gz", Buffer.concat([gzipSync("title,text\n"), gzipSync("a,b\n"), gzipSync("c,d\n")]), 3],
  ["a.warc.gz", gzipSync(answer("text/plain", "all in one") + answer("text/plain", "member")), 1],
])("finds places in %s", async (name, content, count) => {
  expect(await cutsOf(Buffer.from(content as string), { name }, 1)).toHaveLength(count);
});
