import { bindDocument, DocumentList, type FieldSource, type Parsed } from "../bound.js";
import { DEFAULT_FIELDS, FACT_FIELDS } from "../default-fields.js";
import type { DocumentFacts } from "../document.js";
import type { SourceText } from "../encoding/source-text.js";
import { guessedLayer } from "../html/markup-guess.js";
import { LineCounter } from "../lines.js";
import { Malformed } from "../malformed.js";
import { type Cell, cellLayer, cellsOf, cellText } from "./cells.js";
import type { Dialect } from "./dialect.js";

/** What the head row of a table says of all others. */
export interface Table {
  readonly dialect: Dialect;
  readonly columns: number;
  /** The columns that make up the document, in its order, with their names as the table spells them. */
  readonly fields: readonly { readonly name: string; readonly column: number }[];
  /** Columns that were asked for and are not there, while others are. */
  readonly missing: readonly string[];
  readonly facts: readonly { readonly fact: keyof DocumentFacts; readonly column: number }[];
}

/** Reads the head row; a string says what is wrong with it. */
export function tableOf(head: string, dialect: Dialect, fields?: readonly string[]): Table | string {
  let names: string[];
  try {
    names = cellsOf(head, dialect).map((cell) => cellText(head, cell).trim());
  } catch (error) {
    if (error instanceof Malformed) return `malformed head row: ${error.message}`;
    throw error;
  }
  const lower = names.map((name) => name.toLowerCase());
  const columnOf = (name: string) => (names.includes(name) ? names.indexOf(name) : lower.indexOf(name.toLowerCase()));
  const wanted = [...new Set((fields ?? DEFAULT_FIELDS).map(columnOf))].filter((column) => column >= 0);
  if (wanted.length === 0) {
    const what = fields === undefined ? "the usual names of texts (title, text, body, ...)" : fields.join(", ");
    return `no column has ${what}; the first row has ${names.slice(0, 12).join(", ")}. Name the columns of the text`;
  }
  const facts = Object.entries(FACT_FIELDS).flatMap(([fact, known]) => {
    const column = known.map((name) => lower.indexOf(name)).find((found) => found >= 0);
    return column === undefined ? [] : [{ fact: fact as keyof DocumentFacts, column }];
  });
  const chosen = wanted.map((column) => ({ name: names[column]!, column }));
  const missing = (fields ?? []).filter((name) => columnOf(name) < 0);
  return { dialect, columns: names.length, fields: chosen, missing, facts };
}

/** Reads one record; a blank line is none. */
export function parseRow(source: SourceText, table: Table, item: number, line: number): Parsed {
  const { text, encodable } = source;
  const list = new DocumentList(source, new LineCounter(text, line));
  if (text.trim() === "" && table.columns > 1) return list;
  let cells: Cell[];
  try {
    cells = cellsOf(text, table.dialect);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    list.fail(`malformed row: ${error.message}`, error.offset, item);
    return list;
  }
  if (cells.length !== table.columns) {
    list.fail(`malformed row: it has ${cells.length} cells, and the head row has ${table.columns}`, 0, item);
    return list;
  }
  const fields = table.fields.map(({ name, column }): FieldSource => {
    const outer = cellLayer(text, cells[column]!, table.dialect, encodable);
    const inner = guessedLayer(outer.map.text, encodable);
    return { name, layers: inner === undefined ? [outer] : [inner, outer] };
  });
  const facts: Record<string, string> = {};
  for (const { fact, column } of table.facts) {
    const value = cellText(text, cells[column]!).trim();
    if (value !== "") facts[fact] = value;
  }
  list.add(bindDocument(fields, { item, line }, facts), 0, text.length);
  return list;
}
