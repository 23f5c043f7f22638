import type { Tokens } from "../tokens/tokenize.js";
import type { Vocabulary } from "./vocabulary.js";
import { numberClass, unknownClass, WordClass } from "./word-key.js";

/** What the language model reads for each token: its word, or the class of a word that the model does not know. */
export function modelWordIds(vocabulary: Vocabulary, tokens: Tokens): Int32Array {
  const ids = new Int32Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) ids[i] = modelWordId(vocabulary, tokens, i, vocabulary.idOf(tokens, i));
  return ids;
}

/** The model's reading of one token whose vocabulary id is known; words added after the build are unknown to it. */
export function modelWordId(vocabulary: Vocabulary, tokens: Tokens, index: number, id: number): number {
  const number = numberClass(tokens, index);
  if (number !== WordClass.Unknown) return number;
  return id < vocabulary.modelSize ? id : unknownClass(tokens, index);
}
