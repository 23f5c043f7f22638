/** Turns reviewers' decisions into entries of a curated file, as text: what they do not concern stays as it is. */
import { addEntry, type NewEntry, replaceEntry } from "./add.js";
import { type CuratedEntry, type CuratedFile, parseCurated, type WeightedOriginal } from "./curated.js";
import { sameFacts } from "./facts.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** A pair with the decisions about it. */
export interface DecidedPair {
  readonly spun: string;
  readonly original: string;
  readonly accepted: number;
  readonly rejected: number;
  /** Sentences in which the phrase was meant. */
  readonly keeps: readonly string[];
}

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
 * share of the phrase that is left alone, and their sentences become counter-examples. What an entry has learned before is
 * written in its `source`, so that learning from the same ledger again changes nothing.
 * @throws DictionaryError when `source` is not a dictionary.
 */
export function learnReviewed(
  source: string | undefined,
  pairs: readonly DecidedPair[],
  { file, family, title }: NewFile,
): LearnedEntries {
  let text = source;
  let [added, changed, leftOut] = [0, 0, 0];
  for (const group of bySpun(pairs)) {
    const { spun } = group[0]!;
    const before = text === undefined ? undefined : entryOf(parseCurated(text, file), spun);
    const entry = before === undefined ? newEntry(group) : changedEntry(before, group);
    if (entry === null) leftOut += before === undefined ? group.length : 0;
    else if (before !== undefined) {
      text = replaceEntry(text!, before, entry, file);
      changed += 1;
    } else {
      text = text === undefined ? newFile(entry, { file, family, title }) : addEntry(text, entry, file);
      added += 1;
    }
  }
  return { text: text ?? "", added, changed, leftOut };
}

function bySpun(pairs: readonly DecidedPair[]): DecidedPair[][] {
  const groups = new Map<string, DecidedPair[]>();
  for (const pair of pairs) {
    const spun = oneLine(pair.spun);
    groups.set(spun, [...(groups.get(spun) ?? []), { ...pair, spun, original: oneLine(pair.original) }]);
  }
  return [...groups.values()];
}

function entryOf(file: CuratedFile, spun: string): CuratedEntry | undefined {
  return file.entries.find((entry) => entry.spun === spun);
}

/** Null when nothing was accepted that an entry can hold. */
function newEntry(group: readonly DecidedPair[]): NewEntry | null {
  const accepted = group.filter((pair) => pair.accepted > pair.rejected && isEntry(pair));
  if (accepted.length === 0) return null;
  const counts = countsOf(group);
  const keeps = group.flatMap((pair) => pair.keeps);
  return {
    spun: group[0]!.spun,
    ...originalsOf(accepted.map(({ original, accepted: weight }) => ({ text: original, weight }))),
    keep: keepOf(PRIOR_KEEP, counts),
    source: learnedOf("", counts),
    ...(accepted.some(changesFact) && { fact: "restored" as const }),
    ...(keeps.length > 0 && { keeps: [...new Set(keeps)] }),
  };
}

/** Null when it has learned all of this before. */
function changedEntry(before: CuratedEntry, group: readonly DecidedPair[]): NewEntry | null {
  const all = countsOf(group);
  const old = LEARNED.exec(before.source ?? "");
  const [knownAccepted, knownRejected] = [Number(old?.[2] ?? 0), Number(old?.[3] ?? 0)];
  const fresh = { accepted: all.accepted - knownAccepted, rejected: all.rejected - knownRejected };
  if (fresh.accepted === 0 && fresh.rejected === 0) return null;
  const share = all.accepted === 0 ? 0 : Math.max(0, fresh.accepted) / all.accepted;
  const weights = new Map(before.originals.map(({ text, weight }) => [text, weight]));
  for (const pair of group) {
    const known = weights.get(pair.original);
    if (pair.accepted > 0 && isEntry(pair)) weights.set(pair.original, rounded((known ?? 0) + pair.accepted * share));
    else if (known !== undefined && weights.size > 1) weights.set(pair.original, rounded(known / (1 + pair.rejected)));
  }
  const keeps = [...before.keeps.map(({ sentence }) => sentence), ...group.flatMap((pair) => pair.keeps)];
  const { spun, pos, inflected, unless, restoresFact, repairs } = before;
  return {
    spun,
    ...originalsOf([...weights].map(([text, weight]) => ({ text, weight: Math.max(weight, 0.01) }))),
    keep: keepOf(before.keep, fresh),
    ...(pos && { pos }),
    ...(inflected && { match: "inflected" as const }),
    ...(unless.length > 0 && { unless }),
    source: learnedOf((before.source ?? "").replace(LEARNED, ""), all),
    ...((restoresFact || group.some((pair) => pair.accepted > 0 && changesFact(pair))) && {
      fact: "restored" as const,
    }),
    ...(repairs.length > 0 && { repairs: repairs.map((one) => [one.spun, one.original] as const) }),
    ...(keeps.length > 0 && { keeps: [...new Set(keeps)] }),
  };
}

interface Counts {
  readonly accepted: number;
  readonly rejected: number;
}

function countsOf(group: readonly DecidedPair[]): Counts {
  return {
    accepted: group.reduce((sum, pair) => sum + pair.accepted, 0),
    // Another wording for it is no sign that the phrase was meant.
    rejected: Math.max(0, ...group.map((pair) => pair.rejected - pair.accepted)),
  };
}

const LEARNED = /(^|; )review: (\d+) accepted, (\d+) rejected$/;

function learnedOf(source: string, { accepted, rejected }: Counts): string {
  return `${source === "" ? "" : `${source}; `}review: ${accepted} accepted, ${rejected} rejected`;
}

function keepOf(prior: number, { accepted, rejected }: Counts): number {
  const [left, swapped] = [Math.max(0, rejected), Math.max(0, accepted)];
  const keep = (PRIOR * prior + left) / (PRIOR + left + swapped);
  return Math.min(MOST_KEEP, Math.max(LEAST_KEEP, rounded(keep)));
}

function originalsOf(originals: readonly WeightedOriginal[]): Pick<NewEntry, "original" | "originals"> {
  return originals.length === 1 ? { original: originals[0]!.text } : { originals };
}

function isEntry({ spun, original }: DecidedPair): boolean {
  const fits = (phrase: string) => phrase !== "" && phrase.split(" ").length <= MAX_PHRASE;
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

/** A file needs an entry to be one, so it is made with its first. */
function newFile(entry: NewEntry, { file, family, title }: NewFile): string {
  const head = `# unspin dictionary 1\nfamily: ${family}\ntitle: ${JSON.stringify(title)}\nentries:\n`;
  const seed = { spun: entry.spun, original: entry.spun === "a" ? "b" : "a", source: "seed" };
  const seeded = `${head}  - spun: ${JSON.stringify(seed.spun)}\n    original: ${seed.original}\n`;
  return replaceEntry(seeded, parseCurated(seeded, file).entries[0]!, entry, file);
}
