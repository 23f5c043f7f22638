import type { BoundDocument, Parse, Parsed } from "./bound.js";
import type { ReadFailure, Rewritten, Segment, SourceDocument, TextEdit, UnwrittenEdit } from "./document.js";
import { checkEdits } from "./edits.js";
import { type SourceText, sourceText, splicedBytes } from "./encoding/source-text.js";
import { lower } from "./layers/lower.js";
import type { Refused, Splice } from "./layers/splice.js";

/** A stretch of text with its documents; `parse` is asked again to check what was written. */
export function textSegment(source: SourceText, parse: Parse): Segment {
  const parsed = parse(source);
  const { bytes } = source;
  return {
    bytes,
    exact: true,
    documents: parsed.documents.map(plainDocument),
    failures: parsed.failures,
    rewrite: (edits) => rewriteText(source, parsed, edits, parse),
  };
}

/** The document without its way back: plain data, that can be sent to another thread. */
function plainDocument({ fields, ...document }: BoundDocument): SourceDocument {
  return { ...document, fields: fields.map(({ name, start, end }) => ({ name, start, end })) };
}

/** A stretch that nothing is read from. */
export function rawSegment(bytes: Uint8Array, failures: readonly ReadFailure[] = []): Segment {
  const rewrite = () => ({ bytes, changed: false, unwritten: [] });
  return { bytes, exact: true, documents: [], failures, rewrite };
}

/** An edit with its number in the whole segment; splices carry that number through the layers. */
interface Numbered extends TextEdit {
  readonly document: number;
  readonly index: number;
}

/**
 * Writes what can be written. The result is read again: documents that do not come out as their edits say lose first
 * the edits that span markup, then all.
 */
function rewriteText(
  source: SourceText,
  parsed: Parsed,
  edits: readonly (readonly TextEdit[])[],
  parse: Parse,
): Rewritten {
  const { documents } = parsed;
  const all = documents.flatMap(({ text }, document) => {
    checkEdits(text, edits[document] ?? []);
    return (edits[document] ?? []).map((edit, index): Numbered => ({ ...edit, document, index }));
  });
  const refused: Refused = new Map();
  for (const mercy of [true, false, false]) {
    const { bytes, delicate } = carryOut(source, documents, all, refused);
    const wrong = refused.size === all.length ? new Set<number>() : misread(source, bytes, parsed, all, refused, parse);
    if (wrong.size === 0) return { bytes, changed: bytes !== source.bytes, unwritten: unwrittenOf(all, refused) };
    for (const [number, edit] of all.entries()) {
      if (refused.has(number) || !wrong.has(edit.document) || (mercy && !delicate.has(number))) continue;
      refused.set(number, "the markup around it would not read the same");
    }
  }
  for (const number of all.keys()) if (!refused.has(number)) refused.set(number, "the file would not read the same");
  return { bytes: source.bytes, changed: false, unwritten: unwrittenOf(all, refused) };
}

/** Carries out the edits that are not refused, and adds to `refused` those that turn out to be impossible. */
function carryOut(
  source: SourceText,
  documents: readonly BoundDocument[],
  all: readonly Numbered[],
  refused: Refused,
): { bytes: Uint8Array; delicate: ReadonlySet<number> } {
  for (;;) {
    const before = refused.size;
    const delicate = new Set<number>();
    const splices = lowerAll(documents, all, refused, delicate);
    if (refused.size > before) continue;
    if (splices.length === 0) return { bytes: source.bytes, delicate };
    const bytes = splicedBytes(source, splices);
    if (bytes instanceof Uint8Array) return { bytes, delicate };
    for (const [number, reason] of bytes) refused.set(number, reason);
  }
}

function lowerAll(
  documents: readonly BoundDocument[],
  all: readonly Numbered[],
  refused: Refused,
  delicate: Set<number>,
): Splice[] {
  const lowered: Splice[] = [];
  let number = 0;
  for (const [index, document] of documents.entries()) {
    const own: (Numbered & { number: number })[] = [];
    for (; all[number]?.document === index; number++) own.push({ ...all[number]!, number });
    let next = 0;
    for (const field of document.fields) {
      const splices: Splice[] = [];
      for (; next < own.length && own[next]!.end <= field.end; next++) {
        const edit = own[next]!;
        const shift = field.skipped - field.start;
        if (refused.has(edit.number)) continue;
        if (edit.start < field.start) refused.set(edit.number, "it reaches across the fields of the document");
        else splices.push({ start: edit.start + shift, end: edit.end + shift, text: edit.now, edit: edit.number });
      }
      if (splices.length > 0) lowered.push(...throughLayers(field.layers, splices, refused, delicate));
    }
    for (; next < own.length; next++) refused.set(own[next]!.number, "it reaches across the fields of the document");
  }
  return lowered.sort((a, b) => a.start - b.start || a.end - b.end);
}

function throughLayers(
  layers: BoundDocument["fields"][number]["layers"],
  splices: readonly Splice[],
  refused: Refused,
  delicate: Set<number>,
): readonly Splice[] {
  let current = splices;
  for (const layer of layers) {
    const lowered = lower(layer, current);
    for (const [number, reason] of lowered.refused) refused.set(number, reason);
    for (const number of lowered.delicate) delicate.add(number);
    current = lowered.splices;
  }
  return current;
}

/** Documents with edits that the new bytes do not give back as the edits say; all of them when others changed too. */
function misread(
  source: SourceText,
  bytes: Uint8Array,
  parsed: Parsed,
  all: readonly Numbered[],
  refused: Refused,
  parse: Parse,
): Set<number> {
  const again = parse(sourceText(bytes, source.codec, source.mark));
  const edited = new Map<number, Numbered[]>();
  for (const [number, edit] of all.entries()) {
    if (refused.has(number)) continue;
    const list = edited.get(edit.document);
    if (list === undefined) edited.set(edit.document, [edit]);
    else list.push(edit);
  }
  const sameShape =
    again.documents.length === parsed.documents.length && again.failures.length === parsed.failures.length;
  if (!sameShape) return new Set(edited.keys());
  const wrong = new Set<number>();
  for (const [index, document] of parsed.documents.entries()) {
    const edits = edited.get(index);
    if (again.documents[index]!.text === editedText(document.text, edits ?? [])) continue;
    if (edits === undefined) return new Set(edited.keys());
    wrong.add(index);
  }
  return wrong;
}

function editedText(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, now } of edits) {
    pieces.push(text.slice(at, start), now);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}

function unwrittenOf(all: readonly Numbered[], refused: Refused): UnwrittenEdit[] {
  const unwritten: UnwrittenEdit[] = [];
  for (const [number, { document, index }] of all.entries()) {
    const reason = refused.get(number);
    if (reason !== undefined) unwritten.push({ document, edit: index, reason });
  }
  return unwritten;
}
