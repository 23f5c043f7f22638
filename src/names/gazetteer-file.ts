import { encodeSections, type FileKind, readSections, type SectionArray } from "../binary/sections.js";
import type { NameTables } from "./gazetteer.js";

/** The gazetteer's file; see `NameTables` for what it holds. */
export const NAMES_FILE: FileKind = {
  magic: "UNSPNAME",
  version: 1,
  name: "gazetteer of names",
  maker: "npm run data:names",
};

/** Where the names and word pairs of a gazetteer file come from. */
export interface NamesHeader {
  /** One line a source: its name and how many names or pairs it gave. */
  readonly sources: readonly string[];
  readonly names: number;
  readonly pairs: number;
}

const COLUMNS = [
  "folded",
  "cased",
  "offsets",
  "wordWeights",
  "firstEdges",
  "edgeWords",
  "nodeWeights",
  "nodeKinds",
  "firstPairs",
  "pairOriginals",
  "pairLogs",
  "phraseSpuns",
  "phraseOriginals",
  "phraseLogs",
  "shortForms",
  "shortNodes",
] as const satisfies readonly (keyof NameTables)[];

/** The bytes of a gazetteer file; the same tables give the same bytes. */
export function encodeNames(header: NamesHeader, tables: NameTables): Uint8Array {
  return encodeSections(
    NAMES_FILE,
    header,
    COLUMNS.map((column) => tables[column]),
  );
}

/**
 * Reads a gazetteer file; its arrays are used as they lie there.
 *
 * @throws UnspinError when the file is missing, of another kind or version, or damaged.
 */
export function readNames(path: string): { readonly header: NamesHeader; readonly tables: NameTables } {
  const { header, arrays } = readSections(path, NAMES_FILE);
  const tables = Object.fromEntries(COLUMNS.map((column, at): [string, SectionArray] => [column, arrays[at]!]));
  return { header: header as NamesHeader, tables: tables as unknown as NameTables };
}
