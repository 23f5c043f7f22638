import type { ByteChange, LocatedEdit, Segment, TextEdit, UnwrittenEdit } from "../document.js";
import { shifted } from "../encoding/byte-changes.js";
import { ByteReader } from "../stream/byte-reader.js";
import { packedSegment } from "../text-segment.js";
import { packMember } from "./member.js";
import { BrokenGzip, GzipReader, type Member } from "./unpack.js";

/** Unpacked bytes after which a member that has not ended is handed out in part. */
const MOST_GROUPED = 16 << 20;

/**
 * Reads what a gzip file holds. Each segment is one member (or several, where a record reaches across them), with all
 * that it holds: unchanged it has the very bytes of the file, changed it is packed anew, name and time kept. Members
 * too large for that are handed out in parts that are members of their own.
 */
export async function* gzipSegments(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  readPlain: (reader: ByteReader) => AsyncIterable<Segment>,
): AsyncGenerator<Segment> {
  const gzip = new GzipReader(source);
  let group: Segment[] = [];
  let [position, size, handedOut, inPart] = [0, 0, false, false];
  try {
    for await (const segment of readPlain(new ByteReader(gzip.plain()))) {
      // That a member has ended is known when more has been read than it holds: now, for what came before.
      const atEnd = group.length > 0 && gzip.members.some(({ end }) => end === position);
      if (atEnd || size > MOST_GROUPED) {
        const header = gzip.members[0]?.header ?? gzip.header;
        const members = atEnd ? takeUpTo(gzip.members, position) : dropBefore(gzip.members, position);
        yield groupSegment(group, header, atEnd && !inPart ? members : []);
        handedOut = true;
        inPart = !atEnd;
        group = [];
        size = 0;
      }
      group.push(segment);
      position += segment.bytes.length;
      size += segment.bytes.length;
    }
    // Empty members at the end hold no segment.
    const left = gzip.members.map(({ packed }) => packed ?? new Uint8Array());
    if (group.length > 0) yield groupSegment(group, gzip.members[0]?.header ?? gzip.header, inPart ? [] : gzip.members);
    else if (left.length > 0) yield packedSegment(Buffer.concat(left));
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    if (group.length > 0 && !inPart && gzip.members.some(({ end }) => end === position)) {
      yield groupSegment(group, gzip.members[0]!.header, takeUpTo(gzip.members, position));
      handedOut = true;
    }
    yield* brokenRest(gzip, error, handedOut, inPart);
  }
}

function takeUpTo(members: Member[], position: number): Member[] {
  return members.splice(0, members.findLastIndex(({ end }) => end <= position) + 1);
}

/** Forgets members that were handed out with a part. */
function dropBefore(members: Member[], position: number): Member[] {
  members.splice(0, members.findLastIndex(({ end }) => end < position) + 1);
  return [];
}

/** What cannot be unpacked, as it stands in the file; documents of the member that breaks off are not read. */
async function* brokenRest(
  gzip: GzipReader,
  error: BrokenGzip,
  handedOut: boolean,
  inPart: boolean,
): AsyncGenerator<Segment> {
  const kept = gzip.members.map(({ packed }) => packed);
  const isWhole = !inPart && gzip.pendingIsWhole && kept.every((packed) => packed !== undefined);
  const bytes = Buffer.concat([...kept.filter((packed) => packed !== undefined), ...gzip.pending]);
  const unread = handedOut && isWhole ? "rest" : "file";
  yield packedSegment(bytes, [{ reason: `${error.message}. Fetch or pack the file again`, unread }]);
  for await (const piece of gzip.rest()) yield packedSegment(piece);
}

function groupSegment(group: readonly Segment[], header: Uint8Array, members: readonly Member[]): Segment {
  const stored = members.map(({ packed }) => packed);
  const exact = stored.length > 0 && stored.every((packed) => packed !== undefined);
  const packs = (pieces: readonly Uint8Array[]) => packMember(header, Buffer.concat(pieces));
  let cached: Uint8Array | undefined;
  const bytes = () => {
    cached ??= exact ? Buffer.concat(stored as Uint8Array[]) : packs(group.map((segment) => segment.bytes));
    return cached;
  };
  return {
    get bytes() {
      return bytes();
    },
    get plain() {
      return Buffer.concat(group.map(({ plain }) => plain));
    },
    isPacked: true,
    exact,
    documents: group.flatMap(({ documents }) => documents),
    failures: group.flatMap(({ failures }) => failures),
    rewrite: (edits) => {
      const { pieces, ...rest } = rewriteAll(group, edits);
      return { bytes: rest.changed ? packs(pieces) : bytes(), ...rest };
    },
    locate: (edits) => locateAll(group, edits),
  };
}

function rewriteAll(group: readonly Segment[], edits: readonly (readonly TextEdit[])[]) {
  const pieces: Uint8Array[] = [];
  const changes: ByteChange[] = [];
  const unwritten: UnwrittenEdit[] = [];
  let changed = false;
  let [first, position] = [0, 0];
  for (const segment of group) {
    const rewritten = segment.rewrite(edits.slice(first, first + segment.documents.length));
    pieces.push(rewritten.bytes);
    changed ||= rewritten.changed;
    changes.push(...shifted(rewritten.changes, position));
    position += segment.plain.length;
    for (const one of rewritten.unwritten) unwritten.push({ ...one, document: one.document + first });
    first += segment.documents.length;
  }
  return { pieces, changed, changes, unwritten };
}

/** Replacing what was unpacked is none of the packed file's changes. */
function locateAll(group: readonly Segment[], edits: readonly (readonly TextEdit[])[]) {
  const located: (readonly LocatedEdit[])[] = [];
  for (const segment of group) {
    const own = segment.locate(edits.slice(located.length, located.length + segment.documents.length));
    located.push(...own.map((list) => list.map(({ start, end }) => ({ start, end }))));
  }
  return located;
}
