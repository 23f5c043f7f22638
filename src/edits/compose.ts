import type { PlainEdit } from "./edit.js";

/**
 * The edits of the input that do what `first` and then `second`, made on the text that `first` gives, do together.
 * Edits that meet are joined into one, by `join`; suggestions of `first` that a later edit runs over are dropped.
 */
export function composeEdits<E extends PlainEdit>(
  input: string,
  first: readonly E[],
  second: readonly E[],
  join: (parts: readonly E[], merged: Pick<E, "start" | "end" | "was" | "now">) => E,
): E[] {
  const early = placed(first);
  const late = second.filter(({ verdict }) => verdict === "apply").map((edit) => ({ edit, ...rangeOf(edit) }));
  const composed: E[] = [];
  let at = 0;
  let shift = 0;
  for (let next = 0; next < late.length; ) {
    for (; at < early.length && endsBefore(early[at]!, late[next]!); at++) {
      shift = early[at]!.shiftAfter;
      composed.push(early[at]!.edit);
    }
    const cluster = clusterAt(early, at, late, next);
    composed.push(...merge(input, cluster, shift, join));
    at += cluster.early.length;
    next += cluster.late.length;
    shift = cluster.early.at(-1)?.shiftAfter ?? shift;
  }
  for (; at < early.length; at++) composed.push(early[at]!.edit);
  return composed;
}

/** An edit at its place in the text between the two passes. */
interface Placed<E> {
  readonly edit: E;
  readonly start: number;
  readonly end: number;
}

interface PlacedEarly<E> extends Placed<E> {
  /** What to take off an offset behind this edit to get the input's. */
  readonly shiftAfter: number;
}

/** Edits of both passes that overlap one another, directly or in a chain. */
interface Cluster<E> {
  readonly early: readonly PlacedEarly<E>[];
  readonly late: readonly Placed<E>[];
}

function rangeOf(edit: PlainEdit): { start: number; end: number } {
  return { start: edit.start, end: edit.end };
}

function placed<E extends PlainEdit>(edits: readonly E[]): PlacedEarly<E>[] {
  let shift = 0;
  return edits.map((edit) => {
    const start = edit.start + shift;
    const length = edit.verdict === "apply" ? edit.now.length : edit.end - edit.start;
    shift += length - (edit.end - edit.start);
    return { edit, start, end: start + length, shiftAfter: shift };
  });
}

function endsBefore(early: Placed<unknown>, late: Placed<unknown>): boolean {
  return early.end <= late.start;
}

/** Takes in early and late edits in turn for as long as they reach into what was taken in before. */
function clusterAt<E>(
  early: readonly PlacedEarly<E>[],
  at: number,
  late: readonly Placed<E>[],
  next: number,
): Cluster<E> {
  let end = late[next]!.end;
  let earlyEnd = at;
  let lateEnd = next + 1;
  for (;;) {
    if (earlyEnd < early.length && early[earlyEnd]!.start < end) end = Math.max(end, early[earlyEnd++]!.end);
    else if (lateEnd < late.length && late[lateEnd]!.start < end) end = Math.max(end, late[lateEnd++]!.end);
    else return { early: early.slice(at, earlyEnd), late: late.slice(next, lateEnd) };
  }
}

/** The one edit of the input that a cluster amounts to; none when it amounts to nothing. `shift` holds before the cluster. */
function merge<E extends PlainEdit>(
  input: string,
  cluster: Cluster<E>,
  shift: number,
  join: (parts: readonly E[], merged: Pick<E, "start" | "end" | "was" | "now">) => E,
): E[] {
  const early = cluster.early.filter(({ edit }) => edit.verdict === "apply");
  const { late } = cluster;
  const from = Math.min(late[0]!.start, early[0]?.start ?? Number.POSITIVE_INFINITY);
  const to = Math.max(late.at(-1)!.end, early.at(-1)?.end ?? 0);
  const start = from - shift;
  const end = to - (cluster.early.at(-1)?.shiftAfter ?? shift);
  const was = input.slice(start, end);
  const between = rewritten(was, early, (edit) => edit.edit.start - start);
  const now = rewritten(between, late, (edit) => edit.start - from);
  // What comes to nothing stands in no suggestion's way.
  if (was === now) return cluster.early.flatMap(({ edit }) => (edit.verdict === "suggest" ? [edit] : []));
  const parts = [...early, ...late].map(({ edit }) => edit);
  return [join(parts, { start, end, was, now } as Pick<E, "start" | "end" | "was" | "now">)];
}

function rewritten<P extends Placed<PlainEdit>>(
  text: string,
  edits: readonly P[],
  offset: (edit: P) => number,
): string {
  let out = "";
  let at = 0;
  for (const one of edits) {
    const start = offset(one);
    out += text.slice(at, start) + one.edit.now;
    at = start + one.edit.was.length;
  }
  return out + text.slice(at);
}
