import type { ByteChange, DocumentFacts, LocatedEdit, Rewritten, Segment, TextEdit } from "../document.js";
import { changedBytes, shifted } from "../encoding/byte-changes.js";
import { cautiousSource } from "../encoding/caution.js";
import { declaredInHtml, declaredInType } from "../encoding/declared.js";
import { readSource } from "../encoding/source-text.js";
import { parsePage } from "../html/page.js";
import { countLineFeeds } from "../lines.js";
import { lineStart } from "../places.js";
import { parseText } from "../text.js";
import { rawSegment, textSegment } from "../text-segment.js";
import { renewedDigest } from "./digests.js";
import { type Head, headAt, headerValue, withHeaders } from "./headers.js";
import { type HttpMessage, httpMessage, rebuiltMessage } from "./http.js";

/** A whole record: what precedes its head, the head, the block, and the blank lines behind. */
export interface WarcRecord {
  readonly bytes: Uint8Array;
  readonly head: Head;
  /** Where the head begins in the bytes, and how long the block is. */
  readonly start: number;
  readonly length: number;
  readonly item: number;
  readonly line: number;
}

const PAGE = /^(text\/html|application\/xhtml\+xml)\b/i;
const PLAIN = /^text\/plain\b/i;

/**
 * Whether a record may hold a document: an answer, a resource, or the text made of one (WET).
 * @param beginning of its block, with the head of the answer.
 */
export function mayHoldText(head: Head, beginning: Uint8Array): boolean {
  const type = headerValue(head, "WARC-Type")?.toLowerCase();
  const contentType = headerValue(head, "Content-Type") ?? "";
  if (type === "conversion" || type === "resource") return isText(contentType);
  if (type !== "response" || !/^application\/http\b/i.test(contentType)) return false;
  const answer = headAt(beginning, 0);
  // Without its head in sight the record is looked at as a whole, to say what is wrong with it.
  return answer === undefined || isText(headerValue(answer, "Content-Type") ?? "");
}

function isText(contentType: string): boolean {
  return PAGE.test(contentType) || PLAIN.test(contentType);
}

/**
 * Reads a record with the page or the text in it. When its body changes, `Content-Length` of the record (and of the
 * HTTP answer, where it was right) and those of the digests that fitted before are renewed; a digest that did not fit
 * is left as it was. A body in chunks becomes one chunk; a packed one is packed again.
 */
export function recordSegment(record: WarcRecord): Segment {
  const { bytes, head, start, length, item, line } = record;
  const blockStart = start + head.length;
  const block = bytes.subarray(blockStart, blockStart + length);
  const isAnswer = headerValue(head, "WARC-Type")?.toLowerCase() === "response";
  const message = isAnswer ? httpMessage(block) : undefined;
  const place = { item, line };
  if (typeof message === "string") return rawSegment(bytes, [{ reason: message, ...place, unread: "document" }]);
  const contentType = message?.contentType ?? headerValue(head, "Content-Type") ?? "";
  const isPage = PAGE.test(contentType);
  if (!isPage && !PLAIN.test(contentType)) return rawSegment(bytes);
  const body = message?.body ?? block;
  if (body.length === 0) return rawSegment(bytes);
  const declared = declaredInType(contentType) ?? (isPage ? declaredInHtml(body) : undefined);
  const source = readSource(body, declared);
  if ("reason" in source) return rawSegment(bytes, [{ reason: source.reason, ...place, unread: "document" }]);
  const facts = factsOf(head);
  const inner = textSegment(
    isPage ? cautiousSource(source, "html", declared) : source,
    (again) => (isPage ? parsePage(again, facts, place) : parseText(again, facts, place)),
    lineStart(line + countLineFeeds(bytes.subarray(0, blockStart + (message?.head.length ?? 0)))),
  );
  return {
    bytes,
    plain: bytes,
    exact: true,
    documents: inner.documents,
    failures: inner.failures,
    rewrite: (edits) => {
      const body = inner.rewrite(edits);
      if (!body.changed) return { ...body, bytes };
      const changes = recordChanges(record, block, message, body);
      return { bytes: changedBytes(bytes, changes), changed: true, changes, unwritten: body.unwritten };
    },
    locate: (edits) => locateIn(inner, record, message, edits),
  };
}

