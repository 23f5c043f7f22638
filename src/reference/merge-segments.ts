import type { Database, Statement } from "better-sqlite3";
import { decodeNumbers, encodeNumbers } from "./posting-list.js";
import { placeOf, type Segment } from "./segments.js";

/** Rows that are read at once from each segment. */
const ROWS = 2048;

type Row = readonly [place: number, articles: Uint8Array];

/** Writes the postings of neighbouring segments, in the order of their articles, as one with another slot. */
export function mergeSegments(database: Database, segments: readonly Segment[], slot: number): void {
  const [first, last] = [segments[0]!.first, segments.at(-1)!.last];
  const select = database
    .prepare<[number, number, number], Row>(
      "SELECT place, articles FROM posting WHERE place >= ? AND place < ? ORDER BY place LIMIT ?",
    )
    .raw();
  const put = database.prepare("INSERT INTO posting VALUES (?, ?, ?)");
  const cursors = segments.map((segment) => new Cursor(select, segment));
  const place = placeOf(slot);
  for (;;) {
    let key = Number.POSITIVE_INFINITY;
    for (const cursor of cursors) key = Math.min(key, cursor.key);
    if (key === Number.POSITIVE_INFINITY) break;
    const numbers: number[] = [];
    for (const cursor of cursors) if (cursor.key === key) cursor.take(numbers);
    put.run(place + key, numbers.length, encodeNumbers(numbers, first));
  }
  const drop = database.prepare("DELETE FROM posting WHERE place >= ? AND place < ?");
  for (const segment of segments) {
    drop.run(placeOf(segment.slot), placeOf(segment.slot + 1));
    database.prepare("DELETE FROM segment WHERE slot = ?").run(segment.slot);
  }
  database.prepare("INSERT INTO segment VALUES (?, ?, ?)").run(slot, first, last);
}

/** Goes through a segment's postings by key. */
class Cursor {
  /** Of the posting it stands at; infinite after the last one. */
  key = 0;
  private rows: Row[] = [];
  private at = -1;
  private readonly from: number;
  private readonly to: number;

  constructor(
    private readonly select: Statement<[number, number, number], Row>,
    private readonly segment: Segment,
  ) {
    this.from = placeOf(segment.slot);
    this.to = placeOf(segment.slot + 1);
    this.load(this.from);
  }

  /** Appends the articles of the posting it stands at, and goes on to the next. */
  take(into: number[]): void {
    const [place, articles] = this.rows[this.at]!;
    decodeNumbers(articles, { base: this.segment.first, last: this.segment.last }, into);
    if (this.at + 1 < this.rows.length) this.stand(this.at + 1);
    else this.load(place + 1);
  }

  private load(place: number): void {
    this.rows = this.select.all(place, this.to, ROWS);
    this.stand(0);
  }

  private stand(at: number): void {
    this.at = at;
    const row = this.rows[at];
    this.key = row === undefined ? Number.POSITIVE_INFINITY : row[0] - this.from;
  }
}
