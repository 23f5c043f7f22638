import { codeSpan } from "./markdown-code.js";
import { formatProbability } from "./probability.js";
import { nothing, type Report } from "./report.js";
import { plural } from "./summary.js";
import { type DocumentTally, type EditTally, type PairTally, Tally } from "./tally.js";

/** The most characters that GitHub takes in a comment. */
const MOST_CHARACTERS = 65_536;
const DOCUMENTS = 40;
const PAIRS = 25;
const EDITS = 50;
/** Characters of a file's name and of a wording that are shown. */
const NAME = 120;
const WORDING = 60;

/**
 * A summary for a pull request, in GitHub's Markdown: totals, the documents, the most frequent pairs, and the edits of
 * which it is the least certain that they are right. It comes as a whole at the end.
 */
export function markdownReport(): Report {
  let tally = new Tally(DOCUMENTS, EDITS);
  return {
    extension: ".md",
    start: nothing,
    document: (reported) => {
      tally.add(reported);
      return "";
    },
    end: () => {
      const summary = summaryOf(tally);
      tally = new Tally(DOCUMENTS, EDITS);
      return summary;
    },
    places: "shown",
  };
}

interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly string[];
  /** How many rows there would be, where more are known of than are at hand. */
  readonly all: number;
}

function summaryOf(tally: Tally): string {
  const { documents, spun, clean, skipped, applied, suggested, words } = tally.totals;
  const counts = `${plural(documents, "document")} (${plural(words, "word")}): ${spun} spun, ${clean} clean, ${skipped} skipped.`;
  let summary = `## unspin\n\n${counts} **${plural(applied, "edit")} applied, ${suggested} suggested.**\n`;
  for (const table of tablesOf(tally)) summary += printed(table, MOST_CHARACTERS - summary.length);
  return summary;
}

function tablesOf(tally: Tally): readonly Table[] {
  const documents = tally.documents();
  const { applied, suggested } = tally.totals;
  return [
    {
      title: "Documents with edits",
      head: ["document", "found", "applied:", "suggested:"],
      rows: documents.map(documentRow),
      all: tally.withEdits,
    },
    {
      title: "Most frequent",
      head: ["was", "now", "applied:", "suggested:"],
      rows: tally.pairs(PAIRS).map(pairRow),
      all: 0,
    },
    {
      title: "Edits to look at, the least certain first",
      head: ["where", "was", "now", "probability:", ""],
      rows: tally.edits().map(editRow),
      all: applied + suggested,
    },
  ];
}

/** As many rows as there is room for; a table without rows is left out. */
function printed({ title, head, rows, all }: Table, room: number): string {
  if (rows.length === 0) return "";
  const heading = `\n### ${title}\n\n${line(head.map((name) => name.replace(":", "")))}`;
  let text = heading + line(head.map((name) => (name.endsWith(":") ? "--:" : "---")));
  let shown = 0;
  const more = () => (all > shown ? `\n… and ${all - shown} more.\n` : "");
  for (const row of rows) {
    if (text.length + row.length + 40 > room) break;
    text += row;
    shown += 1;
  }
  return shown === 0 ? "" : text + more();
}

function documentRow({ name, detection, totals }: DocumentTally): string {
  const { verdict, family, probability } = detection;
  const tool = family === null ? "unknown tool" : `family ${codeSpan(family, WORDING)}`;
  const found = verdict === "spun" ? `spun (${tool}, probability ${formatProbability(probability)})` : verdict;
  return line([codeSpan(name, NAME), found, String(totals.applied), String(totals.suggested)]);
}

function pairRow({ was, now, applied, suggested }: PairTally): string {
  return line([codeSpan(was, WORDING), codeSpan(now, WORDING), String(applied), String(suggested)]);
}

function editRow({ edit, file, line: number }: EditTally): string {
  const where = `${codeSpan(file, NAME)}${number === undefined ? "" : ` line ${number}`}`;
  const verdict = edit.verdict === "apply" ? "applied" : "suggested";
  const wordings = [codeSpan(edit.was, WORDING), codeSpan(edit.now, WORDING)];
  return line([where, ...wordings, formatProbability(edit.probability), verdict]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}
