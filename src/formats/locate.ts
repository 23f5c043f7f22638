import type { BoundDocument, BoundField } from "./bound.js";
import type { FileChange, FilePlace, LocatedEdit, TextEdit } from "./document.js";
import type { SourceText } from "./encoding/source-text.js";
import { endInSource, startInSource } from "./layers/source-offset.js";
import type { Refused, Splice } from "./layers/splice.js";
import { lowerAll, numbered } from "./lower-edits.js";
import { placesOf } from "./places.js";

/**
 * Where edits stand in the file, and what each comes to when it is carried out alone.
 * @param start place of the source's first byte in the file.
 */
export function locateEdits(
  source: SourceText,
  documents: readonly BoundDocument[],
  edits: readonly (readonly TextEdit[])[],
  start: FilePlace,
): readonly (readonly LocatedEdit[])[] {
  const all = numbered(documents, edits);
  const changes = changesOf(documents, edits);
  const ranges = documents.flatMap((document, index) => sourceRanges(document, edits[index] ?? []));
  const offsets = ranges.flatMap((range, number) =>
    [range, ...changes[number]!].flatMap((one) => [one.start, one.end]),
  );
  const places = placesOf(source, offsets, start);
  const inFile = <R extends Stretch>(range: R) => ({ start: places.get(range.start)!, end: places.get(range.end)! });
  const located = documents.map((): LocatedEdit[] => []);
  for (const [number, { document }] of all.entries()) {
    const own = changes[number]!.map((splice): FileChange => ({ ...inFile(splice), text: splice.text }));
    located[document]!.push({ ...inFile(ranges[number]!), changes: own });
  }
  return located;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The splices of each edit in the source's text; none for one that the format cannot take. */
function changesOf(documents: readonly BoundDocument[], edits: readonly (readonly TextEdit[])[]): Splice[][] {
  const all = numbered(documents, edits);
  const refused: Refused = new Map();
  const splices = lowerAll(documents, all, refused, new Set());
  const changes = all.map((): Splice[] => []);
  for (const splice of splices) if (!refused.has(splice.edit)) changes[splice.edit]!.push(splice);
  return changes;
}

/** The stretches of the source that spell what edits of a document replace. */
function sourceRanges({ fields }: BoundDocument, edits: readonly TextEdit[]): Stretch[] {
  let field = 0;
  const reach = (offset: number, from: number) => {
    let at = from;
    while (at < fields.length - 1 && fields[at]!.end <= offset) at += 1;
    return at;
  };
  return edits.map(({ start, end }): Stretch => {
    field = reach(start, field);
    const [first, last] = [fields[field]!, fields[reach(Math.max(start, end - 1), field)]!];
    const from = inSource(first, start, startInSource);
    // Fields may stand in the file in another order than in the document.
    const to = end > start ? inSource(last, end, endInSource) : from;
    return { start: from, end: Math.max(from, to) };
  });
}

/** An offset of the document carried through all layers of a field down to the file's text. */
function inSource(field: BoundField, offset: number, step: typeof startInSource): number {
  const within = Math.min(Math.max(offset, field.start), field.end);
  return field.layers.reduce((at, { map }) => step(map, at), within - field.start + field.skipped);
}
