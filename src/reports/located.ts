import { kindOfName, type LocatedEdit, locateInText } from "../formats/index.js";
import type { Edit, RepairResult } from "../result.js";
import type { ReportedDocument } from "./report.js";

/** Each edit of a document with its place in the file; without `located`, the document's text is taken for the file. */
export function locatedEdits({ input, result, located }: ReportedDocument): readonly (readonly [Edit, LocatedEdit])[] {
  const places = located ?? locateInText(input, result.edits);
  return result.edits.map((edit, index) => [edit, places[index]!]);
}

/** Line and column of an edit as they are shown; of the document's place alone where the edit's is not known. */
export interface ShownPlace {
  readonly line?: number;
  readonly column?: number;
}

/** Each edit with its place as far as it is known without the file. */
export function shownEdits(reported: ReportedDocument): readonly (readonly [Edit, ShownPlace])[] {
  const { result, located } = reported;
  if (located !== undefined || isPlainText(result)) {
    return locatedEdits(reported).map(([edit, { start }]) => [edit, start]);
  }
  const { line } = result.place ?? {};
  return result.edits.map((edit) => [edit, line === undefined ? {} : { line }]);
}

/** Whether the document is the text of its file, as it stands there. */
export function isPlainText(result: RepairResult): boolean {
  if (result.place?.item !== undefined || result.edits.some(({ at }) => at !== undefined)) return false;
  const kind = kindOfName(fileOf(result));
  return kind === undefined || kind === "text";
}

/** The file that a document stands in; "-" is standard input. */
export function fileOf({ place, source }: RepairResult): string {
  return place?.file ?? source;
}
