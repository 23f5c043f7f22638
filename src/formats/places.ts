import type { FilePlace } from "./document.js";
import type { SourceText } from "./encoding/source-text.js";

export const FILE_START: FilePlace = { line: 1, column: 1, byteColumn: 1 };

/** The start of a line, or of the first line behind a byte order mark of `mark` bytes. */
export function lineStart(line: number, mark = 0): FilePlace {
  return { line, column: 1, byteColumn: 1 + (line === 1 ? mark : 0) };
}

/** Places of some offsets of a source's text, found in one pass over it. @param start place of the source's first byte. */
export function placesOf(
  source: Pick<SourceText, "text" | "codec" | "mark">,
  offsets: readonly number[],
  start: FilePlace,
): ReadonlyMap<number, FilePlace> {
  const { text, codec } = source;
  const places = new Map<number, FilePlace>();
  let { line, column } = start;
  let byteColumn = start.byteColumn + source.mark;
  let at = 0;
  for (const offset of Float64Array.from(offsets).sort()) {
    for (let feed = text.indexOf("\n", at); feed >= 0 && feed < offset; feed = text.indexOf("\n", at)) {
      line += 1;
      [column, byteColumn, at] = [1, 1, feed + 1];
    }
    column += offset - at;
    byteColumn += codec.byteLength(text.slice(at, offset));
    at = offset;
    places.set(offset, { line, column, byteColumn });
  }
  return places;
}

/** Where the text that follows a source begins. */
export function placeBehind(source: SourceText, start: FilePlace): FilePlace {
  return placesOf(source, [source.text.length], start).get(source.text.length)!;
}
