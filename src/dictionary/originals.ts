import type { Vocabulary } from "../language/vocabulary.js";
import { emission, modelWordIds } from "../language/word-ids.js";
import { type Tokens, tokenize } from "../tokens/tokenize.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** An original as the model reads it. */
export interface ReadOriginal {
  readonly words: Int32Array;
  /** ln P(the words that the model only knows by their class). */
  readonly emission: number;
}

/** Documents share most of their candidates' originals: so many of them are kept. */
const MOST_KEPT = 20_000;

/** Reads originals that no row holds, most of them once for all documents. */
export class OriginalReader {
  private readonly kept = new Map<string, ReadOriginal | null>();

  constructor(private readonly vocabulary: Vocabulary) {}

  /** An original as the model reads it, or null when it is too long for the lattice. */
  read(text: string): ReadOriginal | null {
    let known = this.kept.get(text);
    if (known === undefined) {
      const tokens = tokenize(text);
      const fits = tokens.count > 0 && tokens.count <= MAX_PHRASE;
      known = fits ? readOriginal(modelWordIds(this.vocabulary, tokens), tokens) : null;
      if (this.kept.size >= MOST_KEPT) this.kept.clear();
      this.kept.set(text, known);
    }
    return known;
  }
}

const READERS = new WeakMap<Vocabulary, OriginalReader>();

/** The one reader of a vocabulary. */
export function originalsOf(vocabulary: Vocabulary): OriginalReader {
  const reader = READERS.get(vocabulary) ?? new OriginalReader(vocabulary);
  READERS.set(vocabulary, reader);
  return reader;
}

function readOriginal(words: Int32Array, { starts, ends }: Tokens): ReadOriginal {
  let own = 0;
  for (let at = 0; at < words.length; at++) own += emission(words[at]!, ends[at]! - starts[at]!);
  return { words, emission: own };
}
