import type { Background } from "../language/background.js";
import type { NgramModel } from "../language/ngram-model.js";
import { WordClass } from "../language/word-key.js";

/** A text as it stands, read by bigrams of the part of the model that suits it best. */
export interface BigramReading {
  readonly model: NgramModel;
  /** P of each token's word after the one before it, or at its sentence's start. */
  readonly into: Float64Array;
  /** P of what follows each token's word: the next one, or its sentence's end. */
  readonly out: Float64Array;
}

/** `words` are what the model reads for each token, `sentences` the first token of each sentence. */
export function readBigrams(background: Background, words: Int32Array, sentences: Uint32Array): BigramReading {
  const model = likeliestPart(background, words);
  const into = new Float64Array(words.length);
  const out = new Float64Array(words.length);
  for (let sentence = 0; sentence < sentences.length; sentence++) {
    const start = sentences[sentence]!;
    const end = sentences[sentence + 1] ?? words.length;
    let before: number = WordClass.Begin;
    for (let at = start; at < end; at++) {
      const p = model.bigram(before, words[at]!);
      into[at] = p;
      if (at > start) out[at - 1] = p;
      before = words[at]!;
    }
    if (end > start) out[end - 1] = model.bigram(before, WordClass.End);
  }
  return { model, into, out };
}

/** So many tokens show which part of the model a text belongs to. */
const SAMPLE = 300;

/** The part of the model under which the words are most probable one by one, its prior counted in. */
export function likeliestPart({ models, prior }: Background, words: Int32Array): NgramModel {
  let most = Number.NEGATIVE_INFINITY;
  let likeliest = models[0]!;
  models.forEach((model, k) => {
    let log = Math.log(prior[k]!);
    for (let i = 0; i < words.length && i < SAMPLE; i++) log += Math.log(model.unigram(words[i]!));
    if (log <= most) return;
    most = log;
    likeliest = model;
  });
  return likeliest;
}
