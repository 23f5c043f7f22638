import type { Segment } from "../document.js";
import { MOST_BYTES } from "../encoding/source-text.js";
import { rawSegment } from "../text-segment.js";
import type { ByteReader } from "./byte-reader.js";

const PIECE = 1 << 20;

/** What is left of a source, as it is. */
export async function* rawRest(reader: ByteReader): AsyncGenerator<Segment> {
  for (;;) {
    await reader.fill(PIECE);
    const bytes = reader.take(PIECE);
    if (bytes.length === 0) return;
    yield rawSegment(bytes);
  }
}

/** What is left after a record that is too long to be read, with a failure that says so; nothing when none is left. */
export async function* giveUp(reader: ByteReader, what: string, line: number, item: number): AsyncGenerator<Segment> {
  if (reader.buffered.length === 0) return;
  const reason = `${what} has more than ${MOST_BYTES / 1e6} MB; nothing is read from here on. Split the file before it`;
  yield rawSegment(reader.take(PIECE), [{ reason, line, column: 1, item, unread: "rest" }]);
  yield* rawRest(reader);
}
