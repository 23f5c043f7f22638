/**
 * Telltale phrases: listed tortured phrases of several words that nobody writes but a tool ("counterfeit consciousness").
 * One of them tells by itself, whatever the text around it is like.
 */
import type { CompiledDictionary } from "../dictionary/compile.js";
import { type EntryColumns, EntryFlag } from "../dictionary/entry-columns.js";
import { type PhraseHits, phraseHits } from "../dictionary/phrase-hits.js";

/** The family whose unguarded phrases are never legitimate. */
const TELLING = "science";

/** First and past-the-last token of a telltale phrase. */
export interface Telltale {
  readonly startToken: number;
  readonly endToken: number;
}

/** The telltale phrases of a text, the longest at each place, in their order; none touches a locked token. */
export function telltales(ids: Int32Array, locked: Uint8Array, dictionary: CompiledDictionary): Telltale[] {
  const family = dictionary.families.findIndex(({ id }) => id === TELLING);
  const found: Telltale[] = [];
  if (family < 0) return found;
  const hits = phraseHits(dictionary, ids);
  for (let start = 0; start < ids.length; start++) {
    const end = longest(hits, locked, dictionary, start, family);
    if (end <= start + 1) continue;
    found.push({ startToken: start, endToken: end });
    start = end - 1;
  }
  return found;
}

/** Past-the-last token of the longest one that begins at a token, or 0. */
function longest(
  { offsets, ends, phrases }: PhraseHits,
  locked: Uint8Array,
  { entriesAt, columns }: CompiledDictionary,
  start: number,
  family: number,
): number {
  let open = start;
  let end = 0;
  for (let hit = offsets[start]!; hit < offsets[start + 1]!; hit++) {
    for (; open < ends[hit]!; open++) if (locked[open] !== 0) return end;
    if (ends[hit]! > start + 1 && isTelling(entriesAt[phrases[hit]!]!, columns, family)) end = ends[hit]!;
  }
  return end;
}

/** Does the family have rows among these, none of them guarded? */
function isTelling(rows: readonly number[], { families, flags }: EntryColumns, family: number): boolean {
  let own = 0;
  for (let at = 0; at < rows.length; at++) {
    if (families[rows[at]!] !== family) continue;
    if ((flags[rows[at]!]! & EntryFlag.Guarded) !== 0) return false;
    own++;
  }
  return own > 0;
}
