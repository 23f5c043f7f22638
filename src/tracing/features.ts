/** What a reading of a spun phrase is judged by: a log-linear model over these; weights in `weights.ts`. */
export const FEATURES = [
  /** Words left as they are; function words and numbers apart, which tools leave alone. */
  "kept",
  "keptFunction",
  /** ln count of the kept words in terms, and ln share of the listed phrases in which they were kept. */
  "keptFrequency",
  "keptListed",
  /** Words swapped for a word. */
  "swapped",
  /** Listed as words: how often, then ln P(spun | original) and ln P(original | spun). */
  "listed",
  "listedSpun",
  "listedOriginal",
  /** Listed in another inflected form, and ln P(original | spun). */
  "listedKey",
  "listedKeyOriginal",
  /** Sources that call them synonyms; all of them beyond the first. */
  "moby",
  "mobyReversed",
  "ppdb",
  "wordNet",
  "agreed",
  /** ln of the number of words that the original is a synonym of. */
  "fan",
  "sameEnding",
  "sameKey",
  /** Swapped by a dictionary's row of another family, and ln P(spun | original). */
  "table",
  "tableSpun",
  /** Phrases swapped as listed phrases were: how often, ln P(spun | original), ln P(original | spun). */
  "phrase",
  "phraseSpun",
  "phraseOriginal",
  /** Words that only their neighbours suggest. */
  "guessed",
  /** Words that the tool dropped, or that it added. */
  "appended",
  "dropped",
  /** ln P of the original's words among terms. */
  "language",
  /** The whole is a term; ln counts in scientific and in general text; in WordNet; a single word. */
  "term",
  "science",
  "general",
  "noun",
  "single",
  /** It begins with the letters of the abbreviation in brackets. */
  "abbreviated",
  /** Nothing that was proposed. */
  "none",
] as const;

export type Feature = (typeof FEATURES)[number];
export const FEATURE_COUNT = FEATURES.length;

/** Values of some features; the others are 0. */
export type Values = Readonly<Partial<Record<Feature, number>>>;

const PLACE = new Map<Feature, number>(FEATURES.map((feature, at) => [feature, at]));

/** Adds values to a vector. */
export function addValues(vector: Float64Array, values: Values): void {
  for (const feature of Object.keys(values) as Feature[]) vector[PLACE.get(feature)!]! += values[feature]!;
}

/** Sum of values times weights. */
export function weigh(weights: Readonly<Record<Feature, number>>, values: Values): number {
  let sum = 0;
  for (const feature of Object.keys(values) as Feature[]) sum += weights[feature] * values[feature]!;
  return sum;
}
