import type { Tokens } from "../tokens/tokenize.js";
import type { Vocabulary } from "./vocabulary.js";
import { CLASS_WORDS, numberClass, unknownClass, WordClass } from "./word-key.js";

/** Vocabulary id of each token, added words included. */
export function vocabularyIds(vocabulary: Vocabulary, tokens: Tokens): Int32Array {
  const ids = new Int32Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) ids[i] = vocabulary.idOf(tokens, i);
  return ids;
}

/** What the language model reads for each token: its word, or the class of a word that the model does not know. `ids` are their vocabulary ids, where known. */
export function modelWordIds(
  vocabulary: Vocabulary,
  tokens: Tokens,
  ids: Int32Array = vocabularyIds(vocabulary, tokens),
): Int32Array {
  return ids.map((id, i) => modelWordId(vocabulary, tokens, i, id));
}

/** The model's reading of one token whose vocabulary id is known; words added after the build are unknown to it. */
export function modelWordId(vocabulary: Vocabulary, tokens: Tokens, index: number, id: number): number {
  const number = numberClass(tokens, index);
  if (number !== WordClass.Unknown) return number;
  return id < vocabulary.modelSize ? id : unknownClass(tokens, index);
}

/**
 * ln P(this very token | its class), in nats: a class word of the model stands for all words of its kind, so a token that is read
 * as one has to be drawn from it. Measured roughly on the training text: unknown words and names spread over some hundred
 * thousand, one digit over ten.
 */
export function emission(word: number, length: number): number {
  if (word >= CLASS_WORDS.length) return 0;
  switch (word) {
    case WordClass.Number:
      return length === 1 ? -2.5 : length === 2 ? -4 : -7;
    case WordClass.Year:
      return -4;
    case WordClass.Ordinal:
      return -3.5;
    case WordClass.Begin:
    case WordClass.End:
      return 0;
    default:
      return -11;
  }
}
