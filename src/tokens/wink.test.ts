import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { sentenceStarts } from "./sentences.js";
import { tokenize } from "./tokenize.js";
import { openTagger, type Tagger } from "./wink.js";

const SAMPLES = new URL("../../samples/clean/", import.meta.url);

let tagger: Tagger;
beforeAll(() => {
  tagger = openTagger();
});

function words(text: string): string[] {
  return tagger.tag(text).tokens.map(({ start, end }) => text.slice(start, end));
}

/** 2 |both| / (|ours| + |theirs|), after Dice. */
function dice(ours: ReadonlySet<number>, theirs: ReadonlySet<number>): number {
  return (2 * [...ours].filter((at) => theirs.has(at)).length) / (ours.size + theirs.size);
}

describe("openTagger", () => {
  test("tags tokens with their places and finds sentences", () => {
    const text = "The\u00a0U.S. visit  ended.\r\n\u201cWe can\u2019t visit,\u201d he said.";
    const { tokens, sentences } = tagger.tag(text);
    const tags = tokens.map(({ start, end, pos }) => `${text.slice(start, end)}/${pos}`);
    expect(tags).toContain("visit/NOUN");
    expect(tags).toContain("visit/VERB");
    expect(words(text).slice(0, 5)).toEqual(["The", "U.S.", "visit", "ended", "."]);
    expect(sentences.map((first) => text.slice(tokens[first]!.start, tokens[first]!.end))).toEqual(["The", "\u201c"]);
  });

  test("loads once", () => {
    expect(openTagger()).toBe(openTagger());
  });

  test("offsets are exact whatever the white space", () => {
    const piece = fc.constantFrom(
      "a",
      "It",
      "can't",
      "U.S.",
      ".",
      ",",
      "\u201c",
      "\u{1f642}",
      "e\u0301",
      " ",
      "  ",
      "\u00a0",
      "\t",
      "\r\n",
      "\n\n",
      "\u2009",
      "\ud800",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const { tokens, sentences } = tagger.tag(text);
        let covered = "";
        let at = 0;
        for (const { start, end } of tokens) {
          expect(start).toBeGreaterThanOrEqual(at);
          covered += text.slice(start, end);
          at = end;
        }
        expect(covered.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const first of sentences) expect(first).toBeLessThan(tokens.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe("our own tokens beside wink-nlp's, on the clean samples", () => {
  const differences: string[] = [];
  const ours = { words: new Set<number>(), sentences: new Set<number>() };
  const theirs = { words: new Set<number>(), sentences: new Set<number>() };

  beforeAll(() => {
    const text = readdirSync(SAMPLES)
      .map((name) => readFileSync(new URL(name, SAMPLES), "utf8"))
      .join("\n\n");
    const tokens = tokenize(text);
    for (let i = 0; i < tokens.count; i++) ours.words.add(tokens.starts[i]!).add(tokens.ends[i]!);
    for (const first of sentenceStarts(tokens)) ours.sentences.add(tokens.starts[first]!);
    const tagged = tagger.tag(text);
    for (const { start, end } of tagged.tokens) theirs.words.add(start).add(end);
    for (const first of tagged.sentences) theirs.sentences.add(tagged.tokens[first]!.start);
    const show = (at: number) => JSON.stringify(`${text.slice(at - 12, at)}|${text.slice(at, at + 12)}`);
    for (const at of theirs.words) if (!ours.words.has(at)) differences.push(`wink alone cuts ${show(at)}`);
    for (const at of ours.words) if (!theirs.words.has(at)) differences.push(`unspin alone cuts ${show(at)}`);
    for (const at of theirs.sentences) if (!ours.sentences.has(at)) differences.push(`wink alone begins ${show(at)}`);
    for (const at of ours.sentences) if (!theirs.sentences.has(at)) differences.push(`unspin alone begins ${show(at)}`);
  });

  /** Known ones: compounds with hyphens and "n't" are one token here; "Dr." is two; a dateline begins a sentence. */
  const because = () => differences.join("\n");

  test("agree on at least 97 % of the word boundaries", () => {
    expect(ours.words.size).toBeGreaterThan(7000);
    expect(dice(ours.words, theirs.words), because()).toBeGreaterThanOrEqual(0.97);
  });

  test("agree on at least 95 % of the sentence boundaries", () => {
    expect(ours.sentences.size).toBeGreaterThan(180);
    expect(dice(ours.sentences, theirs.sentences), because()).toBeGreaterThanOrEqual(0.95);
  });
});
