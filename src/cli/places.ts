import { existsSync } from "node:fs";
import { splitLines } from "../reports/lines.js";
import type { RepairResult } from "../result.js";
import { Failure } from "./failure.js";

/** A place that the user named; lines and columns from 1, columns in UTF-16 code units. */
export interface PlaceArgument {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

/** Reads FILE[:LINE[:COL]]; a file whose very name looks like that is taken as the file. */
export function parsePlace(argument: string): PlaceArgument {
  const match = /^(.+?):(\d+)(?::(\d+))?$/s.exec(argument);
  if (match === null || existsSync(argument)) return { source: argument };
  const [, source, line, column] = match;
  return {
    source: source!,
    line: Number(line),
    ...(column !== undefined && { column: Number(column) }),
  };
}

/** The half-open range of the text that the place means: the whole text, a line, or one character. */
export function rangeOf(place: PlaceArgument, text: string): { readonly start: number; readonly end: number } {
  if (place.line === undefined) return { start: 0, end: text.length };
  const lines = splitLines(text);
  const line = lines[place.line - 1];
  if (line === undefined) {
    throw new Failure(
      `${place.source}:${place.line}: there is no such line; the text has ${lines.length}, counted from 1.`,
    );
  }
  const start = lines.slice(0, place.line - 1).reduce((sum, { length }) => sum + length, 0);
  if (place.column === undefined) return { start, end: start + line.length };
  if (place.column < 1 || place.column > line.length) {
    const where = `${place.source}:${place.line}:${place.column}`;
    throw new Failure(`${where}: there is no such column; the line has ${line.length}, counted from 1.`);
  }
  return { start: start + place.column - 1, end: start + place.column };
}

/** Line and column, both from 1, of offsets asked for in ascending order; one pass over the text for all of them. */
export function placeFinder(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (;;) {
      const feed = text.indexOf("\n", lineStart);
      if (feed === -1 || feed >= offset) return { line, column: offset - lineStart + 1 };
      line += 1;
      lineStart = feed + 1;
    }
  };
}

/**
 * Names offsets of a document's text, asked for in ascending order, as "line:column"; "" for one of several documents of a file:
 * the lines of its text are not the file's.
 */
export function placeTeller(place: RepairResult["place"], text: string): (offset: number) => string {
  if (place?.item !== undefined) return () => "";
  const find = placeFinder(text);
  return (offset) => {
    const { line, column } = find(offset);
    return `${line}:${column}`;
  };
}
