import type { Key } from "../dictionary/compile.js";
import type { DocumentDictionary } from "../dictionary/document-dictionary.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import { Shape, type Tokens } from "../tokens/tokenize.js";

/** A tool never replaces words in capitals or with capitals inside. */
function isClosed(shape: number): boolean {
  return shape === Shape.Upper || shape === Shape.Mixed;
}

/**
 * For each token, the original phrases that stand in the text unchanged and end with it: what a tool would have
 * replaced, had it been at work. Null where there are none. Protected words do not count.
 */
export function untouchedKeys(
  tokens: Tokens,
  ids: Int32Array,
  locked: Uint8Array,
  dictionary: DocumentDictionary,
): (readonly Key[] | null)[] {
  const found = new Array<readonly Key[] | null>(tokens.count).fill(null);
  const { originals, keysAt, genericKeys } = dictionary;
  for (let start = 0; start < tokens.count; start++) {
    let node = 0;
    for (let i = start; i < tokens.count && i < start + MAX_PHRASE; i++) {
      if (locked[i] === 1 || isClosed(tokens.shapes[i]!)) break;
      node = originals.child(node, ids[i]!);
      if (node < 0) break;
      const at = originals.value(node);
      if (at < 0) continue;
      const others = found[i];
      found[i] = others ? [...others, ...keysAt[at]!] : keysAt[at]!;
    }
  }
  for (const [token, key] of genericKeys) {
    if (isClosed(tokens.shapes[token]!)) continue;
    found[token] = [...(found[token] ?? []), key];
  }
  return found;
}
