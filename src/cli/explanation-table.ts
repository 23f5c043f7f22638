import type { Explanation } from "../explain.js";
import { shownName } from "../reports/names.js";
import { describeArticle, describeDifference } from "../reports/origin.js";
import { formatProbability } from "../reports/probability.js";

type Candidate = Explanation["candidates"][number];
type Reference = NonNullable<Explanation["reference"]>;

const HEADINGS = ["original", "channel", "language", "sum", "posterior", "probability", "rule"] as const;

/** The words at a place and a table of what they may stand for, the best first, ready to print. */
export function explanationTable({ was, family, candidates, reference }: Explanation, above?: Explanation): string {
  const heading = `"${was}"${family === null ? "" : ` (family ${family})`}\n`;
  const said = reference === undefined ? "" : referenceLines(was, reference, above?.reference);
  if (candidates.length === 0) return heading + (said === "" ? "  no candidates\n" : said);
  const sorted = [...candidates].sort((a, b) => b.probability - a.probability);
  const without = said === "" ? "" : "  what was weighed without the article:\n";
  return heading + said + without + layOut([HEADINGS, ...sorted.map(cells)]);
}

/** What the article says, which one it is, and its sentence, unless that stands above. */
function referenceLines(was: string, reference: Reference, above: Reference | undefined): string {
  const { evidence } = reference;
  const saying = sayingOf(was, reference);
  if (evidence === undefined) return `  ${saying}\n`;
  if (above?.evidence?.sentence === evidence.sentence) return `  ${saying} (its sentence stands above)\n`;
  const sentence = shownName(evidence.sentence.replace(/\s+/g, " "));
  return `  ${saying}\n  ${describeArticle(evidence)}:\n  "${sentence}"\n`;
}

function sayingOf(was: string, reference: Reference): string {
  const { now, probability } = reference;
  if (now === null) return "the source article has no other wording";
  if (probability === undefined)
    return `a fact that differs from the source article, and stays: ${describeDifference({ was: reference.was, source: now })}`;
  const of = reference.was === was ? "" : ` for "${shownName(reference.was)}"`;
  return `"${shownName(now)}"${of} in the source article, probability ${formatProbability(probability)}`;
}

function cells({ now, channel, language, posterior, probability, family, rule }: Candidate): readonly string[] {
  const numbers = [channel, language, channel + language].map(nats);
  return [now, ...numbers, posterior.toFixed(3), formatProbability(probability), ruleOf(rule, family)];
}

function ruleOf(rule: string, family: string): string {
  return rule.includes(family) ? rule : `${rule} (${family})`;
}

/** Signed, so that gains and losses are told apart at a glance. */
function nats(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(2)}`;
}

/** Words to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => {
      const isWord = column === 0 || column === HEADINGS.length - 1;
      return isWord ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
    }),
  );
  return lines.map((line) => `  ${line.join("  ").trimEnd()}\n`).join("");
}
