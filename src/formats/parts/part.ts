import type { Dialect } from "../csv/dialect.js";

/** Kinds whose files can be read from the middle. */
export type CutKind = "jsonl" | "csv" | "tsv" | "warc" | "json";

/** A place before a line of a file, where reading can begin. */
export interface LineStart {
  /** Number of the line, from 1; of the unpacked file, where it is packed. */
  readonly line: number;
  /** Records before it. */
  readonly items: number;
}

/** What a table's beginning says of all its rows. */
export interface TableStart {
  readonly dialect: Dialect;
  /** The encoding, once something above ASCII has told it; tables in UTF-16 are not cut. */
  readonly codec: "UTF-8" | "windows-1252" | null;
  /** Bytes of byte order mark that come first. */
  readonly mark: number;
  /** The head row as it stands there; null before it. */
  readonly head: string | null;
}

/** A place between two records, with all that reading on from there takes. */
export interface PartStart extends LineStart {
  readonly kind: CutKind;
  /** Whether a gzip member begins there, with a record at its beginning. */
  readonly isPacked: boolean;
  readonly table?: TableStart;
  /** In a list that need not have its elements on lines of their own: place in the line, as `FilePlace` counts. */
  readonly column?: number;
  readonly byteColumn?: number;
}

/** A part of a file, to be read by itself. */
export interface Part {
  readonly start: PartStart;
  /** Whether the file ends with it. */
  readonly isLast: boolean;
}

/** Where whoever divides a file can do so. */
export interface PartCut {
  /** Bytes before it, of the file as it is stored. */
  readonly offset: number;
  /** Segments before it. */
  readonly segments: number;
  readonly start: PartStart;
}
