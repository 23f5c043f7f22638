// The package itself, not `tokens/wink.ts`: its bare tokens are the yardstick.
import winkModel from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { decode } from "../decoding/decode.js";
import { mostEvidence } from "../detection/evidence.js";
import { openLanguageGate } from "../detection/language.js";
import { forDocument } from "../dictionary/document-dictionary.js";
import type { Engine } from "../engine.js";
import { modelWordIds, vocabularyIds } from "../language/word-ids.js";
import { lockedTokens, protectedSpans } from "../protection/index.js";
import { readTokens } from "../tokens/reading.js";
import { tokenize } from "../tokens/tokenize.js";
import { countWords } from "./measure-tokens.js";
import { type Spread, timeRepeatedly } from "./repeated.js";
import type { Stages } from "./stages.js";

/** A pile of documents of one kind, each treated by itself. */
export interface BenchText {
  readonly name: string;
  readonly documents: readonly string[];
  readonly words: number;
  /** UTF-8. */
  readonly bytes: number;
}

/** One stage on one pile; milliseconds for the whole pile. */
export interface StageTime {
  readonly stage: string;
  readonly text: BenchText;
  readonly time: Spread;
}

/** Repeats the documents until the pile holds enough words for a clock that counts in microseconds. */
export function benchText(name: string, samples: readonly string[], leastWords = 10_000): BenchText {
  const once = samples.reduce((sum, text) => sum + countWords(text), 0);
  const times = Math.max(1, Math.ceil(leastWords / Math.max(1, once)));
  const documents = Array.from({ length: times }, () => samples).flat();
  const bytes = documents.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return { name, documents, words: once * times, bytes };
}

/** Times each stage alone, what comes before it done already; then the whole; and wink-nlp's tokens for comparison. */
export function timeStages(engine: Engine, stages: Stages, text: BenchText, runs: number): StageTime[] {
  const { background, dictionary, evidence } = stages;
  const { vocabulary } = background;
  const gate = openLanguageGate();
  const wink = winkNLP(winkModel, []);
  const read = text.documents.map((document) => {
    const { tokens, sentences } = readTokens(document);
    const ids = vocabularyIds(vocabulary, tokens);
    const words = modelWordIds(vocabulary, tokens, ids);
    return { document, tokens, ids, words, sentences, locked: lockedTokens(tokens, protectedSpans(document)) };
  });
  const work: [string, () => void][] = [
    ["wink-nlp's tokens, for comparison", () => each((document) => wink.readDoc(document))],
    ["language gate", () => each((document) => gate.judge(document))],
    ["tokens", () => each(tokenize)],
    ["tokens, sentences, ids", () => each((document) => idsAndSentences(document))],
    ["first look", () => all(({ tokens, ids }) => mostEvidence(tokens, ids, dictionary, evidence))],
    ["protection", () => each((document) => protectedSpans(document))],
    ["decoding", () => all((input) => decode(background, forDocument(dictionary, input, [], null), input))],
    ["detect, whole", () => each((document) => engine.detect(document))],
    ["repair, whole", () => each((document) => engine.repair(document))],
  ];
  return work.map(([stage, once]) => ({ stage, text, time: timeRepeatedly(once, runs) }));

  function each(treat: (document: string) => unknown): void {
    for (const document of text.documents) treat(document);
  }

  function all(treat: (input: (typeof read)[number]) => unknown): void {
    for (const input of read) treat(input);
  }

  function idsAndSentences(document: string): void {
    vocabularyIds(vocabulary, readTokens(document).tokens);
  }
}
