import type { FileReport, ReportedStretch } from "./report.js";

const FEED = 10;
const NOTHING = new Uint8Array();
/** Unchanged lines shown on each side of a change, as `diff -u` does. */
const CONTEXT = 3;

interface Hunk {
  /** First line shown, from 0, in the old file and in the new one. */
  readonly oldStart: number;
  readonly newStart: number;
  oldCount: number;
  newCount: number;
  readonly parts: Uint8Array[];
  /** Unchanged lines since the last change, while it is open whether they part two hunks. */
  readonly gap: Uint8Array[];
}

/**
 * The unified diff of one file, written from its changes as they pass. It is of bytes, so that it holds in any encoding,
 * and keeps no more than the lines around the last change.
 */
export class FileDiff implements FileReport {
  readonly #header: Uint8Array;
  #isHeaderWritten = false;
  /** A packed file whose text changes: no diff can say so. */
  note: string | undefined;
  #done: Uint8Array[] = [];
  /** Lines before the ones at hand, from 0. */
  #oldLine = 0;
  #newLine = 0;
  /** The last unchanged lines while no hunk is open. */
  #context: Uint8Array[] = [];
  #hunk: Hunk | undefined;
  /** What stands since both files last were at the start of a line: pieces of lines that have not ended. */
  #old: Uint8Array[] = [];
  #new: Uint8Array[] = [];
  #isChanged = false;

  /** @param header its two lines. */
  constructor(header: string) {
    this.#header = Buffer.from(header);
  }

  stretch({ bytes, changes, isPacked }: ReportedStretch): Uint8Array {
    if (isPacked) {
      if (changes.length > 0) this.note = "is packed with gzip, so no diff can change it. Unpack it, and repair that.";
      return NOTHING;
    }
    let at = 0;
    for (const change of changes) {
      this.#same(bytes.subarray(at, change.start));
      this.#replace(bytes.subarray(change.start, change.end), change.bytes);
      at = change.end;
    }
    this.#same(bytes.subarray(at));
    return this.#take();
  }

