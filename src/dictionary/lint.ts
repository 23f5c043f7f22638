/** Rules that a curated file must keep beyond its shape. Each returns its problems; `lintCurated` gathers them. */
import type { CuratedEntry, CuratedFile } from "./curated.js";
import { formPairs } from "./expand.js";
import { negations, numberValues, sameNegations, sameNumbers } from "./facts.js";
import { LONGEST_PHRASE, phraseLength } from "./phrases.js";
import type { Problem } from "./problems.js";
import { learnedCounts } from "./reviewed-source.js";

type Report = (entry: CuratedEntry, rule: string, message: string, isAdvice?: true) => void;
type Rule = (entries: readonly CuratedEntry[], report: Report) => void;

const RULES: readonly Rule[] = [
  checkOrder,
  checkDuplicates,
  checkCycles,
  checkIdentity,
  checkLength,
  checkExamples,
  checkLearned,
  checkSources,
  checkFacts,
];

/** Every problem of a file, in file order; an empty list when there is none. */
export function lintCurated(file: CuratedFile): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (entry, rule, message, isAdvice) => {
    problems.push({ file: file.file, ...entry.at, rule, message, ...(isAdvice && { isAdvice }) });
  };
  for (const rule of RULES) rule(file.entries, report);
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Code-unit order by spun, then first original: the order that `add` inserts by. */
export function compareEntries(a: SortKey, b: SortKey): number {
  return compare(a.spun, b.spun) || compare(a.original, b.original);
}

export interface SortKey {
  readonly spun: string;
  readonly original: string;
}

export function sortKey(entry: CuratedEntry): SortKey {
  return { spun: entry.spun, original: entry.originals[0]?.text ?? "" };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function checkOrder(entries: readonly CuratedEntry[], report: Report): void {
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    if (before === undefined || compareEntries(sortKey(before), sortKey(entry)) <= 0) continue;
    report(entry, "unsorted", `"${entry.spun}" stands after "${before.spun}". Sort entries by spun, then original`);
  }
}

/** Two entries that say the same pair outright. An inflected entry may repeat one: the exact entry then wins. */
function checkDuplicates(entries: readonly CuratedEntry[], report: Report): void {
  const seen = new Map<string, CuratedEntry>();
  for (const entry of entries) {
    for (const original of entry.originals) {
      const key = `${entry.spun}\t${original.text}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, entry);
      else
        report(
          entry,
          "duplicate",
          `${arrow(entry.spun, original.text)} stands already in line ${first.at.line}. Remove one`,
        );
    }
  }
}

/** a -> b beside b -> a lets the decoder turn either into the other; a guard on one says when. */
function checkCycles(entries: readonly CuratedEntry[], report: Report): void {
  const free = entries.filter((entry) => entry.unless.length === 0 && entry.pos === undefined);
  const others = new Map<string, CuratedEntry>();
  for (const entry of free) {
    for (const { spun, original } of formPairs(entry)) {
      const back = others.get(`${original}\t${spun}`);
      if (back !== undefined) {
        const cycle = `${arrow(spun, original)} and ${arrow(original, spun)} (line ${back.at.line}) form a cycle`;
        // Where reviewers accepted both, the tool does both.
        const isSeen = isLearned(entry) && isLearned(back) ? true : undefined;
        report(entry, "cycle", `${cycle}. Remove one, or give each a guard (\`unless\` or \`pos\`)`, isSeen);
      }
      others.set(`${spun}\t${original}`, entry);
    }
  }
}

/** Does an entry come from a review? Its decisions, counted in its `source`, speak for it. */
function isLearned({ source }: CuratedEntry): boolean {
  return learnedCounts(source) !== undefined;
}

function checkIdentity(entries: readonly CuratedEntry[], report: Report): void {
  for (const entry of entries) {
    if (entry.originals.some((original) => original.text === entry.spun)) {
      report(entry, "identity", `"${entry.spun}" is its own original. Remove the entry`);
    }
  }
}

function checkLength(entries: readonly CuratedEntry[], report: Report): void {
  for (const entry of entries) {
    for (const phrase of [entry.spun, ...entry.originals.map((original) => original.text)]) {
      if (phraseLength(phrase) > LONGEST_PHRASE) {
        report(
          entry,
          "length",
          `"${phrase}" is longer than ${LONGEST_PHRASE} tokens, which no lookup can match. Shorten it`,
        );
      }
    }
  }
}

function checkExamples(entries: readonly CuratedEntry[], report: Report): void {
  for (const entry of entries) {
    if (isLearned(entry)) continue;
    if (entry.repairs.length === 0)
      report(entry, "examples", `"${entry.spun}" has no \`repairs\`. Add a sentence and its repair`);
    if (entry.keeps.length === 0) {
      report(
        entry,
        "examples",
        `"${entry.spun}" has no \`keeps\`. Add a sentence in which the phrase is right as it stands`,
      );
    }
  }
}

/** Learned entries whose review gave no sentence to show them: told once, however many there are. */
function checkLearned(entries: readonly CuratedEntry[], report: Report): void {
  const bare = entries.filter((entry) => isLearned(entry) && entry.repairs.length + entry.keeps.length === 0);
  const [first] = bare;
  if (first === undefined) return;
  const what = `"${first.spun}"${bare.length === 1 ? "" : ` and ${bare.length - 1} more`}`;
  const message =
    `${what}: learned in review, without examples. Name the report that was reviewed when learning (\`--report REPORT\`), ` +
    "or add `repairs` or `keeps` where its sentences do not show the pair";
  report(first, "examples", message, true);
}

function checkSources(entries: readonly CuratedEntry[], report: Report): void {
  for (const entry of entries) {
    if (entry.source === undefined) {
      report(entry, "source", `"${entry.spun}" has no \`source\`, nor has the file. Say where such a swap was seen`);
    }
  }
}

function checkFacts(entries: readonly CuratedEntry[], report: Report): void {
  for (const entry of entries) {
    if (entry.restoresFact) continue;
    for (const { text } of entry.originals) {
      if (!sameNumbers(entry.spun, text)) {
        const values = `${list(numberValues(entry.spun))} becomes ${list(numberValues(text))}`;
        report(entry, "number", `${arrow(entry.spun, text)} changes a number (${values}). ${RESTORED}`);
      }
      if (!sameNegations(entry.spun, text)) {
        const counts = `${negations(entry.spun).length} becomes ${negations(text).length}`;
        report(entry, "negation", `${arrow(entry.spun, text)} changes the count of negations (${counts}). ${RESTORED}`);
      }
    }
  }
}

const RESTORED = "Remove the entry, or write `fact: restored` if the tool damages this fact and the pair puts it back";

function list(values: readonly number[]): string {
  return values.length === 0 ? "none" : values.join(", ");
}

function arrow(spun: string, original: string): string {
  return `"${spun}" -> "${original}"`;
}
