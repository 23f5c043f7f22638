import type { Alternative, Detection, Evidence, Origin, Place } from "../../result.js";

/**
 * What the page carries, shared by its writer (this room) and its reader (`src/page/`). Every block is a
 * `<script>` of a type that no browser runs, holding base64 of gzip; so no text of a document can end it.
 */

/** The type of every data block; browsers leave a script of an unknown type alone. */
export const BLOCK_TYPE = "application/vnd.unspin.gzip";

/** Ids of the blocks; documents are in `documents-0`, `documents-1`, … */
export const INDEX_BLOCK = "index";
export const COLUMNS_BLOCK = "columns";
export const SETTINGS_BLOCK = "settings";
export const documentsBlock = (number: number): string => `documents-${number}`;

/** Where a review server stands, for a page that it serves; a page from disk has none. */
export interface ServerSetting {
  /** Path that the page puts before `ledger`, `decisions` and `events`; ends with a slash. */
  readonly base: string;
  /** Secret that each request shows: `Authorization: Bearer TOKEN`, or `?token=` where no header can be sent. */
  readonly token: string;
  /** Whose decisions they are, when the reviewer was named to the server. */
  readonly who?: string;
}

export interface PageSettings {
  readonly server?: ServerSetting;
}

/** Verdicts by number, as the index holds them. */
export const VERDICTS = ["clean", "spun", "skipped"] as const;
/** Channels by number, as the flags of an edit hold them. */
export const CHANNELS = ["dictionary", "gazetteer", "reference", "generic"] as const;

/** Bit 0 of an edit's flags: the run applied it. Bits 1 and 2: its channel. */
export const APPLIED = 1;
export const channelOf = (flags: number): number => (flags >> 1) & 3;

/** Probabilities are kept in ten-thousandths. */
export const PROBABILITY_UNIT = 10_000;

/** All that lists and plots need, one entry a document in each column. */
export interface DocumentColumns {
  readonly source: readonly string[];
  /** The first words of the text: what a reader would call it. */
  readonly title: readonly string[];
  readonly place: readonly (Place | null)[];
  /** Index into `VERDICTS`. */
  readonly verdict: readonly number[];
  readonly probability: readonly number[];
  readonly rate: readonly number[];
  /** Index into `families`; -1 for none. */
  readonly family: readonly number[];
  readonly words: readonly number[];
  /** How many edits the document has; they stand one after another in the edit columns. */
  readonly edits: readonly number[];
  /** Number of the block that holds its text. */
  readonly block: readonly number[];
}

/** The index of a run, read before anything is shown. */
export interface PageIndex {
  readonly schema: 1;
  /** Names the run: a hash of what it read and found, so that decisions come back to the same run only. */
  readonly run: string;
  readonly families: readonly string[];
  readonly documents: DocumentColumns;
  /** The different pairs of words, as they stand; edits name them by number. */
  readonly was: readonly string[];
  readonly now: readonly string[];
  readonly editCount: number;
  /** Ids that are not 16 hexadecimal digits, by number of their edit. */
  readonly otherIds: Readonly<Record<number, string>>;
}

/**
 * The edit columns in one block, little-endian, each as long as the run has edits:
 * pair (u32), id (two u32: its first and its last eight digits), probability (u16), family (u16: number + 1, 0 for none),
 * flags (u8), words changed (u8). The widest come first, so that each starts where its kind may start.
 */
export const EDIT_BYTES = 4 + 8 + 2 + 2 + 1 + 1;

export interface PageEdit {
  readonly start: number;
  readonly end: number;
  readonly alternatives: readonly Alternative[];
  readonly evidence: Evidence;
  readonly field?: string;
}

/** One document in full, as its block holds it; `was`, `now` and the rest of an edit are in the columns. */
export interface PageDocument {
  readonly input: string;
  readonly detection: Detection;
  readonly origin?: Origin;
  readonly edits: readonly PageEdit[];
}
