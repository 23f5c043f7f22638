import type { Background } from "../../language/background.js";
import type { ModelState, NgramModel } from "../../language/ngram-model.js";
import { modelWordIds } from "../../language/word-ids.js";
import { WordClass } from "../../language/word-key.js";
import { sentenceStarts } from "../../tokens/sentences.js";
import { tokenize } from "../../tokens/tokenize.js";

/** How likely a sentence is; its end counts as a token. */
export interface SentenceScore {
  readonly text: string;
  /** ln P(sentence), in nats. */
  readonly log: number;
  readonly tokens: number;
}

/** The score of each sentence under the even mixture of the model's parts, or under one of them. */
export function* sentenceScores(background: Background, text: string, part?: number): Generator<SentenceScore> {
  const models = part === undefined ? background.models : [background.models[part]!];
  const tokens = tokenize(text);
  const words = modelWordIds(background.vocabulary, tokens);
  const starts = sentenceStarts(tokens);
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? tokens.count;
    const log = logProbability(models, [...words.subarray(from, to), WordClass.End]);
    yield { text: text.slice(tokens.starts[from], tokens.ends[to - 1]), log, tokens: to - from + 1 };
  }
}

function logProbability(models: readonly NgramModel[], words: readonly number[]): number {
  let states: readonly ModelState[] = models.map((model) => model.begin());
  let log = 0;
  for (const word of words) {
    const scores = models.map((model, index) => model.score(states[index]!, word));
    log += Math.log(scores.reduce((sum, score) => sum + Math.exp(score.log), 0) / models.length);
    states = scores.map(({ state }) => state);
  }
  return log;
}

/** exp of the mean surprise of a token; Infinity for no tokens at all would mislead, so that is NaN. */
export function perplexity(scores: { readonly log: number; readonly tokens: number }): number {
  return Math.exp(-scores.log / scores.tokens);
}
