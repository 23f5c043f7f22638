/** A choice among several readings, each with its features; at least one of them is right. */
export interface Choice {
  readonly vectors: readonly Float64Array[];
  /** Indices of the right ones. */
  readonly right: readonly number[];
}

/** Steps of descent, their size, and the pull towards 0 that keeps features that seldom differ from running off. */
const STEPS = 300;
const RATE = 0.05;
const RIDGE = 1e-4;

/**
 * Weights that make the right readings likeliest (conditional logit, McFadden 1974), by gradient descent with Adam's steps
 * (Kingma & Ba 2015), from `start` on.
 */
export function fitConditionalLogit(choices: readonly Choice[], start: Float64Array): Float64Array {
  const weights = start.slice();
  const mean = new Float64Array(weights.length);
  const spread = new Float64Array(weights.length);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = weights.map((weight) => RIDGE * weight);
    for (const choice of choices) addGradient(choice, weights, gradient, 1 / choices.length);
    for (let at = 0; at < weights.length; at++) {
      mean[at] = 0.9 * mean[at]! + 0.1 * gradient[at]!;
      spread[at] = 0.99 * spread[at]! + 0.01 * gradient[at]! ** 2;
      const size = Math.sqrt(spread[at]! / (1 - 0.99 ** step)) + 1e-8;
      weights[at]! -= (RATE * mean[at]!) / (1 - 0.9 ** step) / size;
    }
  }
  return weights;
}

/** P of each reading: the softmax of their scores. */
export function choiceProbabilities(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const scores = Float64Array.from(vectors, (vector) => dot(vector, weights));
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const odds = scores.map((score) => Math.exp(score - most));
  const total = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd) => odd / total);
}

function addGradient({ vectors, right }: Choice, weights: Float64Array, gradient: Float64Array, share: number): void {
  const model = choiceProbabilities(vectors, weights);
  const wanted = right.reduce((sum, at) => sum + model[at]!, 0);
  vectors.forEach((vector, index) => {
    const target = right.includes(index) ? model[index]! / Math.max(wanted, 1e-300) : 0;
    const pull = share * (model[index]! - target);
    for (let at = 0; at < vector.length; at++) if (vector[at] !== 0) gradient[at]! += pull * vector[at]!;
  });
}

function dot(vector: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at++) if (vector[at] !== 0) sum += vector[at]! * weights[at]!;
  return sum;
}
