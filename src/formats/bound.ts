import type { DocumentFacts, DocumentPlace, Field, ReadFailure, SourceDocument } from "./document.js";
import type { SourceText } from "./encoding/source-text.js";
import { damageOf } from "./encoding/source-text.js";
import type { Layer } from "./layers/layer.js";
import type { LineCounter } from "./lines.js";

/** A field before it is part of a document: its text, and the layers from that text down to the file's. */
export interface FieldSource {
  readonly name: string;
  /** Innermost first; the field's text is a stretch of the first one's. */
  readonly layers: readonly Layer[];
}

/** A field of a document with the way back: `skipped` characters of the innermost layer's text come before it. */
export interface BoundField extends Field {
  readonly layers: readonly Layer[];
  readonly skipped: number;
}

/** A document that knows where each of its characters comes from. */
export interface BoundDocument extends SourceDocument {
  readonly fields: readonly BoundField[];
}

/** What a stretch of text holds. */
export interface Parsed {
  readonly documents: readonly BoundDocument[];
  readonly failures: readonly ReadFailure[];
}

/** Reads a stretch of a file; called again on what was written, to see that it reads back as it should. */
export type Parse = (source: SourceText) => Parsed;

/** Between the fields of a document, and between the blocks of a page. */
export const BLANK_LINE = "\n\n";

/** Joins fields to a document, without the white space around them; blank fields are left out. */
export function bindDocument(
  sources: readonly FieldSource[],
  place: DocumentPlace,
  facts: DocumentFacts,
): BoundDocument {
  const fields: BoundField[] = [];
  const pieces: string[] = [];
  let length = 0;
  for (const { name, layers } of sources) {
    const whole = layers[0]!.map.text;
    const text = whole.trim();
    if (text === "") continue;
    if (fields.length > 0) length += BLANK_LINE.length;
    const skipped = whole.length - whole.trimStart().length;
    fields.push({ name, layers, skipped, start: length, end: length + text.length });
    pieces.push(text);
    length += text.length;
  }
  return { ...facts, text: pieces.join(BLANK_LINE), fields, place };
}

/** Gathers documents; one with damaged bytes in its text becomes a failure at its place. */
export class DocumentList implements Parsed {
  readonly documents: BoundDocument[] = [];
  readonly failures: ReadFailure[] = [];
  readonly #source: SourceText;
  readonly #lines: LineCounter;

  constructor(source: SourceText, lines: LineCounter) {
    this.#source = source;
    this.#lines = lines;
  }

  /** @param offset where the document begins in the source's text, and `end` where it ends. */
  add(document: BoundDocument, offset: number, end: number): void {
    const damage = damageOf(document.text, this.#source.codec);
    // An escape in JSON may spell half a pair, too: only in the file itself does it stand for damage.
    const origin =
      damage === undefined ? undefined : damageOf(this.#source.text.slice(offset, end), this.#source.codec);
    if (damage === undefined || (origin === undefined && !damage.isNul)) this.documents.push(document);
    else this.fail(damage.reason, offset + (origin?.at ?? 0), document.place.item);
  }

  fail(reason: string, offset: number, item?: number, unread: ReadFailure["unread"] = "document"): void {
    const place = this.#lines.place(offset);
    this.failures.push({ reason, ...place, unread, ...(item === undefined ? {} : { item }) });
  }
}
