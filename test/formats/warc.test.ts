import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readAll } from "../../src/formats/index.js";
import { replaced } from "./support.js";

const hex = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** A record as crawlers write it. */
function record(type: string, contentType: string, block: Uint8Array, more = ""): Buffer {
  const head =
    `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n` +
    `WARC-Record-ID: <urn:uuid:1>\r\n${more}Content-Type: ${contentType}\r\ncontent-length:  ${block.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), block, Buffer.from("\r\n\r\n")]);
}

const http = (headers: string, body: Uint8Array | string) =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), Buffer.from(body)]);

const info = record("warcinfo", "application/warc-fields", Buffer.from("software: harbour\r\n"));
const page = (words: string) => Buffer.from(`<title>Port</title><p>The <b>${words}</b> of the town`);
const answer = (body: Uint8Array) => {
  const block = http(`Content-Type: text/html; charset=utf-8\r\nContent-Length: ${body.length}`, body);
  const digests = `WARC-Block-Digest: sha256:${hex(block)}\r\nWARC-Payload-Digest: sha256:${hex(body)}\r\n`;
  return record("response", "application/http; msgtype=response", block, digests);
};
const wet = (words: string) => record("conversion", "text/plain", Buffer.from(`The ${words} of the town\nmore`));

describe("WARC", () => {
  test("pages and texts are documents; lengths and digests that fitted follow the edits; all else stays", async () => {
    const bytes = Buffer.concat([info, answer(page("harbour")), wet("harbour"), info]);
    const outcome = await replaced(bytes, { name: "crawl.warc" }, "harbour", "small port");
    expect(outcome.documents).toMatchObject([
      {
        text: "Port\n\nThe harbour of the town",
        url: "https://example.org/a",
        id: "urn:uuid:1",
        place: { item: 2, line: 12 },
      },
      { text: "The harbour of the town\nmore", date: "2020-01-02T03:04:05Z", place: { item: 3 } },
    ]);
    const expected = Buffer.concat([info, answer(page("small port")), wet("small port"), info]);
    expect(outcome.bytes.toString()).toBe(expected.toString());
    expect(Buffer.concat(outcome.segments.map((segment) => segment.bytes)).equals(bytes)).toBe(true);
  });

  test("each record stays a gzip member of its own, and unchanged ones keep their very bytes", async () => {
    const members = [info, answer(page("harbour")), wet("quay")].map((one) => gzipSync(one, { level: 1 }));
    const outcome = await replaced(Buffer.concat(members), { name: "crawl.warc.gz" }, "harbour", "port");
    expect(outcome.segments.map(({ bytes, exact }) => [exact, Buffer.from(bytes).toString("hex")])).toEqual(
      members.map((member) => [true, member.toString("hex")]),
    );
    expect(outcome.bytes.subarray(0, members[0]!.length).equals(members[0]!)).toBe(true);
    expect(outcome.bytes.subarray(-members[2]!.length).equals(members[2]!)).toBe(true);
    expect(gunzipSync(outcome.bytes).toString()).toBe(
      Buffer.concat([info, answer(page("port")), wet("quay")]).toString(),
    );
  });

  test("bodies in chunks and packed bodies are opened and closed again", async () => {
    const chunked = (pieces: readonly Uint8Array[]) =>
      Buffer.concat([
        ...pieces.flatMap((piece) => [Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
        Buffer.from("0\r\n\r\n"),
      ]);
    const packed = gzipSync(page("harbour"));
    const headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
    const block = http(headers, chunked([packed.subarray(0, 20), packed.subarray(20)]));
    const bytes = record("response", "application/http", block);
    const { bytes: after } = await replaced(bytes, { name: "a.warc" }, "harbour", "port");
    const again = await readAll(after, { name: "a.warc" });
    expect(again[0]!.documents[0]!.text).toBe("Port\n\nThe port of the town");
    const length = Number(/content-length: {2}(\d+)/.exec(after.toString("latin1"))![1]);
    expect(after.length).toBe(after.indexOf("\r\n\r\n") + 4 + length + 4);
  });

  test("headers that no longer tell the truth do no harm", async () => {
    // Crawlers unpack bodies and keep the headers.
    const body = page("harbour");
    const block = http(
      "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Length: 7",
      body,
    );
    const digest = "WARC-Payload-Digest: sha1:AAAA\r\n";
    const { bytes } = await replaced(
      record("response", "application/http", block, digest),
      { name: "a.warc" },
      "harbour",
      "port",
    );
    const expected = http(
      "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\nContent-Length: 7",
      page("port"),
    );
    expect(bytes.equals(record("response", "application/http", expected, digest))).toBe(true);
  });

  test("SHA-1 in Base 32, as most crawlers have it", async () => {
    // By: printf "The harbour" | sha1sum | xxd -r -p | base32
    const digest = (value: string) => `WARC-Block-Digest: sha1:${value}\r\n`;
    const before = record(
      "conversion",
      "text/plain",
      Buffer.from("The harbour"),
      digest("JNFIK37FAEEZSHJMGJILIACPWKG63Y2K"),
    );
    const { bytes } = await replaced(before, { name: "a.wet" }, "harbour", "port");
    expect(bytes.toString()).toContain(`sha1:${base32OfSha1("The port")}`);
  });

  test("a body packed in another way is named and left", async () => {
    const block = http("Content-Type: text/html\r\nContent-Encoding: br", Buffer.from([0x1b, 0, 0xff, 0, 0x80]));
    const outcome = await replaced(record("response", "application/http", block), { name: "a.warc" }, "a", "b");
    expect(outcome.failures).toMatchObject([{ item: 1, unread: "document", reason: expect.stringContaining('"br"') }]);
  });

  test("what breaks off or is no record is named, and what came before is read", async () => {
    const bytes = Buffer.concat([wet("harbour"), wet("harbour").subarray(0, -20)]);
    const outcome = await replaced(bytes, { name: "a.warc" }, "harbour", "port");
    expect(outcome.failures).toMatchObject([{ item: 2, unread: "rest", line: 12 }]);
    expect(outcome.bytes.equals(Buffer.concat([wet("port"), wet("harbour").subarray(0, -20)]))).toBe(true);
    const stray = await replaced(
      Buffer.concat([wet("harbour"), Buffer.from("stray\n\n")]),
      { name: "a.warc" },
      "harbour",
      "port",
    );
    expect(stray.failures).toMatchObject([{ unread: "rest", reason: expect.stringContaining("no WARC record") }]);
  });
});

/** Independent of the one under test: by bits. */
function base32OfSha1(text: string): string {
  const bits = Array.from(createHash("sha1").update(text).digest(), (byte) => byte.toString(2).padStart(8, "0")).join(
    "",
  );
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five, 2)])
    .join("");
}
