import type { FilePlace } from "../document.js";
import { MOST_BYTES, type SourceText, sourceText } from "../encoding/source-text.js";
import { utf8 } from "../encoding/utf8.js";
import { placeBehind } from "../places.js";
import type { ByteReader } from "../stream/byte-reader.js";
import { stretchesOf } from "../stream/stretches.js";
import { ElementEnds } from "./element-ends.js";

/** A stretch of a list: one of its brackets, or an element with what stands before it; cut but not read. */
export interface ListStretch {
  readonly source: SourceText;
  readonly place: FilePlace;
  readonly kind: "opening" | "element" | "closing";
  /** Number of the element, from 1; of the one before where it is none. */
  readonly item: number;
  /** Where the next one begins. */
  readonly next: FilePlace;
}

/** Cuts a list into elements. @param items elements before the source; only the first source begins with a bracket. */
export async function* listStretches(reader: ByteReader, start: FilePlace, items: number): AsyncGenerator<ListStretch> {
  const ends = new ElementEnds(items > 0);
  let [place, item] = [start, items];
  for await (const { bytes } of stretchesOf(reader, utf8, (view, at) => ends.next(view, at), MOST_BYTES)) {
    const source = sourceText(bytes, utf8);
    const next = placeBehind(source, place);
    const kind = kindOf(source.text, item);
    if (kind === "element") item += 1;
    yield { source, place, kind, item, next };
    place = next;
  }
}

function kindOf(text: string, item: number): ListStretch["kind"] {
  if (item === 0 && /^\s*\[$/.test(text)) return "opening";
  return /^\s*\]\s*$/.test(text) ? "closing" : "element";
}
