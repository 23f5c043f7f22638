/**
 * Imports "fingerprints" of tortured phrases (tortured, expected, papers, context_required), as the Problematic Paper
 * Screener publishes them, into a learned table. People wrote the expected terms for people: they hold question marks,
 * abbreviations, notes and lists, which `expected-terms.ts` turns into plain originals.
 */
import { expectedTerms, sentenceCase, withoutAbbreviation } from "./expected-terms.js";
import type { Substitution } from "./family.js";
import { LONGEST_PHRASE, phraseLength } from "./phrases.js";
import { DictionaryError, type Problem } from "./problems.js";

export interface DroppedRow {
  readonly tortured: string;
  readonly expected: string;
  readonly reason: string;
}

export interface Imported {
  readonly substitutions: readonly Substitution[];
  readonly dropped: readonly DroppedRow[];
}

const COLUMNS = "tortured\texpected\tpapers\tcontext_required";

/**
 * P(left alone) of every term. Not known, as the list has no originals that survived: half says that a term seen intact
 * tells little about its neighbours.
 */
const KEEP = 0.5;

/** Added to every count, so that phrases whose papers were not counted yet stay possible. */
const UNSEEN = 0.5;

interface Fingerprint {
  readonly tortured: string;
  readonly expected: string;
  readonly papers: number;
  readonly needsContext: boolean;
}

/** Pairs with P(spun | original) by share of papers. Throws a DictionaryError on malformed rows; `file` is for messages. */
export function importFingerprints(text: string, file: string): Imported {
  const fingerprints = readFingerprints(text, file);
  const proper = sentenceCase(fingerprints.map((fingerprint) => fingerprint.expected));
  const dropped: DroppedRow[] = [];
  const pairs = new Map<string, Substitution>();
  for (const { tortured, expected, papers, needsContext } of fingerprints) {
    const terms = expectedTerms(expected, tortured).map(proper);
    const spun = withoutAbbreviation(tortured);
    const usable = [...new Set(terms)].filter((term) => reasonAgainst(spun, term) === undefined);
    if (usable.length === 0) {
      dropped.push({ tortured, expected, reason: reasonAgainst(spun, terms[0] ?? "") ?? "no term" });
      continue;
    }
    for (const original of usable) {
      const key = `${original}\t${spun}`;
      const count = (pairs.get(key)?.count ?? 0) + Math.round(papers / usable.length);
      const guarded = needsContext || phraseLength(spun) === 1 || pairs.get(key)?.guarded === true;
      pairs.set(key, { original, spun, count, probability: 0, keep: KEEP, ...(guarded ? { guarded } : {}) });
    }
  }
  return { substitutions: withProbabilities([...pairs.values()]), dropped };
}

function reasonAgainst(spun: string, term: string): string | undefined {
  if (term === "") return "the expected term is not known";
  if (spun.toLowerCase() === term.toLowerCase()) return "both sides are the same once cleaned";
  if (phraseLength(spun) > LONGEST_PHRASE || phraseLength(term) > LONGEST_PHRASE)
    return `over ${LONGEST_PHRASE} tokens`;
  return undefined;
}

function withProbabilities(pairs: readonly Substitution[]): Substitution[] {
  const mass = new Map<string, number>();
  for (const { original, count } of pairs) mass.set(original, (mass.get(original) ?? 0) + count + UNSEEN);
  return pairs.map((pair) => ({ ...pair, probability: (pair.count + UNSEEN) / (mass.get(pair.original) ?? 1) }));
}

function readFingerprints(text: string, file: string): Fingerprint[] {
  const [columns = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const problems: Problem[] = [];
  const report = (line: number, message: string) => problems.push({ file, line, column: 1, rule: "columns", message });
  if (columns !== COLUMNS) report(1, `expected the columns "${COLUMNS.replaceAll("\t", " ")}" (tabs between)`);
  const fingerprints = lines.flatMap((line, index): Fingerprint[] => {
    if (line === "") return [];
    const [tortured = "", expected = "", papers = "", context = "", ...more] = line.split("\t");
    if (tortured.trim() === "" || !/^\d+$/.test(papers) || !/^[01]$/.test(context) || more.length > 0) {
      report(index + 2, "a row is a phrase, a term, a whole number of papers, and 0 or 1, with one tab between");
    }
    return [{ tortured: tortured.trim(), expected, papers: Number(papers), needsContext: context === "1" }];
  });
  if (problems.length > 0) throw new DictionaryError(problems);
  return fingerprints;
}
