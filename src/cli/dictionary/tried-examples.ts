import { parseCurated } from "../../dictionary/curated.js";
import { type DecidedPair, type LearnedEntries, learnReviewed, type NewFile } from "../../dictionary/learn-reviewed.js";
import { selfTest } from "../../dictionary/selftest.js";
import { sentenceRepairer } from "../../dictionary-test.js";
import { openResources } from "../../resources.js";

/**
 * Learns from decisions, with those of their sentences for examples that the dictionary passes: one that needs what else
 * the document says, or another family's pairs, is no test of an entry.
 * @throws DictionaryError when `source` is not a dictionary.
 */
export async function learnWithExamples(
  source: string | undefined,
  pairs: readonly DecidedPair[],
  file: NewFile,
): Promise<LearnedEntries> {
  const learned = learnReviewed(source, pairs, file);
  if (learned.added + learned.changed === 0 || !pairs.some(hasExamples)) return learned;
  const { background } = await openResources();
  const { entries } = parseCurated(learned.text, file.file);
  const { problems } = selfTest(parseCurated(learned.text, file.file), sentenceRepairer(background));
  const places = new Set(problems.map(({ line, column }) => `${line}:${column}`));
  const isFailing = ({ at }: { readonly at: { readonly line: number; readonly column: number } }) =>
    places.has(`${at.line}:${at.column}`);
  const failing = new Set(
    entries.flatMap(({ repairs, keeps }) => [
      ...repairs.filter(isFailing).map(({ spun }) => spun),
      ...keeps.filter(isFailing).map(({ sentence }) => sentence),
    ]),
  );
  const tried = pairs.map((pair) => ({
    ...pair,
    repairs: pair.repairs.filter(([spun]) => !failing.has(spun)),
    keeps: pair.keeps.filter((sentence) => !failing.has(sentence)),
  }));
  return learnReviewed(source, tried, file);
}

function hasExamples({ repairs, keeps }: DecidedPair): boolean {
  return repairs.length + keeps.length > 0;
}
