import { type LocatedEdit, locateInText } from "../formats/index.js";
import type { Edit, RepairResult } from "../result.js";
import type { ReportedDocument } from "./report.js";

/** Each edit of a document with its place in the file. */
export function locatedEdits({ input, result, located }: ReportedDocument): readonly (readonly [Edit, LocatedEdit])[] {
  const places = located ?? locateInText(input, result.edits);
  return result.edits.map((edit, index) => [edit, places[index]!]);
}

/** The file that a document stands in; "-" is standard input. */
export function fileOf({ place, source }: RepairResult): string {
  return place?.file ?? source;
}
