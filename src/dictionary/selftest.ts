/**
 * A curated file's own examples, tested two ways: whether each can test anything at all (it holds the phrases it should),
 * and, given a repairer, whether the engine does what the example says.
 */
import type { CuratedEntry, CuratedFile } from "./curated.js";
import { curatedFamily, type FormPair, formPairs } from "./expand.js";
import type { Family } from "./family.js";
import { folded, occurrences } from "./phrases.js";
import type { Problem } from "./problems.js";

/** Repairs one sentence with these families only, as if it stood in a spun document. */
export type SentenceRepairer = (sentence: string, families: readonly Family[]) => string;

export interface SelfTest {
  /** Examples and counter-examples tried. */
  readonly tried: number;
  readonly problems: readonly Problem[];
}

/** Checks every example of `file`; without `repair` only whether the examples could fail. */
export function selfTest(file: CuratedFile, repair?: SentenceRepairer): SelfTest {
  const families = [curatedFamily(file)];
  const problems = file.entries.flatMap((entry) => {
    const pairs = formPairs(entry);
    const run = repair && ((sentence: string) => repair(sentence, families));
    return [...repairProblems(file.file, { entry, pairs, run }), ...keepProblems(file.file, { entry, pairs, run })];
  });
  const tried = file.entries.reduce((sum, entry) => sum + entry.repairs.length + entry.keeps.length, 0);
  return { tried, problems };
}

const MORE_CONTEXT = "give the sentence more context, lower the entry's `keep`, or remove the entry";
const MORE_GUARD = "add an `unless` phrase, raise the entry's `keep`, or remove the entry";

interface EntryTest {
  readonly entry: CuratedEntry;
  readonly pairs: readonly FormPair[];
  readonly run: ((sentence: string) => string) | undefined;
}

function repairProblems(file: string, { entry, pairs, run }: EntryTest): Problem[] {
  return entry.repairs.flatMap(({ spun, original, at }) => {
    const report = (message: string): Problem[] => [{ file, ...at, rule: "repairs", message }];
    if (!pairs.some((pair) => occurrences(spun, pair.spun).length > 0)) {
      return report(`the spun sentence does not hold "${entry.spun}". Write it into "${spun}"`);
    }
    const shows = (pair: FormPair) => swapsInto(pair, spun, original) || (run && bringsBack(pair, spun, original));
    if (!pairs.some(shows)) {
      return report(`the second sentence is not the first with the original put back. Make "${original}" so`);
    }
    const got = run?.(spun) ?? original;
    if (got === original) return [];
    return report(`expected "${original}" but the repair gives "${got}": ${MORE_CONTEXT}`);
  });
}

function keepProblems(file: string, { entry, pairs, run }: EntryTest): Problem[] {
  const triggers = [...pairs.map((pair) => pair.spun), ...entry.unless];
  return entry.keeps.flatMap(({ sentence, at }) => {
    const report = (message: string): Problem[] => [{ file, ...at, rule: "keeps", message }];
    if (!triggers.some((phrase) => occurrences(sentence, phrase).length > 0)) {
      return report(
        `"${sentence}" holds neither "${entry.spun}" nor an \`unless\` phrase, so it cannot fail. Write one into it`,
      );
    }
    const got = run?.(sentence) ?? sentence;
    if (got === sentence) return [];
    return report(`"${sentence}" must stay, but the repair gives "${got}": ${MORE_GUARD}`);
  });
}

/** True when `good` is `bad` with one or all occurrences of the pair's spun form put back, case and a/an aside. */
function swapsInto(pair: FormPair, bad: string, good: string): boolean {
  const places = occurrences(bad, pair.spun);
  const wanted = comparable(good);
  const put = (text: string, at: number) => text.slice(0, at) + pair.original + text.slice(at + pair.spun.length);
  const all = places.toReversed().reduce(put, bad);
  return [all, ...places.map((at) => put(bad, at))].some((text) => comparable(text) === wanted);
}

/** True when the original stands in `good` and not in `bad`: other entries may have their part in the repair as well. */
function bringsBack(pair: FormPair, bad: string, good: string): boolean {
  const cut = (text: string, at: number) => `${text.slice(0, at)} ${text.slice(at + pair.spun.length)}`;
  const rest = occurrences(bad, pair.spun).toReversed().reduce(cut, bad);
  return occurrences(good, pair.original).length > occurrences(rest, pair.original).length;
}

/** Agreement may change "a" to "an" beside the swap, and a sentence's first letter its case. */
function comparable(sentence: string): string {
  return folded(sentence).replace(/\ban\b/g, "a");
}
