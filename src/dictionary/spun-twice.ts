import type { CompiledDictionary, Entry } from "./compile.js";
import type { ComposedSwap } from "./composed-swaps.js";
import type { DocumentDictionary, DocumentText, PlacedEntry } from "./document-dictionary.js";
import { sameFacts } from "./facts.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** P(a tool swaps an original that it never leaves alone): real pages show two to three in a hundred left. */
const RATE = 0.97;

/**
 * The dictionary of a document that went through the tool of `family` twice: `composed` lie beside the rows, and a row pays for
 * what it means here. That a single swap shows says that the other pass left its words alone, the original the first time or
 * what was written for it the second: ln(P(left, original) + P(left, spun)) nats, at most 0.
 */
export function spunTwice(
  once: DocumentDictionary,
  text: DocumentText,
  { family, composed }: { readonly family: number; readonly composed: readonly ComposedSwap[] },
): DocumentDictionary {
  const found = once.found.slice();
  const placed = new Map<number, readonly PlacedEntry[]>(once.placed);
  for (const swap of composed) {
    const entry = entryOf(swap, text, once.entries.length + found.length);
    found.push(entry);
    const place = { entry: entry.index, endToken: swap.endToken };
    placed.set(swap.startToken, [...(placed.get(swap.startToken) ?? []), place]);
  }
  return { ...once, found, placed, rowCosts: rowCosts(once, text, family) };
}

function entryOf({ startToken, endToken, first, log }: ComposedSwap, text: DocumentText, index: number): Entry {
  const { tokens, ids } = text;
  const stands = tokens.text.slice(tokens.starts[startToken]!, tokens.ends[endToken - 1]!);
  const spun = /^\p{Lu}/u.test(first.spun) ? stands : stands.charAt(0).toLowerCase() + stands.slice(1);
  return {
    index,
    family: first.family,
    original: first.original,
    spun,
    probability: Math.exp(log),
    count: 0,
    unless: [],
    words: first.words,
    emission: first.emission,
    originalId: first.originalId,
    spunIds: ids.subarray(startToken, endToken),
    shapes: new Uint8Array(0),
    key: first.key,
    log,
    keep: first.keep,
    contracts: first.contracts,
    symbol: first.symbol,
    guarded: !sameFacts(spun, first.original),
    reason: `spun twice: ${first.original} -> ${first.spun} -> ${stands}`,
  };
}

/** What each row of the family that fires in the text pays. */
function rowCosts(dictionary: CompiledDictionary, { ids }: DocumentText, family: number): Map<number, number> {
  const costs = new Map<number, number>();
  for (let start = 0; start < ids.length; start++) {
    let node = 0;
    for (let i = start; i < ids.length && i < start + MAX_PHRASE; i++) {
      node = dictionary.spuns.child(node, ids[i]!);
      if (node < 0) break;
      const at = dictionary.spuns.value(node);
      if (at < 0) continue;
      for (const index of dictionary.entriesAt[at]!) {
        const entry = dictionary.entries[index]!;
        if (entry.family !== family || costs.has(index)) continue;
        const left = leftAlone(entry.keep) + phraseLeft(dictionary, entry.spunIds, family);
        costs.set(index, Math.min(0, Math.log(left)));
      }
    }
  }
  return costs;
}

/** P(one pass leaves an original alone), from what tables state of a tool that is at work. */
function leftAlone(keep: number): number {
  return 1 - RATE * (1 - keep);
}

/** P(one pass leaves a phrase alone), as a whole or else word by word. */
function phraseLeft(dictionary: CompiledDictionary, ids: Int32Array, family: number): number {
  const whole = keepOf(dictionary, ids, family);
  if (whole !== null) return leftAlone(whole);
  let left = 1;
  for (let at = 0; at < ids.length; at++) {
    const keep = keepOf(dictionary, ids.subarray(at, at + 1), family);
    if (keep !== null) left *= leftAlone(keep);
  }
  return left;
}

/** The left-alone rate of a phrase that the family replaces, or null when it is no original of it. */
function keepOf({ originals, keysAt }: CompiledDictionary, ids: Int32Array, family: number): number | null {
  let node = 0;
  for (let at = 0; at < ids.length && node >= 0; at++) node = originals.child(node, ids[at]!);
  const at = node < 0 ? -1 : originals.value(node);
  if (at < 0) return null;
  return keysAt[at]!.find((key) => key.family === family)?.keep ?? null;
}
