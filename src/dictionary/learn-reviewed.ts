/** Turns reviewers' decisions into entries of a curated file, as text: what they do not concern stays as it is. */
import { changeEntries, type EntryChange, entriesText, type NewEntry } from "./add.js";
import { type CuratedEntry, parseCurated, type WeightedOriginal } from "./curated.js";
import { sameFacts } from "./facts.js";
import { LONGEST_PHRASE, phraseLength } from "./phrases.js";
import { learnedCounts, learnedSource, type ReviewCounts } from "./reviewed-source.js";

/** A pair with the decisions about it. */
export interface DecidedPair {
  readonly spun: string;
  readonly original: string;
  readonly accepted: number;
  readonly rejected: number;
  /** Sentences with the phrase, and the same with the original put back. */
  readonly repairs: readonly RepairExample[];
  /** Sentences in which the phrase was meant. */
  readonly keeps: readonly string[];
}

export type RepairExample = readonly [spun: string, original: string];

export interface LearnedEntries {
  readonly text: string;
  readonly added: number;
  readonly changed: number;
  /** Pairs that no entry can hold, or that were only rejected and have none. */
  readonly leftOut: number;
}

/** A new family's first lines. */
export interface NewFile {
  readonly file: string;
  readonly family: string;
  readonly title: string;
}

/** How many decisions the `keep` of an entry, or of none, weighs as much as. */
const PRIOR = 2;
const PRIOR_KEEP = 0.3;
const [LEAST_KEEP, MOST_KEEP] = [0.02, 0.95];

/**
 * `source` (undefined: a file yet to be made) with the pairs in it. Accepted pairs come in, or get more weight; rejections raise the
 * share of the phrase that is left alone; the sentences of both become examples. What an entry has learned before is
 * written in its `source`, so that learning from the same ledger again changes nothing, but for examples that it lacks.
 * @throws DictionaryError when `source` is not a dictionary.
 */
export function learnReviewed(
  source: string | undefined,
  pairs: readonly DecidedPair[],
  { file, family, title }: NewFile,
): LearnedEntries {
  const known = new Map<string, CuratedEntry>();
  for (const entry of source === undefined ? [] : parseCurated(source, file).entries) {
    if (!known.has(entry.spun)) known.set(entry.spun, entry);
  }
  const changes: EntryChange[] = [];
  let leftOut = 0;
  for (const group of bySpun(pairs)) {
    const before = known.get(group[0]!.spun);
    const entry = before === undefined ? newEntry(group) : changedEntry(before, group);
    if (entry !== null) changes.push({ entry, ...(before && { before }) });
    else if (before === undefined) leftOut += group.length;
  }
  const changed = changes.filter(({ before }) => before !== undefined).length;
  const text = changes.length === 0 ? (source ?? "") : textWith(source, changes, { file, family, title });
  return { text, added: changes.length - changed, changed, leftOut };
}

/** A file needs an entry to be one, so it is made with its first. */
function textWith(source: string | undefined, changes: readonly EntryChange[], made: NewFile): string {
  const { file, family, title } = made;
  if (source !== undefined) return changeEntries(source, changes, file);
  const head = `# unspin dictionary 1\nfamily: ${family}\ntitle: ${JSON.stringify(title)}\nentries:\n`;
  const text = head + entriesText(changes.map(({ entry }) => entry));
  parseCurated(text, file);
  return text;
}

