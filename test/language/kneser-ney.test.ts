import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bigramKey, trigramKey } from "../../src/language/kneser-ney.js";
import { NgramModel } from "../../src/language/ngram-model.js";
import { pack } from "../../src/language/pack.js";
import { referenceModel } from "./reference-kneser-ney.js";
import { candidate, estimatesOf, FIRST_WORDS } from "./small-model.js";

/**
 * Four sentences, worked out by hand. Ids: <unk> 0, <s> 1, </s> 2, a 3, b 4, c 5.
 *
 *   <s> a b </s>   twice        <s> a c </s>        <s> b c </s>
 *
 * Trigrams, raw: (<s>ab) 2, (ab</s>) 2, (<s>ac) 1, (ac</s>) 1, (<s>bc) 1, (bc</s>) 1: n1 = 4, n2 = 2.
 *   Y = 4/(4+2·2) = 1/2, D1 = 1 - 2·1/2·2/4 = 1/2; n3 = n4 = 0, so D2 = D3+ = Y = 1/2.
 *
 * Bigrams: raw after <s>, c(<s>a) = 3, c(<s>b) = 1; else N1+(·vw): (ab) 1, (ac) 1, (b</s>) 1, (bc) 1, (c</s>) 2:
 *   n1 = 5, n2 = 1, n3 = 1. Y = 5/(5+2) = 5/7. D1 = 1 - 2·5/7·1/5 = 5/7. D2 = 2 - 3·5/7·1/1 < 0, so Y. n4 = 0, so D3+ = Y.
 *
 * Unigrams N1+(·w): a 1, b 2, c 2, </s> 2; N1+(··) = 7; n1 = 1, n2 = 3. Y = 1/7. D1 = 1 - 2·1/7·3/1 = 1/7; D2 = Y.
 *   γ = 4·(1/7)/7 = 4/49, shared by the five words that can be predicted: 4/245 each.
 *   P(a) = (1 - 1/7)/7 + 4/245 = 34/245;  P(b) = P(c) = P(</s>) = (2 - 1/7)/7 + 4/245 = 69/245;  P(<unk>) = 4/245.
 */
const SENTENCES = [
  ["a", "b"],
  ["a", "b"],
  ["a", "c"],
  ["b", "c"],
];
const WORDS = [...FIRST_WORDS, "a", "b", "c"];
const [UNKNOWN, BEGIN, END, A, B, C] = [0, 1, 2, 3, 4, 5];

