import { randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readAll, readDocuments } from "../../src/formats/index.js";
import { replaced } from "./support.js";

const lines = (count: number, words: string) =>
  Array.from({ length: count }, (_, index) => `{"id":${index},"text":"the ${words} of town ${index}"}\n`).join("");

describe("gzip", () => {
  test("members end where they end, also inside a record", async () => {
    const all = Buffer.from(lines(40, "harbour"));
    for (const cuts of [[], [400], [7, 8, 500], [all.indexOf("\n") + 1]]) {
      const pieces = [0, ...cuts].map((start, index) => all.subarray(start, cuts[index] ?? all.length));
      const bytes = Buffer.concat(pieces.map((piece) => gzipSync(piece)));
      const outcome = await replaced(bytes, { name: "a.jsonl.gz" }, "harbour", "port");
      expect(Buffer.concat(outcome.segments.map((segment) => segment.bytes)).equals(bytes)).toBe(true);
      expect(outcome.documents.length).toBe(40);
      expect(gunzipSync(outcome.bytes).toString()).toBe(lines(40, "port"));
    }
  });

  test("the name and time in a member's head stay; zeros behind the end do, too", async () => {
    const member = gzipSync("the harbour");
    const named = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 8, 1, 2, 3, 4, 0, 3]),
      Buffer.from("a.txt\0"),
      member.subarray(10),
    ]);
    const padded = Buffer.concat([named, Buffer.alloc(600)]);
    const outcome = await replaced(padded, { name: "a.txt.gz" }, "harbour", "port");
    expect(Buffer.concat(outcome.segments.map((segment) => segment.bytes)).equals(padded)).toBe(true);
    expect(outcome.bytes.subarray(0, 16).equals(named.subarray(0, 16))).toBe(true);
    expect(gunzipSync(outcome.bytes).toString()).toBe("the port");
  });

  test("a large member is handed out in parts that unpack to the whole", async () => {
    // Hardly compressible, so that the member is large packed as well.
    const text = Array.from(
      { length: 2400 },
      (_, index) => `{"text":"harbour ${index} ${randomBytes(6000).toString("base64")}"}\n`,
    );
    const plain = Buffer.from(text.join(""));
    const bytes = gzipSync(plain, { level: 1 });
    const pieces: Uint8Array[] = [];
    let [inexact, changed] = [0, 0];
    for await (const segment of readDocuments([bytes], { name: "a.jsonl.gz" })) {
      if (!segment.exact) inexact += 1;
      const rewritten = segment.rewrite(
        segment.documents.map(({ text: one }, index) =>
          index === 0 ? [{ start: 0, end: 7, was: one.slice(0, 7), now: "port" }] : [],
        ),
      );
      if (rewritten.changed) changed += 1;
      pieces.push(rewritten.bytes);
    }
    expect([inexact > 1, changed]).toEqual([true, inexact]);
    expect(gunzipSync(Buffer.concat(pieces)).length).toBe(plain.length - 3 * changed);
  });

  test.each([
    ["cut off in its data", (bytes: Buffer) => bytes.subarray(0, -30), /cut off/, "file"],
    ["cut off in its checksum", (bytes: Buffer) => bytes.subarray(0, -3), /cut off/, "file"],
    ["cut off in its head", (bytes: Buffer) => Buffer.concat([bytes, bytes.subarray(0, 5)]), /head/, "rest"],
    [
      "with a wrong checksum",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(8)]),
      /checksum/,
      "file",
    ],
    [
      "with damaged data",
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 12), Buffer.alloc(40, 0xff), bytes.subarray(52)]),
      /damaged/,
      "file",
    ],
    [
      "followed by something else",
      (bytes: Buffer) => Buffer.concat([bytes, Buffer.from("hello")]),
      /something else/,
      "rest",
    ],
  ] as const)("%s: the file comes back as it was, with the reason", async (_, damage, reason, unread) => {
    const bytes = damage(gzipSync(lines(200, randomBytes(40).toString("hex"))));
    const segments = await readAll(bytes, { name: "a.jsonl.gz" });
    expect(Buffer.concat(segments.map((segment) => segment.bytes)).equals(bytes)).toBe(true);
    const failures = segments.flatMap((segment) => segment.failures);
    expect(failures).toEqual([{ reason: expect.stringMatching(reason), unread }]);
  });

  test("the members before a broken one are read", async () => {
    const good = gzipSync(lines(3, "harbour"));
    const bytes = Buffer.concat([good, gzipSync(lines(300, "harbour")).subarray(0, -9)]);
    const outcome = await replaced(bytes, { name: "a.jsonl.gz" }, "harbour", "port");
    expect(outcome.documents.length).toBe(3);
    expect(outcome.failures).toMatchObject([{ unread: "rest" }]);
    expect(gunzipSync(outcome.bytes.subarray(0, -(bytes.length - good.length))).toString()).toBe(lines(3, "port"));
  });
});
