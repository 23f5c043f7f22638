import type { Engine } from "../engine.js";
import type { Explanation } from "../explain.js";
import type { FilePlace, LocatedEdit, Segment, SourceDocument } from "../formats/index.js";
import { interruptible } from "./interrupt.js";
import type { PlaceArgument } from "./places.js";

/** An explanation with its place in the file, and what it is of. */
export interface PlacedExplanation {
  readonly explanation: Explanation;
  readonly document: SourceDocument;
  readonly at: FilePlace;
}

/** What was considered at a place of a file with documents of its own lines: the items that reach there are explained. */
export function* explainItems(engine: Engine, segment: Segment, place: PlaceArgument): Generator<PlacedExplanation> {
  for (const [index, document] of segment.documents.entries()) {
    if (!mayHold(segment.documents, index, place.line)) continue;
    const { text } = document;
    const all = interruptible(text.length, () => engine.explain(text));
    const sorted = [...all].sort((a, b) => a.start - b.start || a.end - b.end);
    for (const explanation of sorted) {
      const located = locate(segment, index, explanation);
      if (located !== undefined && isAsked(located, place)) yield { explanation, document, at: located.start };
    }
  }
}

/** Whether the lines from a document's start to the next one's hold the line. */
function mayHold(documents: readonly SourceDocument[], index: number, line: number | undefined): boolean {
  if (line === undefined) return true;
  const next = documents[index + 1]?.place.line ?? Number.POSITIVE_INFINITY;
  return documents[index]!.place.line <= line && line <= next;
}

function locate(segment: Segment, index: number, { start, end, was }: Explanation): LocatedEdit | undefined {
  const edits = segment.documents.map((_, at) => (at === index ? [{ start, end, was, now: was }] : []));
  return segment.locate(edits)[index]?.[0];
}

function isAsked({ start, end }: LocatedEdit, { line, column }: PlaceArgument): boolean {
  if (line === undefined) return true;
  if (line < start.line || line > end.line) return false;
  if (column === undefined) return true;
  const isAfterStart = line > start.line || column >= start.column;
  return isAfterStart && (line < end.line || column < Math.max(end.column, start.column + 1));
}
