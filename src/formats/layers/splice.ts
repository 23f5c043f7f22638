/** Replaces `[start, end)` of some text; `edit` is the number of the edit that it belongs to. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly edit: number;
}

/** Edits that cannot be carried out, by number, with the reason as the end of "not written: ". */
export type Refused = Map<number, string>;

/** Text with sorted, disjoint splices carried out. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text: now } of splices) {
    pieces.push(text.slice(at, start), now);
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join("");
}
