import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openTextTools, type TextTools } from "../../test/reference/texts.js";
import { alignDocument } from "./align.js";
import { Column } from "./align-sentence.js";
import { Reason } from "./differences.js";
import { isVerbatim } from "./grounding.js";
import { areRelated, kinship } from "./kinship.js";

let texts: TextTools;
beforeAll(async () => {
  texts = await openTextTools();
});

const ARTICLE =
  "The harbour master of Lindhaven closed the old pier on Monday after divers found deep cracks in four of its pillars. " +
  "Fishermen complained that they had not been warned in time. Repairs will cost about 3 million crowns, the council said. " +
  "Marta Velin, who sells smoked herring at the gate, said she would move her stall to the market square until the summer.";
const OTHER =
  "A museum in the mountains of Ostravia has bought a clock made of 2,000 matchsticks. Its owner, a retired baker, built it " +
  "in his kitchen over eleven winters. Visitors may wind it once a day.";

/** Every token of a sentence stands in exactly one column, in order, and so does every token of the article's stretch. */
function expectWhole(document: string, article: string): void {
  const [read, source] = texts.read(document, article);
  for (const pair of alignDocument(texts.tools, read, source)) {
    if (pair === null) continue;
    const { columns, from, to, agreement, explained } = pair;
    columns.forEach((column, at) => {
      if (at > 0) expect([column.start, column.from]).toEqual([columns[at - 1]!.end, columns[at - 1]!.to]);
      if (column.kind === Column.Same) expect(read.words[column.start]).toBe(source.words[column.from]);
    });
    expect(columns[0]!.start).toBe(read.sentences[pair.sentence]);
    expect([columns[0]!.from, columns.at(-1)!.to]).toEqual([from, to]);
    expect(agreement).toBeGreaterThan(0);
    expect(agreement).toBeLessThanOrEqual(1);
    expect(explained).toBeGreaterThanOrEqual(agreement - 1e-9);
    expect(explained).toBeLessThanOrEqual(1 + 1e-9);
  }
}

describe("an article beside itself", () => {
  test("agrees in every token, and nothing differs", () => {
    const { probability, sentences, share, used, evidence, purity } = texts.ground(ARTICLE, ARTICLE);
    expect({ share, used, evidence, purity }).toEqual({ share: 1, used: 1, evidence: 0, purity: 1 });
    expect(probability).toBeGreaterThan(0.99);
    expect(sentences.length).toBe(4);
    for (const sentence of sentences) {
      expect(sentence!.pair.agreement).toBe(1);
      expect(sentence!.differences).toEqual([]);
      expect(isVerbatim(sentence!)).toBe(true);
    }
  });

  test("in another order of sentences it is still found, whole", () => {
    const turned = ARTICLE.split(/(?<=\.) /)
      .reverse()
      .join(" ");
    const { share, evidence } = texts.ground(turned, ARTICLE);
    expect({ share, evidence }).toEqual({ share: 1, evidence: 0 });
  });
});

test("a swap that a thesaurus explains, one that nothing explains, and a word left out are told apart", () => {
  const { sentences } = texts.ground(
    "Fishermen grumbled that they had not been cautioned in time. Repairs will cost about 3 million crowns, the gremium said.",
    ARTICLE,
  );
  const reasons = sentences.flatMap((sentence) => sentence?.differences.map(({ reason }) => reason) ?? []);
  expect(reasons.filter((reason) => reason <= Reason.Pair).length).toBeGreaterThanOrEqual(1);
  expect(reasons).toContain(Reason.Other);
  expect(reasons).not.toContain(Reason.Extra);
  expect(reasons).not.toContain(Reason.Missing);
});

test("corrected figures and names are no evidence of a tool, swapped words are", () => {
  const corrected = ARTICLE.replace("Monday", "Friday").replace("four", "six").replace("3 million", "5 million");
  expect(texts.ground(corrected, ARTICLE).evidence).toBe(0);
  expect(texts.ground(corrected.replace("Velin", "Dorn"), ARTICLE).evidence).toBe(0);
  const swapped = ARTICLE.replace("closed", "locked up").replace("complained", "grumbled").replace("market", "bazaar");
  expect(texts.ground(swapped, ARTICLE).evidence).toBeGreaterThanOrEqual(3);
});

test("texts on other subjects have nothing to do with each other", () => {
  const { share, probability, evidence } = texts.ground(ARTICLE, OTHER);
  expect({ share, evidence }).toEqual({ share: 0, evidence: 0 });
  expect(probability).toBeLessThan(0.01);
  const [document, article] = texts.read(ARTICLE, OTHER);
  expect(areRelated(kinship(document, article, texts.frequencyOf))).toBe(false);
  expect(areRelated(kinship(document, document, texts.frequencyOf))).toBe(true);
  expect(kinship(document, document, texts.frequencyOf).share).toBe(1);
});

describe("odd input", () => {
  const ODD = [
    "",
    " ",
    "word",
    "Herring",
    "\ud800 \udc00 lone \ud83d",
    "3",
    "...",
    "\u0000",
    '"',
    "a ".repeat(500),
    ARTICLE.toUpperCase(),
  ];

  test.each(ODD)("%j on either side is aligned, or not, without harm", (odd) => {
    for (const [document, article] of [
      [odd, ARTICLE],
      [ARTICLE, odd],
      [odd, odd],
    ] as const) {
      expectWhole(document, article);
      const { share, used, probability } = texts.ground(document, article);
      for (const value of [share, used, probability]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  test("capitals throughout are the same words", () => {
    expect(texts.ground(ARTICLE.toUpperCase(), ARTICLE).share).toBeGreaterThan(0.9);
  });

  test("no sentence ends: what is beyond the longest sentence is left alone", () => {
    const endless = ARTICLE.replaceAll(". ", " ").replace(".", "");
    expectWhole(endless, ARTICLE);
    expectWhole(endless.repeat(20), ARTICLE);
  });

  test("any words in any order", () => {
    const words = fc.array(fc.constantFrom(...ARTICLE.split(" "), ...OTHER.split(" ")), { maxLength: 60 });
    fc.assert(
      fc.property(words, words, (a, b) => expectWhole(a.join(" "), b.join(" "))),
      { numRuns: 100 },
    );
  });

  test("time grows with the text, not with its square", () => {
    const long = (copies: number) =>
      Array.from({ length: copies }, (_, at) => ARTICLE.replaceAll(/\b(\p{Lu}\w+|\w{7,})/gu, `$1${at}`)).join(" ");
    const timed = (text: string) => {
      const [document, article] = texts.read(text, text);
      const start = performance.now();
      alignDocument(texts.tools, document, article);
      return performance.now() - start;
    };
    const [short, all] = [long(66), long(330)];
    expect(all.split(" ").length).toBeGreaterThan(20_000);
    timed(short);
    const [less, more] = [Math.min(timed(short), timed(short)), Math.min(timed(all), timed(all))];
    expect(more).toBeLessThan(15 * less);
  });
});
