import type { BoundDocument, Parse, Parsed } from "./bound.js";
import type {
  ByteChange,
  FilePlace,
  ReadFailure,
  Rewritten,
  Segment,
  SourceDocument,
  TextEdit,
  UnwrittenEdit,
} from "./document.js";
import { byteChanges, changedBytes } from "./encoding/byte-changes.js";
import { type SourceText, sourceText } from "./encoding/source-text.js";
import type { Refused } from "./layers/splice.js";
import { locateEdits } from "./locate.js";
import { lowerAll, type NumberedEdit, numbered } from "./lower-edits.js";
import { FILE_START } from "./places.js";

/**
 * A stretch of text with its documents; `parse` is asked again to check what was written.
 * @param start place of its first byte in the file.
 */
export function textSegment(source: SourceText, parse: Parse, start: FilePlace = FILE_START): Segment {
  const parsed = parse(source);
  const { bytes } = source;
  return {
    bytes,
    plain: bytes,
    exact: true,
    documents: parsed.documents.map(plainDocument),
    failures: parsed.failures,
    rewrite: (edits) => rewriteText(source, parsed, edits, parse),
    locate: (edits) => locateEdits(source, parsed.documents, edits, start),
  };
}

/** The document without its way back: plain data, that can be sent to another thread. */
function plainDocument({ fields, ...document }: BoundDocument): SourceDocument {
  return { ...document, fields: fields.map(({ name, start, end }) => ({ name, start, end })) };
}

/** A stretch that nothing is read from. */
export function rawSegment(bytes: Uint8Array, failures: readonly ReadFailure[] = []): Segment {
  const rewrite = () => ({ bytes, changed: false, changes: [], unwritten: [] });
  return { bytes, plain: bytes, exact: true, documents: [], failures, rewrite, locate: () => [] };
}

/** Packed bytes that nothing is read from, and that come to nothing when unpacked. */
export function packedSegment(bytes: Uint8Array, failures: readonly ReadFailure[] = []): Segment {
  return { ...rawSegment(bytes, failures), plain: new Uint8Array(), isPacked: true };
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
  const all = numbered(documents, edits);
  const refused: Refused = new Map();
  for (const mercy of [true, false, false]) {
    const { changes, delicate } = carryOut(source, documents, all, refused);
    const bytes = changes.length > 0 ? changedBytes(source.bytes, changes) : source.bytes;
    const wrong = refused.size === all.length ? new Set<number>() : misread(source, bytes, parsed, all, refused, parse);
    if (wrong.size === 0)
      return { bytes, changed: bytes !== source.bytes, changes, unwritten: unwrittenOf(all, refused) };
    for (const [number, edit] of all.entries()) {
      if (refused.has(number) || !wrong.has(edit.document) || (mercy && !delicate.has(number))) continue;
      refused.set(number, "the markup around it would not read the same");
    }
  }
  for (const number of all.keys()) if (!refused.has(number)) refused.set(number, "the file would not read the same");
  return { bytes: source.bytes, changed: false, changes: [], unwritten: unwrittenOf(all, refused) };
}

/** Carries out the edits that are not refused, and adds to `refused` those that turn out to be impossible. */
function carryOut(
  source: SourceText,
  documents: readonly BoundDocument[],
  all: readonly NumberedEdit[],
  refused: Refused,
): { changes: readonly ByteChange[]; delicate: ReadonlySet<number> } {
  for (;;) {
    const before = refused.size;
    const delicate = new Set<number>();
    const splices = lowerAll(documents, all, refused, delicate);
    if (refused.size > before) continue;
    const { changes, lacking } = byteChanges(source, splices);
    if (lacking.size === 0) return { changes, delicate };
    for (const [number, reason] of lacking) refused.set(number, reason);
  }
}

/** Documents with edits that the new bytes do not give back as the edits say; all of them when others changed too. */
function misread(
  source: SourceText,
  bytes: Uint8Array,
  parsed: Parsed,
  all: readonly NumberedEdit[],
  refused: Refused,
  parse: Parse,
): Set<number> {
  const again = parse(sourceText(bytes, source.codec, source.mark));
  const edited = new Map<number, NumberedEdit[]>();
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

function unwrittenOf(all: readonly NumberedEdit[], refused: Refused): UnwrittenEdit[] {
  const unwritten: UnwrittenEdit[] = [];
  for (const [number, { document, index }] of all.entries()) {
    const reason = refused.get(number);
    if (reason !== undefined) unwritten.push({ document, edit: index, reason });
  }
  return unwritten;
}
