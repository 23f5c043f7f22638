/**
 * How well listed and unlisted tortured phrases are traced to what they stand for. Unlisted by cross-validation over the
 * originals: whatever the science table says about an original, or about a phrase, of the fold at hand is taken out.
 */
import { type CompiledDictionary, compileDictionary } from "../dictionary/compile.js";
import type { Family } from "../dictionary/family.js";
import { applyEdits } from "../edits/index.js";
import { openTerms } from "../resources.js";
import { Tracer } from "../trace.js";
import type { TorturedPhrase } from "./fingerprints.js";
import { createNamedRandom } from "./random.js";
import { builtInFamilies, type Stages } from "./stages.js";
import { tableOnlyEdits } from "./table-only.js";

export interface TracingFigures {
  readonly phrases: number;
  /** Shares of the phrases whose original comes first, or among the first five. Range 0..1. */
  readonly top1: number;
  readonly top5: number;
  /** Share that plain substitution by the table gets right. Range 0..1. */
  readonly tableOnly: number;
  /** Seconds for 1,000 phrases. */
  readonly seconds: number;
}

export const FOLDS = 5;
const SEED = 1;

/** With the whole table: nearly every phrase is listed. */
export function traceListed(stages: Stages, phrases: readonly TorturedPhrase[]): TracingFigures {
  return figures([
    traceFold(new Tracer(openTerms(), stages.background, stages.dictionary), stages.dictionary, phrases),
  ]);
}

/** With a table that knows neither the phrase nor its original. */
export function traceUnlisted(stages: Stages, phrases: readonly TorturedPhrase[]): TracingFigures {
  const terms = openTerms();
  const folds = Array.from({ length: FOLDS }, (_, fold) => {
    const dictionary = foldDictionary(stages, phrases, fold);
    const held = phrases.filter((phrase) => foldOf(phrase) === fold);
    return traceFold(new Tracer(terms, stages.background, dictionary), dictionary, held);
  });
  return figures(folds);
}

export function foldOf(phrase: TorturedPhrase): number {
  return Math.floor(createNamedRandom(SEED, foldedPhrase(phrase.expected[0]!))() * FOLDS);
}

/** The tables without what they say of a fold's originals and phrases. */
export function foldDictionary(stages: Stages, phrases: readonly TorturedPhrase[], fold: number): CompiledDictionary {
  const held = phrases.filter((phrase) => foldOf(phrase) === fold);
  const families = builtInFamilies().map((family) => without(family, held));
  return compileDictionary(families, stages.background.vocabulary);
}

function without(family: Family, held: readonly TorturedPhrase[]): Family {
  if (family.id !== "science") return family;
  const originals = new Set(held.flatMap(({ expected }) => expected.map(foldedPhrase)));
  const spuns = new Set(held.map(({ tortured }) => foldedPhrase(tortured)));
  const substitutions = family.substitutions.filter(
    ({ original, spun }) => !originals.has(foldedPhrase(original)) && !spuns.has(foldedPhrase(spun)),
  );
  return { ...family, substitutions };
}

interface FoldCounts {
  readonly phrases: number;
  readonly first: number;
  readonly five: number;
  readonly table: number;
  readonly seconds: number;
}

function traceFold(tracer: Tracer, dictionary: CompiledDictionary, phrases: readonly TorturedPhrase[]): FoldCounts {
  for (const { tortured } of phrases.slice(0, 100)) tracer.trace(tortured); // to warm up
  const start = performance.now();
  const answers = phrases.map(({ tortured }) => tracer.trace(tortured).candidates);
  const seconds = (performance.now() - start) / 1000;
  let [first, five, table] = [0, 0, 0];
  phrases.forEach(({ tortured, expected }, at) => {
    const wanted = new Set(expected.map(foldedPhrase));
    const place = answers[at]!.findIndex(({ original }) => wanted.has(foldedPhrase(original)));
    if (place === 0) first++;
    if (place >= 0 && place < 5) five++;
    if (wanted.has(foldedPhrase(applyEdits(tortured, tableOnlyEdits(dictionary, tortured))))) table++;
  });
  return { phrases: phrases.length, first, five, table, seconds };
}

function figures(folds: readonly FoldCounts[]): TracingFigures {
  const sum = (count: (fold: FoldCounts) => number) => folds.reduce((total, fold) => total + count(fold), 0);
  const phrases = sum((fold) => fold.phrases);
  const share = (count: (fold: FoldCounts) => number) => sum(count) / Math.max(1, phrases);
  return {
    phrases,
    top1: share((fold) => fold.first),
    top5: share((fold) => fold.five),
    tableOnly: share((fold) => fold.table),
    seconds: 1000 * share((fold) => fold.seconds),
  };
}

/** Case and spacing do not count. */
export function foldedPhrase(phrase: string): string {
  return phrase.toLowerCase().replace(/\s+/g, " ").trim();
}
