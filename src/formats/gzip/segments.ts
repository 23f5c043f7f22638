import type { ByteChange, LocatedEdit, Segment, TextEdit, UnwrittenEdit } from "../document.js";
import { shifted } from "../encoding/byte-changes.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { packedSegment } from "../text-segment.js";
import { gzipGroups } from "./groups.js";
import { packMember } from "./member.js";
import { BrokenGzip, GzipReader, type Member } from "./unpack.js";

/**
 * Reads what a gzip file holds. Each segment is one member (or several, where a record reaches across them), with all
 * that it holds: unchanged it has the very bytes of the file, changed it is packed anew, name and time kept. Members
 * too large for that are handed out in parts that are members of their own.
 * @param isBegun whether the source begins behind other members.
 */
export async function* gzipSegments(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  readPlain: (reader: ByteReader) => AsyncIterable<Segment>,
  isBegun = false,
): AsyncGenerator<Segment> {
  const gzip = new GzipReader(source);
  let [handedOut, inPart] = [isBegun, false];
  try {
    for await (const group of gzipGroups(gzip, readPlain)) {
      yield group.pieces.length > 0
        ? groupSegment(group.pieces, group.header, group.members)
        : packedSegment(Buffer.concat(group.members.map(({ packed }) => packed ?? new Uint8Array())));
      handedOut = true;
      inPart = group.isOpen;
    }
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    yield* brokenRest(gzip, error, handedOut, inPart);
  }
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
