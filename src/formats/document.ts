/**
 * What reading a file gives and writing it back takes. Offsets are UTF-16 code units of a document's text; lines and
 * columns count from 1, columns in characters.
 */

/** An edit to carry out: `was` must be `text.slice(start, end)`; edits of a document are sorted and disjoint. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
}

/** A field's range in its document's text. Several may have the same name, as the parts of a list do. */
export interface Field {
  /** As it is spelled in `fields`: `content:encoded`, `data.body`, `paragraphs[]`; `text` where there is but one. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Where a document stands in its file. */
export interface DocumentPlace {
  /** Number of the item, entry or record, from 1; absent where the file is one document. */
  readonly item?: number;
  /** The line that it begins on, of the unpacked file. */
  readonly line: number;
}

/** What a file says of a document, as spelled there; used by reports and for reference articles. */
export interface DocumentFacts {
  readonly id?: string;
  readonly title?: string;
  readonly url?: string;
  readonly date?: string;
  /** Who published it: the title of the feed, the name of the site. */
  readonly source?: string;
}

/** Facts while they are being gathered. */
export type FactsSoFar = { -readonly [Name in keyof DocumentFacts]: string };

/** One text to judge and repair: a plain text, a page, or an item with its fields joined by blank lines. */
export interface SourceDocument extends DocumentFacts {
  readonly text: string;
  /** In the order of the text, disjoint, with exactly two line feeds between neighbours. */
  readonly fields: readonly Field[];
  readonly place: DocumentPlace;
}

/** Something that could not be read. Its bytes stay as they are; what else was read stands beside it. */
export interface ReadFailure {
  /** What and why, and what to do where that helps; a sentence without the place. */
  readonly reason: string;
  readonly line?: number;
  readonly column?: number;
  readonly item?: number;
  /**
   * How much stays unread: `nothing` (a note), the one `document`, the `rest` of the file from here on, or the whole
   * `file`. With `file` after other segments were handed out, what was written of it is worthless: copy the input.
   */
  readonly unread: "nothing" | "document" | "rest" | "file";
}

/** An edit that the format could not take, and why; its bytes stayed as they were. */
export interface UnwrittenEdit {
  /** Index of the document in its segment. */
  readonly document: number;
  /** Index of the edit among that document's edits. */
  readonly edit: number;
  readonly reason: string;
}

/** A replacement of bytes; those of a stretch are sorted and disjoint. */
export interface ByteChange {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

export interface Rewritten {
  /** The segment's bytes with the edits in them; the very same bytes where nothing was written. */
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** What was replaced in the segment's `plain` bytes. */
  readonly changes: readonly ByteChange[];
  readonly unwritten: readonly UnwrittenEdit[];
}

/** A place in a file, in the unpacked one where it is packed; all numbers count from 1. */
export interface FilePlace {
  readonly line: number;
  /** In UTF-16 code units; a byte order mark counts for nothing. */
  readonly column: number;
  /** In bytes of the file's own encoding; a byte order mark counts. */
  readonly byteColumn: number;
}

/** A stretch of a file; `end` is the place behind its last character. */
export interface FileRange {
  readonly start: FilePlace;
  readonly end: FilePlace;
}

/** A replacement in a file: `text` is spelled as it stands there, with its references and escapes. */
export interface FileChange extends FileRange {
  readonly text: string;
}

/** Where an edit stands in its file. */
export interface LocatedEdit extends FileRange {
  /**
   * What carrying it out alone replaces, with all that stands between its words. Absent where the format cannot take
   * it, and where more of the file would change: in packed files, in WARC records.
   */
  readonly change?: FileChange;
}

/** A stretch of a file. All segments' bytes joined are the file, save where `exact` is false. */
export interface Segment {
  readonly bytes: Uint8Array;
  /** The unpacked bytes; those of all segments joined are the unpacked file. */
  readonly plain: Uint8Array;
  /** Whether `bytes` are packed with gzip. */
  readonly isPacked?: boolean;
  /**
   * False for a piece of a large gzip member: its bytes unpack to the same, but the member is packed anew. When no
   * segment of a file changed, copy the file instead.
   */
  readonly exact: boolean;
  readonly documents: readonly SourceDocument[];
  readonly failures: readonly ReadFailure[];
  /**
   * Carries out edits, one list for each document (missing lists are empty).
   * @throws UnspinError for an edit that does not fit its document's text.
   */
  rewrite(edits: readonly (readonly TextEdit[])[]): Rewritten;
  /**
   * Where edits stand in the file, one for each, whether they are to be carried out or not.
   * @throws UnspinError for an edit that does not fit its document's text.
   */
  locate(edits: readonly (readonly TextEdit[])[]): readonly (readonly LocatedEdit[])[];
}
