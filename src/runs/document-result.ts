import { applyEdits } from "../edits/index.js";
import type { SourceDocument, TextEdit, UnwrittenEdit } from "../formats/index.js";
import type { Edit, RepairResult } from "../result.js";

/** The edits to write into the file. */
export function editsToWrite(result: RepairResult): readonly TextEdit[] {
  return result.edits.filter(({ verdict }) => verdict === "apply");
}

/**
 * A document's result with its place in its file. Edits that the format could not take become suggestions that say
 * so, and the text is without them: it is what was written.
 * @param unwritten indices count the edits to write.
 */
export function placedResult(
  result: RepairResult,
  document: SourceDocument,
  file: string,
  unwritten: readonly UnwrittenEdit[],
): RepairResult {
  const reasons = new Map(unwritten.map(({ edit, reason }) => [edit, reason]));
  let applied = 0;
  const fieldOf = fieldFinder(document);
  const edits = result.edits.map((edit): Edit => {
    const at = fieldOf(edit.start);
    const reason = edit.verdict === "apply" ? reasons.get(applied++) : undefined;
    const placed = at === undefined ? edit : { ...edit, at: { field: at } };
    if (reason === undefined) return placed;
    return { ...placed, verdict: "suggest", evidence: { ...edit.evidence, heldBack: `not written: ${reason}` } };
  });
  const { schema, source: _, input, text, ...rest } = result;
  const { item, line } = document.place;
  return {
    schema,
    source: document.id ?? file,
    place: { file, ...(item !== undefined && { item }), line },
    input,
    text: reasons.size === 0 ? text : applyEdits(document.text, edits),
    ...rest,
    edits,
  };
}

/** Names the field at an offset; offsets only go forward. Plain texts have nothing to name. */
function fieldFinder({ fields, place }: SourceDocument): (offset: number) => string | undefined {
  if (place.item === undefined && fields.length === 1 && fields[0]!.name === "text") return () => undefined;
  let at = 0;
  return (offset) => {
    while (at < fields.length - 1 && fields[at]!.end <= offset) at += 1;
    return fields[at]?.name;
  };
}
