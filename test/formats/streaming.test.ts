import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readAll, readDocuments, type SourceDocument } from "../../src/formats/index.js";

const line = (index: number) => Buffer.from(`{"id":${index},"text":"the harbour of town ${index}"}\n`);

describe("a source that is read piece by piece", () => {
  test("is asked for no more than it takes, and told when nobody reads on", async () => {
    let [pulled, closed] = [0, false];
    async function* source() {
      try {
        for (;;) {
          pulled += 1;
          yield line(pulled);
        }
      } finally {
        closed = true;
      }
    }
    let seen = 0;
    for await (const segment of readDocuments(source(), { name: "a.jsonl" })) {
      seen += segment.documents.length;
      if (seen === 10_000) break;
    }
    expect(closed).toBe(true);
    // What is looked at ahead is bounded: some 64 KB to find out the kind, and as much again.
    expect(pulled).toBeLessThan(seen + 10_000);
  });

  test("hands out what came before it failed, and then its error", async () => {
    function* source() {
      yield line(1);
      yield line(2);
      throw new Error("the disk is gone");
    }
    let seen = 0;
    const reading = (async () => {
      for await (const segment of readDocuments(source(), { name: "a.jsonl" })) seen += segment.documents.length;
    })();
    await expect(reading).rejects.toThrow("the disk is gone");
    expect(seen).toBe(2);
  });

  test.each(["a.rss", "a.csv", "a.warc", "a.html"])(
    "that fails in a %s never looks as if it had ended",
    async (name) => {
      function* source() {
        yield Buffer.from("id,text\n1,a\n");
        throw new Error("the disk is gone");
      }
      const reading = (async () => {
        for await (const segment of readDocuments(source(), { name })) expect(segment.failures.length).toBeLessThan(2);
      })();
      await expect(reading).rejects.toThrow("the disk is gone");
    },
  );

  test("in pieces of any size a WARC file gives the same records", async () => {
    const record = (index: number) => {
      const block = `The harbour of town ${index}\n`.repeat(index * 40);
      return Buffer.from(
        `WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: ${block.length}\r\n\r\n${block}\r\n\r\n`,
      );
    };
    const plain = Buffer.concat([1, 2, 3, 4].map(record));
    for (const bytes of [plain, Buffer.concat([1, 2, 3, 4].map((index) => gzipSync(record(index))))]) {
      const whole = await readAll(bytes, { name: "a.warc" });
      expect(whole.length).toBe(4);
      for (const size of [1, 3, 64, 1000, 5000]) {
        const pieces: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
        const segments = [];
        for await (const segment of readDocuments(pieces, { name: "a.warc" })) segments.push(segment);
        expect(Buffer.concat(segments.map((segment) => segment.bytes)).equals(bytes)).toBe(true);
        expect(segments.flatMap(({ documents }) => documents)).toEqual(whole.flatMap(({ documents }) => documents));
      }
    }
  });

  test("documents can be sent to another thread", async () => {
    const [segment] = await readAll(line(1), { name: "a.jsonl" });
    expect(structuredClone(segment!.documents)).toEqual(segment!.documents);
  });
});

describe("large files", () => {
  test("an item of 50 MB is read and edited", async () => {
    const words = "<p>The harbour &amp; the town.</p>\n".repeat(1_500_000);
    const feed = (last: string) =>
      `<rss><channel><item><title>A</title><description><![CDATA[${words}${last}]]></description></item></channel></rss>`;
    const segments = await readAll(Buffer.from(feed("Related")), { name: "a.rss" });
    const [segment] = segments;
    const { text } = segment!.documents[0]!;
    const start = text.length - 7;
    const { bytes, unwritten } = segment!.rewrite([[{ start, end: text.length, was: "Related", now: "Associated" }]]);
    expect(unwritten).toEqual([]);
    const rest = segments.slice(1).map((one) => one.bytes);
    expect(Buffer.concat([bytes, ...rest]).equals(Buffer.from(feed("Associated")))).toBe(true);
  });

  test("100,000 items are read", async () => {
    const items = Array.from(
      { length: 100_000 },
      (_, index) => `<item><title>Town ${index}</title><guid>same</guid></item>`,
    );
    let last: SourceDocument | undefined;
    let count = 0;
    const feed = Buffer.from(`<rss><channel>${items.join("\n")}</channel></rss>`);
    for await (const { documents } of readDocuments(feed, { name: "a.rss" })) {
      count += documents.length;
      last = documents.at(-1) ?? last;
    }
    expect(count).toBe(100_000);
    expect(last).toMatchObject({ text: "Town 99999", id: "same", place: { item: 100_000, line: 100_000 } });
  });
});
