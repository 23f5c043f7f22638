import type { CompiledDictionary } from "./compile.js";
import { MAX_PHRASE } from "./phrase-trie.js";
import type { TokenTrie } from "./token-trie.js";

/** Where the spun phrases of a dictionary stand in a text: flat columns, by first token, the shorter ones first. */
export interface PhraseHits {
  /** First hit of each token; one offset more than tokens. */
  readonly offsets: Int32Array;
  /** Past-the-last token of each hit. */
  readonly ends: Int32Array;
  /** Number of each hit's phrase; it indexes `entriesAt`. */
  readonly phrases: Int32Array;
}

interface Known {
  readonly spuns: TokenTrie;
  readonly phrases: number;
  readonly hits: PhraseHits;
}

/** Every look at a document asks for the same phrases: they are looked up once for each array of ids. */
const KNOWN = new WeakMap<Int32Array, Known>();

/** The spun phrases of a text, whatever its lines, marks and locks are; `ids` are the vocabulary ids of its tokens. */
export function phraseHits({ spuns }: Pick<CompiledDictionary, "spuns">, ids: Int32Array): PhraseHits {
  const known = KNOWN.get(ids);
  if (known?.spuns === spuns && known.phrases === spuns.phrases) return known.hits;
  const hits = findHits(spuns, ids);
  KNOWN.set(ids, { spuns, phrases: spuns.phrases, hits });
  return hits;
}

function findHits(spuns: TokenTrie, ids: Int32Array): PhraseHits {
  const count = ids.length;
  const offsets = new Int32Array(count + 1);
  let ends = new Int32Array(count + 16);
  let phrases = new Int32Array(count + 16);
  let hits = 0;
  for (let start = 0; start < count; start++) {
    let node = 0;
    const most = Math.min(count, start + MAX_PHRASE);
    if (hits + MAX_PHRASE > ends.length) {
      ends = doubled(ends);
      phrases = doubled(phrases);
    }
    for (let i = start; i < most; i++) {
      node = spuns.child(node, ids[i]!);
      if (node < 0) break;
      const phrase = spuns.value(node);
      if (phrase < 0) continue;
      ends[hits] = i + 1;
      phrases[hits++] = phrase;
    }
    offsets[start + 1] = hits;
  }
  return { offsets, ends, phrases };
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const into = new Int32Array(from.length * 2);
  into.set(from);
  return into;
}
