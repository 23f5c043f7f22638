import type { BoundDocument } from "./bound.js";
import type { TextEdit } from "./document.js";
import { checkEdits } from "./edits.js";
import { lower } from "./layers/lower.js";
import type { Refused, Splice } from "./layers/splice.js";

/** An edit with its number in the whole segment; splices carry that number through the layers. */
export interface NumberedEdit extends TextEdit {
  readonly document: number;
  readonly index: number;
}

/** The edits of all documents in one list. @throws UnspinError for an edit that does not fit its document's text. */
export function numbered(
  documents: readonly BoundDocument[],
  edits: readonly (readonly TextEdit[])[],
): readonly NumberedEdit[] {
  return documents.flatMap(({ text }, document) => {
    checkEdits(text, edits[document] ?? []);
    return (edits[document] ?? []).map((edit, index): NumberedEdit => ({ ...edit, document, index }));
  });
}

/**
 * What edits come to in the source's text, sorted. Those that turn out to be impossible are added to `refused`, those
 * that span markup to `delicate`.
 */
export function lowerAll(
  documents: readonly BoundDocument[],
  all: readonly NumberedEdit[],
  refused: Refused,
  delicate: Set<number>,
): Splice[] {
  const lowered: Splice[] = [];
  let number = 0;
  for (const [index, document] of documents.entries()) {
    const own: (NumberedEdit & { number: number })[] = [];
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
