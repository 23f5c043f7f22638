/**
 * Interpolated modified Kneser-Ney, written down from S. F. Chen and J. Goodman, "An Empirical Study of Smoothing
 * Techniques for Language Modeling" (1999), section 4.1.6 and equations 17-19, with plain Maps over words: slow, without
 * pruning or quantisation, and without a line of `src/language`. The yardstick for the real one.
 */

const BEGIN = "<s>";
const END = "</s>";

type Counts = Map<string, Map<string, number>>;

export interface Reference {
  /** P(w | u v); `u` is ignored when `v` is "<s>". */
  trigram(u: string, v: string, w: string): number;
  bigram(v: string, w: string): number;
  unigram(w: string): number;
  /** Was the n-gram seen? */
  saw(...words: readonly string[]): boolean;
}

/** `vocabulary` holds every word that can be predicted: "</s>", but not "<s>". */
export function referenceModel(sentences: readonly (readonly string[])[], vocabulary: readonly string[]): Reference {
  const trigrams: Counts = new Map();
  const bigrams: Counts = new Map();
  const before = new Map<string, Set<string>>();
  for (const sentence of sentences) {
    const words = [BEGIN, ...sentence, END];
    for (let i = 1; i < words.length; i++) {
      add(bigrams, words[i - 1]!, words[i]!);
      if (i === 1) continue;
      add(trigrams, `${words[i - 2]} ${words[i - 1]}`, words[i]!);
      const pair = `${words[i - 1]} ${words[i]}`;
      before.set(pair, (before.get(pair) ?? new Set()).add(words[i - 2]!));
    }
  }
  // N1+(. v w) in place of c(v w), except where nothing can stand before.
  for (const [v, row] of bigrams) {
    if (v !== BEGIN) for (const w of row.keys()) row.set(w, before.get(`${v} ${w}`)!.size);
  }
  // N1+(. w)
  const unigrams = new Map<string, number>();
  for (const row of bigrams.values()) for (const w of row.keys()) unigrams.set(w, (unigrams.get(w) ?? 0) + 1);
  const discount1 = discounts([...unigrams.values()]);
  const discount2 = discounts([...bigrams.values()].flatMap((row) => [...row.values()]));
  const discount3 = discounts([...trigrams.values()].flatMap((row) => [...row.values()]));

  const unigram = (w: string) => smoothed(unigrams, w, discount1, 1 / vocabulary.length);
  const bigram = (v: string, w: string) => smoothed(bigrams.get(v), w, discount2, unigram(w));
  return {
    unigram,
    bigram,
    trigram: (u, v, w) =>
      v === BEGIN ? bigram(v, w) : smoothed(trigrams.get(`${u} ${v}`), w, discount3, bigram(v, w)),
    saw: (...words) => {
      const w = words.at(-1)!;
      if (words.length === 1) return unigrams.has(w);
      return (words.length === 2 ? bigrams : trigrams).get(words.slice(0, -1).join(" "))?.has(w) ?? false;
    },
  };
}

function add(counts: Counts, context: string, w: string): void {
  const row = counts.get(context) ?? new Map<string, number>();
  counts.set(context, row.set(w, (row.get(w) ?? 0) + 1));
}

/** [c(w) - D(c(w))] / Σ c + γ P(w | shorter context); with γ = [D1 N1 + D2 N2 + D3+ N3+] / Σ c. */
function smoothed(
  row: ReadonlyMap<string, number> | undefined,
  w: string,
  discount: (c: number) => number,
  lower: number,
) {
  if (row === undefined) return lower;
  let total = 0;
  let held = 0;
  for (const count of row.values()) {
    total += count;
    held += discount(count);
  }
  const count = row.get(w) ?? 0;
  return (count - discount(count)) / total + (held / total) * lower;
}

/** D1, D2, D3+ of equation 17 and 26; where a count of counts is missing or a discount is not in (0, k], Y serves (1/2 without any). */
function discounts(counts: readonly number[]): (count: number) => number {
  const n = [0, 0, 0, 0, 0];
  for (const count of counts) if (count <= 4) n[count]!++;
  const y = n[1]! > 0 && n[2]! > 0 ? n[1]! / (n[1]! + 2 * n[2]!) : 0.5;
  const d = [1, 2, 3].map((k) => {
    const exact = k - (k + 1) * y * (n[k + 1]! / n[k]!);
    return n[k]! > 0 && n[k + 1]! > 0 && exact > 0 && exact <= k ? exact : y;
  });
  return (count) => (count === 0 ? 0 : d[Math.min(count, 3) - 1]!);
}