  end(): Uint8Array {
    if (this.#isChanged) this.#closeChange();
    else if (this.#old.length > 0) this.#unchanged(Buffer.concat(this.#old));
    this.#closeHunk();
    return this.#take();
  }

  #take(): Uint8Array {
    const done = this.#done;
    this.#done = [];
    if (done.length === 0 || this.#isHeaderWritten) return Buffer.concat(done);
    this.#isHeaderWritten = true;
    return Buffer.concat([this.#header, ...done]);
  }

  #replace(was: Uint8Array, now: Uint8Array): void {
    if (was.length > 0) this.#old.push(was);
    if (now.length > 0) this.#new.push(now);
    this.#isChanged = true;
    if (endsLine(this.#old) && endsLine(this.#new)) this.#closeChange();
  }

  #same(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.#isChanged || this.#old.length > 0) {
      const end = rest.indexOf(FEED) + 1;
      const piece = end === 0 ? rest : rest.subarray(0, end);
      if (piece.length > 0) {
        this.#old.push(piece);
        this.#new.push(piece);
      }
      if (end === 0) return;
      rest = rest.subarray(end);
      if (this.#isChanged) this.#closeChange();
      else {
        const line = Buffer.concat(this.#old);
        [this.#old, this.#new] = [[], []];
        this.#unchanged(line);
      }
    }
    const end = rest.lastIndexOf(FEED) + 1;
    this.#unchanged(rest.subarray(0, end));
    if (end === rest.length) return;
    this.#old.push(rest.subarray(end));
    this.#new.push(rest.subarray(end));
  }

  /** Whole lines that stay; only the file's last may lack its line feed. */
  #unchanged(lines: Uint8Array): void {
    let at = 0;
    while (this.#hunk !== undefined && at < lines.length) {
      const end = lineEnd(lines, at);
      this.#hunk.gap.push(lines.subarray(at, end));
      this.#count(1, 1);
      at = end;
      if (this.#hunk.gap.length > 2 * CONTEXT) this.#closeHunk();
    }
    if (at === lines.length) return;
    const last = lastLines(lines, at);
    const count = countLines(lines, at);
    this.#count(count, count);
    this.#context = [...this.#context, ...last].slice(-CONTEXT);
  }

  #closeChange(): void {
    const [old, now] = [linesOf(this.#old), linesOf(this.#new)];
    [this.#old, this.#new, this.#isChanged] = [[], [], false];
    const { head, tail } = common(old, now);
    for (const line of old.slice(0, head)) this.#unchanged(line);
    const [removed, added] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
    if (removed.length + added.length > 0) this.#changed(removed, added);
    for (const line of old.slice(old.length - tail)) this.#unchanged(line);
  }

  #changed(removed: readonly Uint8Array[], added: readonly Uint8Array[]): void {
    const hunk = this.#hunk ?? this.#openHunk();
    for (const line of hunk.gap.splice(0)) keep(hunk, line);
    for (const line of removed) mark(hunk.parts, "-", line);
    for (const line of added) mark(hunk.parts, "+", line);
    hunk.oldCount += removed.length;
    hunk.newCount += added.length;
    this.#count(removed.length, added.length);
  }

  #openHunk(): Hunk {
    const context = this.#context;
    this.#context = [];
    const [oldStart, newStart] = [this.#oldLine - context.length, this.#newLine - context.length];
    this.#hunk = { oldStart, newStart, oldCount: 0, newCount: 0, parts: [], gap: [] };
    for (const line of context) keep(this.#hunk, line);
    return this.#hunk;
  }

  #closeHunk(): void {
    const hunk = this.#hunk;
    if (hunk === undefined) return;
    this.#hunk = undefined;
    this.#context = hunk.gap.slice(CONTEXT).slice(-CONTEXT);
    for (const line of hunk.gap.slice(0, CONTEXT)) keep(hunk, line);
    const { oldStart, oldCount, newStart, newCount, parts } = hunk;
    this.#done.push(Buffer.from(`@@ -${range(oldStart, oldCount)} +${range(newStart, newCount)} @@\n`));
    for (const part of parts) this.#done.push(part);
  }

  #count(old: number, now: number): void {
    this.#oldLine += old;
    this.#newLine += now;
  }
}

function keep(hunk: Hunk, line: Uint8Array): void {
  mark(hunk.parts, " ", line);
  hunk.oldCount += 1;
  hunk.newCount += 1;
}

const NO_FEED = Buffer.from("\n\\ No newline at end of file\n");

function mark(parts: Uint8Array[], sign: " " | "-" | "+", line: Uint8Array): void {
  parts.push(Buffer.from(sign), line);
  if (line.at(-1) !== FEED) parts.push(NO_FEED);
}

/** An empty range names the line before it; a range of one line leaves its count out. */
function range(start: number, count: number): string {
  if (count === 0) return `${start},0`;
  return count === 1 ? `${start + 1}` : `${start + 1},${count}`;
}

function endsLine(pieces: readonly Uint8Array[]): boolean {
  const last = pieces.at(-1);
  return last === undefined || last.at(-1) === FEED;
}

function lineEnd(bytes: Uint8Array, at: number): number {
  return bytes.indexOf(FEED, at) + 1 || bytes.length;
}

function linesOf(pieces: readonly Uint8Array[]): Uint8Array[] {
  const bytes = Buffer.concat(pieces);
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = lineEnd(bytes, at);
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}

function countLines(bytes: Uint8Array, from: number): number {
  let count = 0;
  for (let at = from; at < bytes.length; at = lineEnd(bytes, at)) count += 1;
  return count;
}

/** The last lines that a hunk may begin with. */
function lastLines(bytes: Uint8Array, from: number): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let end = bytes.length; end > from && lines.length < CONTEXT; ) {
    const before = end - 2 < from ? -1 : bytes.lastIndexOf(FEED, end - 2);
    const start = Math.max(before + 1, from);
    lines.unshift(bytes.subarray(start, end));
    end = start;
  }
  return lines;
}

/** How many lines at both ends are the same. */
function common(old: readonly Uint8Array[], now: readonly Uint8Array[]): { head: number; tail: number } {
  const most = Math.min(old.length, now.length);
  const isSame = (a: number, b: number) => Buffer.compare(old[a]!, now[b]!) === 0;
  let [head, tail] = [0, 0];
  while (head < most && isSame(head, head)) head += 1;
  while (tail < most - head && isSame(old.length - 1 - tail, now.length - 1 - tail)) tail += 1;
  return { head, tail };
}
