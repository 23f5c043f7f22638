import type { Database, Statement } from "better-sqlite3";
import { mergeSegments } from "./merge-segments.js";
import type { PostingBatch } from "./posting-batch.js";
import { decodeNumbers, encodeNumbers } from "./posting-list.js";
import { mergeFrom, placeOf, type Segment } from "./segments.js";
import { SLOTS } from "./sqlite-schema.js";

/** The articles of one segment that hold a term; without the list when that is longer than was asked for. */
export type Posting = readonly [count: number, articles: Uint8Array | null];

/**
 * The index of terms, as a few segments that are merged now and then: so a batch writes at the end of the file's tree
 * instead of all over it (O'Neil et al. 1996, the log-structured merge-tree). Call within a transaction.
 */
export class TermIndex {
  private readonly selectSegments: Statement<[], Segment>;
  private readonly selectList: Statement<[number], Uint8Array>;
  private readonly selectPosting: Statement<[number, number], Posting>;
  private readonly put: Statement<[number, number, Uint8Array]>;

  constructor(private readonly database: Database) {
    this.selectSegments = database.prepare("SELECT slot, first, last FROM segment ORDER BY first");
    this.selectList = database.prepare<[number], Uint8Array>("SELECT articles FROM posting WHERE place = ?").pluck();
    this.selectPosting = database
      .prepare<[number, number], Posting>(
        "SELECT count, CASE WHEN count <= ? THEN articles END FROM posting WHERE place = ?",
      )
      .raw();
    this.put = database.prepare("INSERT OR REPLACE INTO posting VALUES (?, ?, ?)");
  }

  /** In the order of their articles. */
  segments(): readonly Segment[] {
    return this.selectSegments.all();
  }

  /** Changes when another connection has changed the store. */
  version(): number {
    return this.database.pragma("data_version", { simple: true }) as number;
  }

  /** A term's articles in a segment, listed when they are at most `longest`; undefined when there are none. */
  posting(segment: Segment, key: number, longest = Number.MAX_SAFE_INTEGER): Posting | undefined {
    return this.selectPosting.get(longest, placeOf(segment.slot) + key);
  }

  /** Writes a batch's new articles as a segment, its changes where they belong, and merges what has become many. */
  write(batch: PostingBatch): void {
    if (batch.first > 0) this.append(batch);
    if (batch.changed.size > 0) this.change(batch);
    for (;;) {
      const segments = this.segments();
      const from = mergeFrom(segments);
      if (from === segments.length) return;
      mergeSegments(this.database, segments.slice(from), freeSlot(segments));
    }
  }

  private append({ added, first, last }: PostingBatch): void {
    const slot = freeSlot(this.segments());
    this.database.prepare("INSERT INTO segment VALUES (?, ?, ?)").run(slot, first, last);
    const place = placeOf(slot);
    for (const key of Float64Array.from(added.keys()).sort()) {
      const list = added.get(key)!;
      this.put.run(place + key, list.length, encodeNumbers(list, first));
    }
  }

  private change({ changed }: PostingBatch): void {
    const segments = this.segments();
    for (const key of Float64Array.from(changed.keys()).sort()) {
      const marks = changed.get(key)!;
      for (const segment of segments) {
        const inside = [...marks].filter(([number]) => number >= segment.first && number <= segment.last);
        if (inside.length > 0) this.changeList(segment, key, inside);
      }
    }
  }

  private changeList(segment: Segment, key: number, marks: readonly (readonly [number, boolean])[]): void {
    const place = placeOf(segment.slot) + key;
    const numbers: number[] = [];
    const list = this.selectList.get(place);
    if (list !== undefined) decodeNumbers(list, { base: segment.first, last: segment.last }, numbers);
    const now = new Set(numbers);
    for (const [number, holds] of marks) {
      if (holds) now.add(number);
      else now.delete(number);
    }
    if (now.size === 0) this.database.prepare("DELETE FROM posting WHERE place = ?").run(place);
    else this.put.run(place, now.size, encodeNumbers(Float64Array.from(now).sort(), segment.first));
  }
}

/** The slot after the newest segment's, so that its postings go to the end of the tree. */
function freeSlot(segments: readonly Segment[]): number {
  const used = new Set(segments.map(({ slot }) => slot));
  let slot = segments.at(-1)?.slot ?? 0;
  do slot = (slot + 1) % SLOTS;
  while (used.has(slot));
  return slot;
}
