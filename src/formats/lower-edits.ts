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

const ACROSS_FIELDS = "it reaches across the fields of the document";

/** The edits of all documents in one list. @throws UnspinError for an edit that does not fit its document's text. */
export function numbered(
  documents: readonly BoundDocument[],
  edits: readonly (readonly TextEdit[])[],
): readonly NumberedEdit[] {
  const all: NumberedEdit[] = [];
  for (const [document, { text }] of documents.entries()) {
    const own = edits[document] ?? [];
    checkEdits(text, own);
    for (const [index, { start, end, was, now }] of own.entries()) all.push({ start, end, was, now, document, index });
  }
  return all;
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
    for (const field of document.fields) {
      const splices: Splice[] = [];
      const shift = field.skipped - field.start;
      for (; all[number]?.document === index && all[number]!.end <= field.end; number++) {
        const { start, end, now } = all[number]!;
        if (refused.has(number)) continue;
        if (start < field.start) refused.set(number, ACROSS_FIELDS);
        else splices.push({ start: start + shift, end: end + shift, text: now, edit: number });
      }
      if (splices.length > 0) lowered.push(...throughLayers(field.layers, splices, refused, delicate));
    }
    for (; all[number]?.document === index; number++) refused.set(number, ACROSS_FIELDS);
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
