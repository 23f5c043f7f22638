import type { Explanation } from "../explain.js";
import { TERMS, type Term } from "../explain-terms.js";
import { shownName } from "../reports/names.js";
import { describeArticle, describeDifference } from "../reports/origin.js";
import { formatProbability } from "../reports/probability.js";

type Candidate = Explanation["candidates"][number];
type Decision = NonNullable<Explanation["decision"]>;
type Reference = NonNullable<Explanation["reference"]>;

const HEADINGS = [
  [
    "original",
    "channel",
    "caution",
    "document",
    "language",
    "readings",
    "log odds",
    "posterior",
    "probability",
    "rule",
  ],
].flat();

/** The words at a place and a table of what they may stand for, the best first, ready to print; its rows add up. */
export function explanationTable(explanation: Explanation, above?: Explanation): string {
  const { candidates, reference, decision, was } = explanation;
  const heading = headingOf(explanation);
  const article = reference === undefined ? "" : referenceLines(was, reference, above?.reference);
  const decided = decision === undefined ? "" : `  ${decisionLine(was, decision)}\n`;
  const said = decided + article;
  if (candidates.length === 0) return heading + (said === "" ? "  no candidates\n" : said);
  const sorted = [...candidates].sort((a, b) => b.probability - a.probability);
  const others = [decided && "the decision", article && "the article"].filter(Boolean).join(" and ");
  const without = said === "" ? "" : `  what was weighed without ${others}:\n`;
  return heading + said + without + layOut([HEADINGS, ...sorted.map(cells)]);
}

/** Candidates shown beside one another. */
const MOST_COLUMNS = 5;

/**
 * How the log odds of the likeliest candidates add up to their probabilities: a line for each term, in nats. Empty where
 * nothing was weighed.
 */
export function sumTable({ candidates }: Explanation): string {
  const shown = [...candidates].sort((a, b) => b.probability - a.probability).slice(0, MOST_COLUMNS);
  if (shown.length === 0) return "";
  const row = (name: string, value: (candidate: Candidate) => string) => [name, ...shown.map(value), ""];
  const terms = (some: readonly Term[]) => some.map((term) => row(NAMES[term], ({ terms: own }) => nats(own[term])));
  return layOut([
    ["how it adds up, in nats", ...shown.map(({ now }) => `"${shownName(now)}"`), ""],
    ...terms(UP_TO_POSTERIOR),
    row("= log odds", ({ terms: own }) => nats(total(own, UP_TO_POSTERIOR))),
    row("  posterior", ({ posterior }) => posterior.toFixed(4)),
    ...terms(FROM_POSTERIOR),
    row("= calibrated log odds", ({ terms: own }) => nats(total(own, TERMS))),
    row("  as a probability", ({ terms: own }) => (1 / (1 + Math.exp(-total(own, TERMS)))).toFixed(4)),
    row("x the document was spun", ({ spun }) => spun.toFixed(4)),
    row("= probability", ({ probability }) => probability.toFixed(4)),
  ]);
}

const FROM_POSTERIOR = ["ceiling", "calibration"] as const;
const UP_TO_POSTERIOR = TERMS.filter((term) => term !== "ceiling" && term !== "calibration");

const NAMES: Readonly<Record<Term, string>> = {
  channel: "  channel: the rule",
  caution: "+ caution: against such swaps",
  document: "+ document: what the tool does here",
  language: "+ language: how the sentence reads",
  readings: "+ readings: what else it may say",
  sentence: "+ sentence: whether it was spun",
  change: "+ change: rules that do the same",
  ceiling: "+ ceiling: a posterior's most",
  calibration: "+ calibration: on held-out pages",
};

function total(terms: Candidate["terms"], some: readonly Term[]): number {
  return some.reduce((sum, term) => sum + terms[term], 0);
}

function headingOf({ was, family, later }: Explanation): string {
  const tool = family === null ? "" : ` (family ${family})`;
  if (later === undefined) return `"${was}"${tool}\n`;
  const then = later.was === was ? "" : `, where it was "${shownName(later.was)}"`;
  return `"${was}"${tool}, in reading ${later.reading}, of the repaired text${then}\n`;
}

/** What a reviewer decided there, in words. */
function decisionLine(placed: string, { verdict, was, now, everywhere, who, when }: Decision): string {
  const by = [everywhere && "everywhere", who !== undefined && `by ${shownName(who)}`, when?.slice(0, 10)];
  const record = ["in review", ...by.filter(Boolean)].join(", ");
  const of = was === placed ? "" : ` for "${shownName(was)}"`;
  const to = now === "" ? "nothing" : `"${shownName(now)}"`;
  return verdict === "accept"
    ? `accepted ${record}: ${to}${of}, probability 1.00`
    : `rejected ${record}: ${to}${of}, probability .00`;
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
  const { now, probability, spun } = reference;
  if (now === null) return "the source article has no other wording";
  if (probability === undefined)
    return `a fact that differs from the source article, and stays: ${describeDifference({ was: reference.was, source: now })}`;
  const of = reference.was === was ? "" : ` for "${shownName(reference.was)}"`;
  const product =
    spun === undefined || spun === 0
      ? ""
      : ` (${(probability / spun).toFixed(4)} x ${spun.toFixed(4)} that the document was spun)`;
  return `"${shownName(now)}"${of} in the source article, probability ${formatProbability(probability)}${product}`;
}

function cells({ now, terms, posterior, probability, family, rule }: Candidate): readonly string[] {
  const { channel, caution, document, language } = terms;
  const readings = terms.readings + terms.sentence + terms.change;
  const numbers = [channel, caution, document, language, readings, total(terms, UP_TO_POSTERIOR)].map(nats);
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
  const columns = rows[0]!.map((_, column) => column);
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) => {
      const isWord = column === 0 || column === columns.length - 1;
      return isWord ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
    }),
  );
  return lines.map((line) => `  ${line.join("  ").trimEnd()}\n`).join("");
}
