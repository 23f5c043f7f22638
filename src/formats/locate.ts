import type { BoundDocument, BoundField } from "./bound.js";
import type { FilePlace, LocatedEdit, TextEdit } from "./document.js";
import type { SourceText } from "./encoding/source-text.js";
import { utf8 } from "./encoding/utf8.js";
import { endInSource, startInSource } from "./layers/source-offset.js";
import type { Refused, Splice } from "./layers/splice.js";
import { lowerAll, numbered } from "./lower-edits.js";
import { FILE_START, placesOf } from "./places.js";

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
  const changes = changesOf(source, documents, edits);
  const ranges = documents.map((document, index) => sourceRanges(document, edits[index] ?? []));
  const all = [...ranges.flat(), ...changes.filter((change) => change !== undefined)];
  const places = placesOf(
    source,
    all.flatMap((one) => [one.start, one.end]),
    start,
  );
  const inFile = (range: Stretch) => ({ start: places.get(range.start)!, end: places.get(range.end)! });
  let number = 0;
  return ranges.map((list) =>
    list.map((range): LocatedEdit => {
      const change = changes[number++];
      return { ...inFile(range), ...(change && { change: { ...inFile(change), text: change.text } }) };
    }),
  );
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What each edit replaces in the source's text, from its first piece to its last; undefined where it cannot. */
function changesOf(
  source: SourceText,
  documents: readonly BoundDocument[],
  edits: readonly (readonly TextEdit[])[],
): readonly (Splice | undefined)[] {
  const all = numbered(documents, edits);
  const refused: Refused = new Map();
  const splices = lowerAll(documents, all, refused, new Set());
  const changes = all.map((): Splice | undefined => undefined);
  for (const splice of splices) {
    const before = changes[splice.edit];
    if (refused.has(splice.edit) || !source.encodable(splice.text)) refused.set(splice.edit, "");
    else if (before === undefined) changes[splice.edit] = splice;
    else {
      const text = before.text + source.text.slice(before.end, splice.start) + splice.text;
      changes[splice.edit] = { ...splice, start: before.start, text };
    }
  }
  return changes.map((change, number) => (refused.has(number) ? undefined : change));
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

/** Where edits stand in a text that is the whole of a file in UTF-8, its byte order mark included. */
export function locateInText(text: string, edits: readonly TextEdit[]): readonly LocatedEdit[] {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const source = { text: text.slice(mark), codec: utf8, mark: mark * 3 };
  const offsets = edits.flatMap(({ start, end }) => [Math.max(start - mark, 0), Math.max(end - mark, 0)]);
  const places = placesOf(source, offsets, FILE_START);
  return edits.map(({ start, end, now }) => {
    const range = { start: places.get(Math.max(start - mark, 0))!, end: places.get(Math.max(end - mark, 0))! };
    return { ...range, change: { ...range, text: now } };
  });
}
