import { createReadStream } from "node:fs";
import type { Appender } from "./appender.js";

/** Appends a file, or a range of it, piece by piece. */
export async function appendFile(
  to: Appender,
  path: string,
  range: { readonly start: number; readonly end: number } = { start: 0, end: Number.POSITIVE_INFINITY },
): Promise<void> {
  if (range.end <= range.start) return;
  // The end of a stream's range is its last byte.
  const stream = createReadStream(path, { start: range.start, end: range.end - 1, highWaterMark: 1 << 20 });
  for await (const chunk of stream as AsyncIterable<Uint8Array>) await to.append(chunk);
}