describe("a hand-worked example", () => {
  const estimates = estimatesOf(SENTENCES, WORDS);

  test("discounts", () => {
    const [d1, d2, d3] = estimates.discounts;
    for (const d of Object.values(d1)) expect(d).toBeCloseTo(1 / 7, 12);
    for (const d of Object.values(d2)) expect(d).toBeCloseTo(5 / 7, 12);
    for (const d of Object.values(d3)) expect(d).toBeCloseTo(1 / 2, 12);
  });

  test("unigrams", () => {
    const expected = [4 / 245, 0, 69 / 245, 34 / 245, 69 / 245, 69 / 245];
    for (let w = 0; w < 6; w++) expect(estimates.unigrams[w]).toBeCloseTo(expected[w]!, 12);
  });

  test.each([
    // γ(<s>) = 2·(5/7)/4 = 5/14
    ["a | <s>", BEGIN, A, (3 - 5 / 7) / 4 + (5 / 14) * (34 / 245), 213 / 343],
    ["b | <s>", BEGIN, B, (1 - 5 / 7) / 4 + (5 / 14) * (69 / 245), 59 / 343],
    // γ(a) = 2·(5/7)/2 = 5/7
    ["b | a", A, B, (1 - 5 / 7) / 2 + (5 / 7) * (69 / 245), 118 / 343],
    ["c | a", A, C, (1 - 5 / 7) / 2 + (5 / 7) * (69 / 245), 118 / 343],
    ["</s> | b", B, END, (1 - 5 / 7) / 2 + (5 / 7) * (69 / 245), 118 / 343],
    // γ(c) = (5/7)/2 = 5/14
    ["</s> | c", C, END, (2 - 5 / 7) / 2 + (5 / 14) * (69 / 245), 255 / 343],
  ])("P(%s)", (_, v, w, sum, fraction) => {
    expect(sum).toBeCloseTo(fraction, 12);
    expect(candidate(estimates.bigrams, bigramKey(v, w))).toBeCloseTo(fraction, 6);
  });

  test.each([
    // γ(<s>a) = 2·(1/2)/3 = 1/3
    ["b | <s> a", BEGIN, A, B, (2 - 1 / 2) / 3 + (1 / 3) * (118 / 343), 1265 / 2058],
    ["c | <s> a", BEGIN, A, C, (1 - 1 / 2) / 3 + (1 / 3) * (118 / 343), 193 / 686],
    // γ(ab) = (1/2)/2 = 1/4
    ["</s> | a b", A, B, END, (2 - 1 / 2) / 2 + (1 / 4) * (118 / 343), 1147 / 1372],
    // γ(ac) = γ(<s>b) = 1/2
    ["</s> | a c", A, C, END, (1 - 1 / 2) / 1 + (1 / 2) * (255 / 343), 299 / 343],
    ["c | <s> b", BEGIN, B, C, (1 - 1 / 2) / 1 + (1 / 2) * (118 / 343), 461 / 686],
  ])("P(%s)", (_, u, v, w, sum, fraction) => {
    expect(sum).toBeCloseTo(fraction, 12);
    expect(candidate(estimates.trigrams, trigramKey(u, v, w))).toBeCloseTo(fraction, 6);
  });

  test("packed, it backs off to what the weights leave", () => {
    const model = new NgramModel(pack(estimates, Number.POSITIVE_INFINITY));
    const afterAB = model.score(model.score(model.begin(), A).state, B);
    expect(afterAB.order).toBe(3);
    expect(Math.exp(afterAB.log)).toBeCloseTo(1265 / 2058, 2);
    // P(c | a b) = γ(ab) P(c | b) = 1/4 · 118/343;  P(<unk> | a b) = 1/4 · γ(b) · P(<unk>) = 1/4 · 5/7 · 4/245
    const unseen = model.score(afterAB.state, C);
    expect(unseen.order).toBe(2);
    expect(unseen.log).toBeCloseTo(Math.log(59 / 686), 1);
    const unknown = model.score(afterAB.state, UNKNOWN);
    expect(unknown.order).toBe(1);
    expect(unknown.log).toBeCloseTo(Math.log(1 / 343), 1);
  });

  test("the reference model of these tests gives the same numbers", () => {
    const reference = referenceModel(SENTENCES, ["<unk>", "</s>", "a", "b", "c"]);
    expect(reference.trigram("<s>", "a", "b")).toBeCloseTo(1265 / 2058, 12);
    expect(reference.trigram("a", "b", "c")).toBeCloseTo(59 / 686, 12);
    expect(reference.bigram("c", "</s>")).toBeCloseTo(255 / 343, 12);
    expect(reference.unigram("<unk>")).toBeCloseTo(4 / 245, 12);
  });
});

/** A few frequent words and many rare ones, as text has them; every count class occurs. */
const corpus = fc.integer({ min: 2, max: 16 }).chain((size) =>
  fc.record({
    words: fc.constant([...FIRST_WORDS, "never", ...Array.from({ length: size }, (_, at) => `w${at}`)]),
    sentences: fc.array(
      fc.array(
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }).map((x) => `w${Math.floor(size * x ** 3)}`),
        { minLength: 1, maxLength: 8 },
      ),
      { minLength: 2, maxLength: 80 },
    ),
  }),
);
type Corpus = typeof corpus extends fc.Arbitrary<infer T> ? T : never;

function packed({ sentences, words }: Corpus, bytes = Number.POSITIVE_INFINITY) {
  const estimates = estimatesOf(sentences, words);
  const part = pack(estimates, bytes);
  return { estimates, part, model: new NgramModel(part) };
}

/** Every pair of words that can stand before a third, with the trigram context it opens. */
function contexts(model: NgramModel, words: readonly string[]): { u: number; v: number; context: number }[] {
  const found: { u: number; v: number; context: number }[] = [];
  for (let u = 0; u < words.length; u++) {
    for (let v = 0; v < words.length; v++) {
      if (u === END || v === END || v === BEGIN) continue;
      model.bigram(u, v);
      found.push({ u, v, context: model.contextAt(model.place) });
    }
  }
  return found;
}

