import { ByteReader } from "../stream/byte-reader.js";
import { BrokenGzip, type GzipReader, type Member } from "./unpack.js";

/** Unpacked bytes after which a member that has not ended is handed out in part. */
const MOST_GROUPED = 16 << 20;

/** Pieces that are written together, as a member. */
export interface Group<Piece> {
  /** Empty for members at the end that hold nothing. */
  readonly pieces: readonly Piece[];
  readonly header: Uint8Array;
  /** The members that hold just these; empty where the pieces are a part of a larger one. */
  readonly members: readonly Member[];
  /** Whether the member goes on behind them. */
  readonly isOpen: boolean;
}

/** What is being gathered. */
interface Gathered<Piece> {
  pieces: Piece[];
  /** Where the pieces end in the unpacked text, and how many bytes they have. */
  position: number;
  size: number;
  /** Whether a part of the member was handed out already. */
  inPart: boolean;
}

/**
 * Puts the pieces of what a gzip file holds into groups that end where members do, as far as they do.
 * @throws BrokenGzip, once what stands before the damage was handed out.
 */
export async function* gzipGroups<Piece extends { readonly bytes: Uint8Array }>(
  gzip: GzipReader,
  readPlain: (reader: ByteReader) => AsyncIterable<Piece>,
): AsyncGenerator<Group<Piece>> {
  const gathered: Gathered<Piece> = { pieces: [], position: 0, size: 0, inPart: false };
  const isAtEnd = () => gathered.pieces.length > 0 && gzip.members.some(({ end }) => end === gathered.position);
  try {
    for await (const piece of readPlain(new ByteReader(gzip.plain()))) {
      // That a member has ended is known when more has been read than it holds: now, for what came before.
      const atEnd = isAtEnd();
      if (atEnd || gathered.size > MOST_GROUPED) yield taken(gzip, gathered, atEnd);
      gathered.pieces.push(piece);
      gathered.position += piece.bytes.length;
      gathered.size += piece.bytes.length;
    }
  } catch (error) {
    if (error instanceof BrokenGzip && !gathered.inPart && isAtEnd()) yield taken(gzip, gathered, true);
    throw error;
  }
  const { members } = gzip;
  if (gathered.pieces.length === 0 && members.length === 0) return;
  const header = members[0]?.header ?? gzip.header;
  const isWhole = gathered.pieces.length === 0 || !gathered.inPart;
  yield { pieces: gathered.pieces, header, members: isWhole ? members : [], isOpen: false };
}

function taken<Piece>(gzip: GzipReader, gathered: Gathered<Piece>, atEnd: boolean): Group<Piece> {
  const { pieces, position, inPart } = gathered;
  const header = gzip.members[0]?.header ?? gzip.header;
  const members = atEnd ? takeUpTo(gzip.members, position) : dropBefore(gzip.members, position);
  gathered.inPart = !atEnd;
  gathered.pieces = [];
  gathered.size = 0;
  return { pieces, header, members: atEnd && !inPart ? members : [], isOpen: !atEnd };
}

function takeUpTo(members: Member[], position: number): Member[] {
  return members.splice(0, members.findLastIndex(({ end }) => end <= position) + 1);
}

/** Forgets members that were handed out with a part. */
function dropBefore(members: Member[], position: number): Member[] {
  members.splice(0, members.findLastIndex(({ end }) => end < position) + 1);
  return [];
}
