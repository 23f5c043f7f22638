import type { Background } from "../language/background.js";

/** How common a word is in running text, a probability; 0 when the model does not know it. */
export type Frequency = (word: string) => number;

/** P of a word before any other is seen: the mean over the parts of the model, each with its weight. */
export function wordFrequency({ vocabulary, models }: Background, weights: Float64Array): Frequency {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const cache = new Map<string, number>();
  return (word) => {
    const before = cache.get(word);
    if (before !== undefined) return before;
    const id = vocabulary.find(word);
    const p = id < 0 ? 0 : models.reduce((sum, model, at) => sum + weights[at]! * model.unigram(id), 0) / total;
    cache.set(word, p);
    return p;
  };
}

/** Every part alike, whatever a document would be read with. */
export function evenWeights({ models }: Background): Float64Array {
  return new Float64Array(models.length).fill(1);
}
