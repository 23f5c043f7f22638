import type { Edit } from "../result.js";
import { fileOf, type ShownPlace, shownEdits } from "./located.js";
import { shownName } from "./names.js";
import { nothing, type Report, type ReportedDocument } from "./report.js";

const COLUMNS = [
  ["source", "file", "item", "field", "line", "column", "start", "end", "was", "now", "probability"],
  ["verdict", "channel", "family", "alternatives", "before", "after", "fingerprint"],
].flat();

/** UTF-16 units of the text shown on each side of an edit. */
const CONTEXT = 40;

/**
 * The edits as a table for a spreadsheet, one a row (RFC 4180). It begins with a byte order mark, without which Excel
 * takes UTF-8 for something else.
 */
export const csvReport: Report = {
  extension: ".csv",
  start: () => `\ufeff${COLUMNS.join(",")}\r\n`,
  document: (reported) =>
    shownEdits(reported)
      .map(([edit, place]) => `${row(reported, edit, place).map(cell).join(",")}\r\n`)
      .join(""),
  end: nothing,
  places: "shown",
};

function row({ input, result }: ReportedDocument, edit: Edit, place: ShownPlace): readonly (string | number)[] {
  const { start, end, was, now, probability, verdict, channel, evidence, alternatives, id } = edit;
  const others = alternatives.map((other) => `${other.now} (${other.probability})`).join("; ");
  return [
    shownName(result.source),
    shownName(fileOf(result)),
    result.place?.item ?? "",
    edit.at?.field ?? "",
    place.line ?? "",
    place.column ?? "",
    start,
    end,
    was,
    now,
    probability,
    verdict,
    channel,
    evidence.family ?? "",
    others,
    oneLine(input.slice(Math.max(0, start - CONTEXT), start)),
    oneLine(input.slice(end, end + CONTEXT)),
    id,
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/**
 * What spreadsheets would take for a formula, also behind white space and in full-width letters. An apostrophe before
 * it makes it a text (OWASP, "CSV Injection").
 */
const FORMULA = /^[\t\r\n]|^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
