import type { Explanation } from "../explain.js";
import { formatProbability } from "../reports/probability.js";

type Candidate = Explanation["candidates"][number];

const HEADINGS = ["original", "channel", "language", "sum", "posterior", "probability", "rule"] as const;

/** The words at a place and a table of what they may stand for, the best first, ready to print. */
export function explanationTable({ was, family, candidates }: Explanation): string {
  const heading = `"${was}"${family === null ? "" : ` (family ${family})`}\n`;
  if (candidates.length === 0) return `${heading}  no candidates\n`;
  const sorted = [...candidates].sort((a, b) => b.probability - a.probability);
  return heading + layOut([HEADINGS, ...sorted.map(cells)]);
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