function factsOf(head: Head): DocumentFacts {
  const facts: Record<string, string> = {};
  const names = { id: "WARC-Record-ID", url: "WARC-Target-URI", date: "WARC-Date" };
  for (const [fact, name] of Object.entries(names)) {
    const value = headerValue(head, name)?.replace(/^<(.*)>$/, "$1");
    if (value) facts[fact] = value;
  }
  return facts;
}

/** What a changed body changes in its record: itself, and what the heads say of it. */
function recordChanges(
  record: WarcRecord,
  block: Uint8Array,
  message: HttpMessage | undefined,
  { bytes: body, changes }: Rewritten,
): readonly ByteChange[] {
  const { head, start, length } = record;
  const blockStart = start + head.length;
  const after = message === undefined ? undefined : rebuiltMessage(message, body);
  const newBlock = after === undefined ? body : Buffer.concat([Buffer.from(after.head.text, "latin1"), after.stored]);
  const newHead = Buffer.from(renewedHead(record, block, newBlock, message, after), "latin1");
  const inBlock = (): readonly ByteChange[] => {
    if (message === undefined || after === undefined) return changes;
    if (message.chunked || message.gzipped) return [{ start: 0, end: length, bytes: newBlock }];
    const answer = { start: 0, end: message.head.length, bytes: Buffer.from(after.head.text, "latin1") };
    return [answer, ...shifted(changes, message.head.length)];
  };
  return [{ start, end: blockStart, bytes: newHead }, ...shifted(inBlock(), blockStart)];
}

function renewedHead(
  { head }: WarcRecord,
  block: Uint8Array,
  newBlock: Uint8Array,
  message: HttpMessage | undefined,
  after: Omit<HttpMessage, "contentType"> | undefined,
): string {
  const values = new Map([["Content-Length", String(newBlock.length)]]);
  const blockDigest = renewed(head, "WARC-Block-Digest", [[block, newBlock]]);
  if (blockDigest !== undefined) values.set("WARC-Block-Digest", blockDigest);
  const payloads: (readonly [Uint8Array, Uint8Array])[] =
    after === undefined || message === undefined
      ? [[block, newBlock]]
      : [
          [message.stored, after.stored],
          [message.unchunked, after.unchunked],
          [message.body, after.body],
        ];
  const payloadDigest = renewed(head, "WARC-Payload-Digest", payloads);
  if (payloadDigest !== undefined) values.set("WARC-Payload-Digest", payloadDigest);
  return withHeaders(head, values);
}

/** No edit changes a record alone; in a body in chunks, or a packed one, the place is where the record begins. */
function locateIn(
  inner: Segment,
  { line }: WarcRecord,
  message: HttpMessage | undefined,
  edits: readonly (readonly TextEdit[])[],
): readonly (readonly LocatedEdit[])[] {
  const there = lineStart(line);
  const isHidden = message?.chunked === true || message?.gzipped === true;
  return inner
    .locate(edits)
    .map((list) => list.map(({ start, end }) => (isHidden ? { start: there, end: there } : { start, end })));
}

/** What crawlers take to be the payload differs: the digest goes with the reading that it fitted before. */
function renewed(
  head: Head,
  name: string,
  readings: readonly (readonly [was: Uint8Array, now: Uint8Array])[],
): string | undefined {
  const old = headerValue(head, name);
  if (old === undefined) return undefined;
  for (const [was, now] of readings) {
    const digest = renewedDigest(old, was, now);
    if (digest !== undefined) return digest;
  }
  return undefined;
}
