import type { Detection, RepairResult } from "../result.js";
import { shownName } from "./names.js";
import { formatProbability } from "./probability.js";

/** What a run adds up to; all counts. */
export interface Totals {
  readonly documents: number;
  readonly spun: number;
  readonly clean: number;
  readonly skipped: number;
  readonly applied: number;
  readonly suggested: number;
  readonly words: number;
}

export const noTotals: Totals = { documents: 0, spun: 0, clean: 0, skipped: 0, applied: 0, suggested: 0, words: 0 };

/** Totals of one repaired document; `words` counts what stands between blanks in its input. */
export function totalsOf(result: RepairResult, words: number): Totals {
  const applied = result.edits.filter((edit) => edit.verdict === "apply").length;
  const suggested = result.edits.length - applied;
  const { verdict } = result.detection;
  return { ...noTotals, documents: 1, [verdict]: 1, applied, suggested, words };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    documents: a.documents + b.documents,
    spun: a.spun + b.spun,
    clean: a.clean + b.clean,
    skipped: a.skipped + b.skipped,
    applied: a.applied + b.applied,
    suggested: a.suggested + b.suggested,
    words: a.words + b.words,
  };
}

/** "spun (family a, probability .99, swap rate .81)", "clean (probability .02)", "skipped (too short to judge)". */
export function describeDetection(detection: Detection): string {
  const { verdict, probability, rate, family, reason } = detection;
  if (verdict === "skipped") return `skipped (${reason ?? "no reason given"})`;
  const certainty = `probability ${formatProbability(probability)}`;
  if (verdict === "clean") return `clean (${certainty})`;
  const tool = family === null ? "unknown tool" : `family ${family}`;
  return `spun (${tool}, ${certainty}, swap rate ${formatProbability(rate)})`;
}

/** The line that a run prints for one document; under `--check` nothing was applied yet. */
export function documentLine(result: RepairResult, totals: Totals, check: boolean): string {
  return `${shownName(result.source)}: ${describeDetection(result.detection)}: ${counts(totals, check)}`;
}

/** The closing line of a run of several documents; `failed` counts those that gave no result. */
export function totalsLine(totals: Totals, { check, failed }: { check: boolean; failed: number }): string {
  const { documents, spun, clean, skipped } = totals;
  const end = failed === 0 ? "" : `; ${failed} failed`;
  return `${plural(documents, "document")}: ${spun} spun, ${clean} clean, ${skipped} skipped: ${counts(totals, check)}${end}`;
}

function counts({ applied, suggested, words }: Totals, check: boolean): string {
  return `${plural(applied, "edit")} ${check ? "to apply" : "applied"}, ${suggested} suggested, ${plural(words, "word")}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Words as people count them: runs without a blank. Scans by character, so that a 50 MB line costs no memory. */
export function countWords(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const blank = isBlank(text.charCodeAt(i));
    if (!blank && !inside) words += 1;
    inside = !blank;
  }
  return words;
}

function isBlank(unit: number): boolean {
  if (unit <= 0x20) return true;
  // No-break space, the typographic spaces with the line separators, ideographic space, byte order mark.
  return (
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}
