import type { Layer } from "./layer.js";
import type { Refused, Splice } from "./splice.js";
import { FIXED, firstRunBehind, RUN_SIZE, type TextMap } from "./text-map.js";
import { trimmed, wordParts } from "./word-parts.js";

/** What splices of a layer's text come to in its source. */
export interface Lowered {
  readonly splices: readonly Splice[];
  readonly refused: Refused;
  /** Edits that span markup; when a text does not read back as it should, they are the first to go. */
  readonly delicate: ReadonlySet<number>;
}

interface Lowering {
  readonly splices: Splice[];
  readonly refused: Refused;
  readonly delicate: Set<number>;
}

/** Carries sorted, disjoint splices of a layer's text over to its source, leaving all markup between words in place. */
export function lower(layer: Layer, splices: readonly Splice[]): Lowered {
  const lowering: Lowering = { splices: [], refused: new Map(), delicate: new Set() };
  for (const splice of splices) {
    for (const part of wordParts(layer.map.text, splice)) lowerPart(layer, part, lowering);
  }
  const kept = lowering.splices.filter(({ edit }) => !lowering.refused.has(edit));
  const around = kept.length > 0 ? layer.around?.(kept) : undefined;
  const all = around === undefined ? kept : [around[0], ...kept, around[1]];
  return { splices: all, refused: lowering.refused, delicate: lowering.delicate };
}

function lowerPart(layer: Layer, part: Splice, lowering: Lowering): void {
  const { map } = layer;
  // A phrase goes as a whole: its new last letters belong with the others, not behind a tag that stood before the old.
  const isWord = !/\s/.test(part.text) && !/\s/.test(map.text.slice(part.start, part.end));
  const tight = isWord && !coversEmptyRun(map, part) ? trimmed(map.text, part) : part;
  if (tight.start === tight.end) {
    insert(layer, tight, lowering);
    return;
  }
  const pieces = sourcePieces(map, tight.start, tight.end);
  if (pieces === undefined) {
    lowering.refused.set(part.edit, "a part of it is not spelled out as text in the file");
    return;
  }
  if (pieces.length > 1) lowering.delicate.add(part.edit);
  for (const [index, { start, end, style }] of pieces.entries()) {
    const escaped = layer.escape(index === 0 ? tight.text : "", style);
    if ("refusal" in escaped) lowering.refused.set(part.edit, escaped.refusal);
    else lowering.splices.push({ start, end, text: escaped.spelled, edit: part.edit });
  }
}

/** New text goes to the end of the text before it, or else to the start of the text behind it. */
function insert(layer: Layer, { start, text, edit }: Splice, lowering: Lowering): void {
  const { runs } = layer.map;
  const before = start > 0 ? firstRunBehind(layer.map, start - 1) : -1;
  const behind = firstRunBehind(layer.map, start);
  const run = before >= 0 && runs[before * RUN_SIZE + 4] !== FIXED ? before : behind;
  const base = run * RUN_SIZE;
  if (base >= runs.length || runs[base + 4] === FIXED) {
    lowering.refused.set(edit, "there is no text in the file that it could be added to");
    return;
  }
  const at = sourceOffset(runs, base, start);
  const escaped = layer.escape(text, runs[base + 4]!);
  if (at === undefined) lowering.refused.set(edit, "it would cut a character in two");
  else if ("refusal" in escaped) lowering.refused.set(edit, escaped.refusal);
  else lowering.splices.push({ start: at, end: at, text: escaped.spelled, edit });
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly style: number;
}

/** The source of a text range as disjoint pieces with markup between; undefined when some of it cannot be written. */
function sourcePieces(map: TextMap, start: number, end: number): Piece[] | undefined {
  const { runs } = map;
  const pieces: { start: number; end: number; style: number }[] = [];
  for (let base = firstRunBehind(map, start) * RUN_SIZE; base < runs.length && runs[base]! < end; base += RUN_SIZE) {
    const [textStart, length, style] = [runs[base]!, runs[base + 1]!, runs[base + 4]!];
    const from = sourceOffset(runs, base, Math.max(start, textStart));
    const to = sourceOffset(runs, base, Math.min(end, textStart + length));
    if (style === FIXED || from === undefined || to === undefined) return undefined;
    const stop = length === 0 ? runs[base + 2]! + runs[base + 3]! : to;
    const last = pieces.at(-1);
    if (last !== undefined && last.end === from && last.style === style) last.end = stop;
    else pieces.push({ start: from, end: stop, style });
  }
  return pieces.length > 0 ? pieces : undefined;
}

/** Source offset of a text offset inside or at the ends of a run; undefined inside a spelling such as `&amp;`. */
function sourceOffset(runs: Int32Array, base: number, offset: number): number | undefined {
  const into = offset - runs[base]!;
  const [length, start, sourceLength] = [runs[base + 1]!, runs[base + 2]!, runs[base + 3]!];
  if (into === 0) return start;
  if (into === length) return start + sourceLength;
  return length === sourceLength ? start + into : undefined;
}

function coversEmptyRun(map: TextMap, { start, end }: Splice): boolean {
  const { runs } = map;
  for (let base = firstRunBehind(map, start) * RUN_SIZE; base < runs.length && runs[base]! < end; base += RUN_SIZE) {
    if (runs[base + 1] === 0 && runs[base]! > start) return true;
  }
  return false;
}
