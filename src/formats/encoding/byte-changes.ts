import type { ByteChange } from "../document.js";
import type { Refused, Splice } from "../layers/splice.js";
import type { SourceText } from "./source-text.js";

/** What sorted, disjoint splices of a source's text come to in its bytes, and the edits that the encoding has none for. */
export function byteChanges(
  source: SourceText,
  splices: readonly Splice[],
): { readonly changes: readonly ByteChange[]; readonly lacking: Refused } {
  const changes: ByteChange[] = [];
  const lacking: Refused = new Map();
  let [at, byte] = [0, source.mark];
  for (const { start, end, text, edit } of splices) {
    const bytes = source.codec.encode(text);
    byte += source.codec.byteLength(source.text.slice(at, start));
    const from = byte;
    byte += source.codec.byteLength(source.text.slice(start, end));
    at = end;
    if (bytes === undefined) lacking.set(edit, "the file's encoding has no such character");
    else changes.push({ start: from, end: byte, bytes });
  }
  return { changes, lacking };
}

/** The bytes with the changes carried out. */
export function changedBytes(bytes: Uint8Array, changes: readonly ByteChange[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let copied = 0;
  for (const change of changes) {
    pieces.push(bytes.subarray(copied, change.start), change.bytes);
    copied = change.end;
  }
  pieces.push(bytes.subarray(copied));
  return Buffer.concat(pieces);
}

/** Changes of a stretch as changes of what it is a part of. */
export function shifted(changes: readonly ByteChange[], by: number): ByteChange[] {
  return changes.map(({ start, end, bytes }) => ({ start: start + by, end: end + by, bytes }));
}