function bySpun(pairs: readonly DecidedPair[]): DecidedPair[][] {
  const groups = new Map<string, DecidedPair[]>();
  for (const pair of pairs) {
    const one = { ...pair, spun: oneLine(pair.spun), original: oneLine(pair.original) };
    const group = groups.get(one.spun);
    if (group === undefined) groups.set(one.spun, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Null when nothing was accepted that an entry can hold. */
function newEntry(group: readonly DecidedPair[]): NewEntry | null {
  const accepted = group.filter((pair) => pair.accepted > pair.rejected && isEntry(pair));
  if (accepted.length === 0) return null;
  const counts = countsOf(group);
  return {
    spun: group[0]!.spun,
    ...originalsOf(accepted.map(({ original, accepted: weight }) => ({ text: original, weight }))),
    keep: keepOf(PRIOR_KEEP, counts),
    source: learnedSource("", counts),
    ...(accepted.some(changesFact) && { fact: "restored" as const }),
    ...examplesOf(undefined, accepted, group),
  };
}

/** What stands in an entry, and behind it what is new. `accepted` are the pairs that the entry holds. */
function examplesOf(
  before: CuratedEntry | undefined,
  accepted: readonly DecidedPair[],
  all: readonly DecidedPair[],
): Pick<NewEntry, "repairs" | "keeps"> {
  const repairs = new Map<string, RepairExample>();
  const known = before?.repairs.map(({ spun, original }) => [spun, original] as const) ?? [];
  for (const one of [...known, ...accepted.flatMap((pair) => pair.repairs)]) {
    if (!repairs.has(one[0])) repairs.set(one[0], one);
  }
  const keeps = new Set([
    ...(before?.keeps.map(({ sentence }) => sentence) ?? []),
    ...all.flatMap((pair) => pair.keeps),
  ]);
  return {
    ...(repairs.size > 0 && { repairs: [...repairs.values()] }),
    ...(keeps.size > 0 && { keeps: [...keeps] }),
  };
}

/** Null when it has learned all of this before. */
function changedEntry(before: CuratedEntry, group: readonly DecidedPair[]): NewEntry | null {
  const all = countsOf(group);
  const known = learnedCounts(before.source) ?? { accepted: 0, rejected: 0 };
  const fresh = { accepted: all.accepted - known.accepted, rejected: all.rejected - known.rejected };
  const isSame = fresh.accepted === 0 && fresh.rejected === 0;
  const weights = new Map(before.originals.map(({ text, weight }) => [text, weight]));
  if (!isSame) addWeights(weights, group, all.accepted === 0 ? 0 : Math.max(0, fresh.accepted) / all.accepted);
  const held = group.filter(({ accepted, original }) => accepted > 0 && weights.has(original));
  const examples = examplesOf(before, held, group);
  const isComplete =
    (examples.repairs?.length ?? 0) === before.repairs.length && (examples.keeps?.length ?? 0) === before.keeps.length;
  if (isSame && isComplete) return null;
  const { spun, pos, inflected, unless, restoresFact } = before;
  return {
    spun,
    ...originalsOf([...weights].map(([text, weight]) => ({ text, weight: Math.max(weight, 0.01) }))),
    keep: isSame ? before.keep : keepOf(before.keep, fresh),
    ...(pos && { pos }),
    ...(inflected && { match: "inflected" as const }),
    ...(unless.length > 0 && { unless }),
    source: learnedSource(before.source, all),
    ...((restoresFact || group.some((pair) => pair.accepted > 0 && changesFact(pair))) && {
      fact: "restored" as const,
    }),
    ...examples,
  };
}

/** @param share of the acceptances that is new. */
function addWeights(weights: Map<string, number>, group: readonly DecidedPair[], share: number): void {
  for (const pair of group) {
    const known = weights.get(pair.original);
    if (pair.accepted > 0 && isEntry(pair)) weights.set(pair.original, rounded((known ?? 0) + pair.accepted * share));
    else if (known !== undefined && weights.size > 1) weights.set(pair.original, rounded(known / (1 + pair.rejected)));
  }
}

function countsOf(group: readonly DecidedPair[]): ReviewCounts {
  return {
    accepted: group.reduce((sum, pair) => sum + pair.accepted, 0),
    // Another wording for it is no sign that the phrase was meant.
    rejected: Math.max(0, ...group.map((pair) => pair.rejected - pair.accepted)),
  };
}

function keepOf(prior: number, { accepted, rejected }: ReviewCounts): number {
  const [left, swapped] = [Math.max(0, rejected), Math.max(0, accepted)];
  const keep = (PRIOR * prior + left) / (PRIOR + left + swapped);
  return Math.min(MOST_KEEP, Math.max(LEAST_KEEP, rounded(keep)));
}

function originalsOf(originals: readonly WeightedOriginal[]): Pick<NewEntry, "original" | "originals"> {
  return originals.length === 1 ? { original: originals[0]!.text } : { originals };
}

function isEntry({ spun, original }: DecidedPair): boolean {
  const fits = (phrase: string) => phrase !== "" && phraseLength(phrase) <= LONGEST_PHRASE;
  return fits(spun) && fits(original) && spun !== original;
}

function changesFact({ spun, original }: DecidedPair): boolean {
  return !sameFacts(spun, original);
}

function oneLine(phrase: string): string {
  return phrase.trim().replace(/\s+/g, " ");
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
