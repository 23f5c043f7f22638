import { type Background, sentenceLog } from "../../language/background.js";
import { modelWordIds } from "../../language/word-ids.js";
import { readTokens } from "../../tokens/reading.js";

/** How likely a sentence is; its end counts as a token. */
export interface SentenceScore {
  readonly text: string;
  /** ln P(sentence), in nats. */
  readonly log: number;
  readonly tokens: number;
}

/** The score of each sentence; `mixture` weighs the model's parts and sums to one. */
export function* sentenceScores(background: Background, text: string, mixture: Float64Array): Generator<SentenceScore> {
  const { tokens, sentences: starts } = readTokens(text);
  const words = modelWordIds(background.vocabulary, tokens);
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? tokens.count;
    const log = sentenceLog(background, mixture, words.subarray(from, to));
    yield { text: text.slice(tokens.starts[from], tokens.ends[to - 1]), log, tokens: to - from + 1 };
  }
}

/** exp of the mean surprise of a token. */
export function perplexity(scores: { readonly log: number; readonly tokens: number }): number {
  return Math.exp(-scores.log / scores.tokens);
}
