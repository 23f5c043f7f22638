import type { FileRange, LocatedEdit } from "../formats/index.js";
import type { Edit } from "../result.js";
import { fileOf, locatedEdits } from "./located.js";
import { formatProbability } from "./probability.js";
import { nothing, type Report } from "./report.js";
import { ruleOf } from "./rules.js";

/**
 * One diagnostic a line in reviewdog's format (its proto/rdf/reviewdog.proto): `reviewdog -f=rdjsonl`. Lines and columns
 * count from 1, columns in bytes of the file; a range ends before its end.
 */
export const rdjsonlReport: Report = {
  extension: ".rdjsonl",
  start: nothing,
  document: (reported) => {
    const path = pathOf(fileOf(reported.result));
    return locatedEdits(reported)
      .map(([edit, place]) => `${JSON.stringify(diagnostic(path, edit, place))}\n`)
      .join("");
  },
  end: nothing,
  places: "needed",
};

function pathOf(file: string): string {
  return file === "-" ? "stdin" : file.replace(/^(?:\.\/+)+/, "");
}

function diagnostic(path: string, edit: Edit, { start, end, change }: LocatedEdit) {
  const quoted = `"${edit.was}" -> "${edit.now}"`.replace(/\s+/g, " ");
  return {
    message: `${quoted} (probability ${formatProbability(edit.probability)})`,
    location: { path, range: rangeOf({ start, end }) },
    severity: edit.verdict === "apply" ? "WARNING" : "INFO",
    source: { name: "unspin" },
    code: { value: ruleOf(edit) },
    ...(change && { suggestions: [{ range: rangeOf(change), text: change.text }] }),
  };
}

function rangeOf({ start, end }: FileRange) {
  return {
    start: { line: start.line, column: start.byteColumn },
    end: { line: end.line, column: end.byteColumn },
  };
}
