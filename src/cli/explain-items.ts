import type { Engine } from "../engine.js";
import type { Explanation } from "../explain.js";
import type { FilePlace, LocatedEdit, Segment, SourceDocument } from "../formats/index.js";
import { heard } from "./documents.js";
import { interruptible } from "./interrupt.js";
import type { PlaceArgument } from "./places.js";
import { preparedFor } from "./prepared.js";

/** An explanation with its place in the file, and what it is of. */
export interface PlacedExplanation {
  readonly explanation: Explanation;
  readonly document: SourceDocument;
  readonly at: FilePlace;
}

/** What was considered at a place of a file with documents of its own lines: the items that reach there are explained. */
export async function explainItems(
  engine: Engine,
  segment: Segment,
  place: PlaceArgument,
): Promise<readonly PlacedExplanation[]> {
  const explained: (readonly Explanation[])[] = [];
  for (const [index, { text }] of segment.documents.entries()) {
    explained.push([]);
    if (!mayHold(segment.documents, index, place.line)) continue;
    const prepared = await preparedFor(engine, text);
    const all = interruptible(text.length, () => engine.explain(text, undefined, prepared));
    explained[index] = [...all].sort((a, b) => a.start - b.start || a.end - b.end);
    await heard();
  }
  const places = locateAll(segment, explained);
  return explained.flatMap((list, index) =>
    list.flatMap((explanation) => {
      const located = places.get(explanation);
      if (located === undefined || !isAsked(located, place)) return [];
      return [{ explanation, document: segment.documents[index]!, at: located.start }];
    }),
  );
}

/** Whether the lines from a document's start to the next one's hold the line. */
function mayHold(documents: readonly SourceDocument[], index: number, line: number | undefined): boolean {
  if (line === undefined) return true;
  const next = documents[index + 1]?.place.line ?? Number.POSITIVE_INFINITY;
  return documents[index]!.place.line <= line && line <= next;
}

/** Where explanations stand in the file. Places may overlap, and edits may not: they are located in layers, each a look through the file. */
function locateAll(
  segment: Segment,
  explained: readonly (readonly Explanation[])[],
): ReadonlyMap<Explanation, LocatedEdit> {
  const layered = explained.map(layersOf);
  const depth = Math.max(0, ...layered.map(({ length }) => length));
  const places = new Map<Explanation, LocatedEdit>();
  for (let layer = 0; layer < depth; layer++) {
    const own = layered.map((layers) => layers[layer] ?? []);
    const edits = own.map((list) => list.map(({ start, end, was }) => ({ start, end, was, now: was })));
    segment.locate(edits).forEach((list, document) => {
      list.forEach((located, at) => {
        places.set(own[document]![at]!, located);
      });
    });
  }
  return places;
}

/** Sorted places, dealt out so that those of a layer do not overlap; as many layers as places overlap at one. */
function layersOf(sorted: readonly Explanation[]): readonly (readonly Explanation[])[] {
  const layers: Explanation[][] = [];
  for (const explanation of sorted) {
    const free = layers.find((layer) => layer.at(-1)!.end <= explanation.start);
    if (free === undefined) layers.push([explanation]);
    else free.push(explanation);
  }
  return layers;
}

function isAsked({ start, end }: LocatedEdit, { line, column }: PlaceArgument): boolean {
  if (line === undefined) return true;
  if (line < start.line || line > end.line) return false;
  if (column === undefined) return true;
  const isAfterStart = line > start.line || column >= start.column;
  return isAfterStart && (line < end.line || column < Math.max(end.column, start.column + 1));
}