describe("random corpora against the reference", () => {
  test("estimates are those of the reference, to single precision", () => {
    fc.assert(
      fc.property(corpus, ({ sentences, words }) => {
        const estimates = estimatesOf(sentences, words);
        const reference = referenceModel(
          sentences,
          words.filter((word) => word !== "<s>"),
        );
        words.forEach((w, id) => {
          if (id !== BEGIN) expect(estimates.unigrams[id]).toBeCloseTo(reference.unigram(w), 12);
        });
        for (const [grams, order] of [
          [estimates.bigrams, 2],
          [estimates.trigrams, 3],
        ] as const) {
          for (let at = 0; at < grams.count; at++) {
            const key = grams.keys[at]!;
            const [u, v, w] = [Math.floor(key / 2 ** 32), Math.floor(key / 2 ** 16) % 2 ** 16, key % 2 ** 16].map(
              (id) => words[id]!,
            ) as [string, string, string];
            const exact = order === 2 ? reference.bigram(v, w) : reference.trigram(u, v, w);
            expect(grams.probabilities[at]! / exact).toBeCloseTo(1, 5);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("packed without pruning, n-grams that were seen are off by half a level at most, the others hardly", () => {
    let unseen = 0;
    let far = 0;
    let divergence = 0;
    let tried = 0;
    fc.assert(
      fc.property(corpus, (input) => {
        const { part, model } = packed(input);
        const { words, sentences } = input;
        const reference = referenceModel(
          sentences,
          words.filter((word) => word !== "<s>"),
        );
        const halfLevel = Math.log(part.levels[257]! / part.levels[256]!) / 2;
        for (const { u, v, context } of contexts(model, words)) {
          let lost = 0;
          for (let w = 0; w < words.length; w++) {
            if (w === BEGIN) continue;
            const exact = reference.trigram(words[u]!, words[v]!, words[w]!);
            const p = model.trigram(context, w, model.bigram(v, w));
            lost += exact * Math.log(exact / p);
            const off = Math.abs(Math.log(p / exact));
            if (reference.saw(words[u]!, words[v]!, words[w]!)) {
              // A context that rounding left without room lowers its likeliest word by another level.
              expect(off).toBeLessThanOrEqual(3.1 * halfLevel + 1e-5);
            } else {
              unseen++;
              if (off > 0.1) far++;
            }
          }
          divergence += lost;
          tried++;
        }
      }),
      { numRuns: 200 },
    );
    expect(unseen).toBeGreaterThan(10_000);
    expect(far / unseen).toBeLessThan(0.02);
    expect(divergence / tried).toBeLessThan(0.001);
  });

  test.each([
    ["unpruned", () => Number.POSITIVE_INFINITY],
    ["pruned to a half", (whole: number) => whole / 2],
    ["pruned to a tenth", (whole: number) => whole / 10],
    ["pruned to unigrams", () => 0],
  ])("%s, probabilities sum to one in every context", (_, budget) => {
    fc.assert(
      fc.property(corpus, (input) => {
        const { part } = packed(input);
        const whole = (part.bigramWords.length + part.trigramWords.length) * 3;
        const { model, part: pruned } = packed(input, budget(whole));
        expect((pruned.bigramWords.length + pruned.trigramWords.length) * 3).toBeLessThanOrEqual(budget(whole));
        const { words } = input;
        const sum = (probability: (w: number) => number) =>
          words.reduce((total, _, w) => total + (w === BEGIN ? 0 : probability(w)), 0);
        expect(sum((w) => model.unigram(w))).toBeCloseTo(1, 5);
        for (let v = 0; v < words.length; v++) {
          if (v !== END) expect(sum((w) => model.bigram(v, w))).toBeCloseTo(1, 4);
        }
        // Back-off weights of trigram contexts are kept to one part in 4,096.
        for (const { v, context } of contexts(model, words)) {
          expect(sum((w) => model.trigram(context, w, model.bigram(v, w)))).toBeCloseTo(1, 3);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("estimate", () => {
  test("trigrams below the minimum count are no candidates, and still count", () => {
    const all = estimatesOf(SENTENCES, WORDS);
    const frequent = estimatesOf(SENTENCES, WORDS, 2);
    expect(all.trigrams.count).toBe(6);
    expect(frequent.trigrams.count).toBe(2);
    const key = trigramKey(BEGIN, A, B);
    expect(candidate(frequent.trigrams, key)).toBe(candidate(all.trigrams, key));
  });

  test("an empty corpus gives a uniform model", () => {
    const { unigrams, bigrams } = estimatesOf([], WORDS);
    expect(bigrams.count).toBe(0);
    expect([...unigrams]).toEqual([0.2, 0, 0.2, 0.2, 0.2, 0.2]);
    const model = new NgramModel(pack(estimatesOf([], WORDS), Number.POSITIVE_INFINITY));
    expect(Math.exp(model.score(model.begin(), A).log)).toBeCloseTo(0.2, 6);
  });
});
