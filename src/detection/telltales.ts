/**
 * Telltale phrases: listed tortured phrases of several words that nobody writes but a tool ("counterfeit consciousness").
 * One of them tells by itself, whatever the text around it is like.
 */
import type { CompiledDictionary } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";

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
  for (let start = 0; start < ids.length; start++) {
    const end = longest(ids, locked, dictionary, start, family);
    if (end <= start + 1) continue;
    found.push({ startToken: start, endToken: end });
    start = end - 1;
  }
  return found;
}

/** Past-the-last token of the longest one that begins at a token, or 0. */
function longest(
  ids: Int32Array,
  locked: Uint8Array,
  { spuns, entriesAt, entries }: CompiledDictionary,
  start: number,
  family: number,
): number {
  let node = 0;
  let end = 0;
  for (let at = start; at < ids.length && at < start + MAX_PHRASE && locked[at] === 0; at++) {
    node = spuns.child(node, ids[at]!);
    if (node < 0) break;
    const value = spuns.value(node);
    if (value < 0 || at === start) continue;
    const rows = entriesAt[value]!.map((index) => entries[index]!).filter((entry) => entry.family === family);
    if (rows.length > 0 && rows.every(({ guarded }) => !guarded)) end = at + 1;
  }
  return end;
}
