import { type Encodable, type Escaped, type Layer, NOT_ENCODABLE, refusedBecause, spelledAs } from "../layers/layer.js";
import type { Splice } from "../layers/splice.js";
import { TextMapBuilder } from "../layers/text-map.js";
import { Malformed } from "../malformed.js";
import type { Dialect } from "./dialect.js";

/** A cell of a record; the range is that of its content, without quotes. */
export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/**
 * The cells of one record, whose line end may or may not follow.
 * @throws Malformed for a quoted cell that does not end, or that something follows.
 */
export function cellsOf(text: string, { delimiter, quotes }: Dialect): Cell[] {
  const stop = text.length - (/(?:\r\n|\n|\r)$/.exec(text)?.[0].length ?? 0);
  const cells: Cell[] = [];
  let at = 0;
  for (;;) {
    if (quotes && text[at] === '"' && at < stop) {
      const end = closingQuote(text, at, stop);
      cells.push({ start: at + 1, end, quoted: true });
      at = end + 1;
      if (at < stop && text[at] !== delimiter) {
        throw new Malformed("there is text behind the quote that ends a cell (a quote inside is doubled)", at);
      }
    } else {
      const found = text.indexOf(delimiter, at);
      const end = found < 0 || found > stop ? stop : found;
      cells.push({ start: at, end, quoted: false });
      at = end;
    }
    if (at >= stop) return cells;
    at += 1;
  }
}

function closingQuote(text: string, start: number, stop: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0 && at < stop; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"' || at + 1 >= stop) return at;
  }
  throw new Malformed("the quote that begins here never ends", start);
}

/** What a cell means, doubled quotes taken as one. */
export function cellText(text: string, { start, end, quoted }: Cell): string {
  const inner = text.slice(start, end);
  return quoted ? inner.replaceAll('""', '"') : inner;
}

export function cellLayer(text: string, cell: Cell, dialect: Dialect, encodable: Encodable): Layer {
  const builder = new TextMapBuilder(text);
  let at = cell.start;
  while (cell.quoted) {
    const mark = at + text.slice(at, cell.end).indexOf('""');
    if (mark < at) break;
    builder.verbatim(at, mark);
    builder.spelled('"', mark, mark + 2);
    at = mark + 2;
  }
  builder.verbatim(at, cell.end);
  const map = builder.build();
  const needsQuotes = new RegExp(`[\\r\\n\\${dialect.delimiter}]|^"`);
  const spell = (now: string): Escaped => {
    if (!encodable(now)) return NOT_ENCODABLE;
    if (cell.quoted) return spelledAs(now.replaceAll('"', '""'));
    if (!needsQuotes.test(now)) return spelledAs(now);
    // With quotes around it, the quotes that stand in the cell would have to be doubled, too.
    if (!dialect.quotes || `${map.text}${now}`.includes('"')) return refusedBecause("the cell would have to be quoted");
    return spelledAs(now);
  };
  if (cell.quoted) return { map, escape: spell };
  return { map, escape: spell, around: (splices) => quotesAround(cell, splices, needsQuotes) };
}

function quotesAround(
  cell: Cell,
  splices: readonly Splice[],
  needsQuotes: RegExp,
): readonly [Splice, Splice] | undefined {
  const cause = splices.find(({ text }) => needsQuotes.test(text));
  if (cause === undefined) return undefined;
  const quote = (at: number): Splice => ({ start: at, end: at, text: '"', edit: cause.edit });
  return [quote(cell.start), quote(cell.end)];
}
