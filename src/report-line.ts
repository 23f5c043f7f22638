import { applyEdits } from "./edits/index.js";
import type { SourceDocument, UnwrittenEdit } from "./formats/index.js";
import type { Edit, RepairResult } from "./result.js";
import type { Recorded, Standing } from "./threads/messages.js";

/** A result as it is sent from thread to thread. */
export function recorded(result: RepairResult): Recorded {
  const { verdict, family } = result.detection;
  const edits = editsToWrite(result).map(({ start, end, was, now }) => ({ start, end, was, now }));
  return { line: JSON.stringify(result), verdict, family, edits, suggested: result.edits.length - edits.length };
}

export function resultOf({ line }: Recorded): RepairResult {
  return JSON.parse(line) as RepairResult;
}

/** The edits to write into the file. */
export function editsToWrite(result: RepairResult): readonly Edit[] {
  return result.edits.filter(({ verdict }) => verdict === "apply");
}

export function standingOf({ id, place: { item, line }, fields }: SourceDocument, file: string): Standing {
  // Plain texts have nothing to name.
  const isPlain = item === undefined && fields.length === 1 && fields[0]!.name === "text";
  return {
    source: id ?? file,
    place: { file, ...(item !== undefined && { item }), line },
    fields: isPlain ? [] : fields,
  };
}

/** A document's result with its place in its file, and the field of each edit. */
export function placedResult(result: RepairResult, { source, place, fields }: Standing): RepairResult {
  const { schema, source: _, input, text, ...rest } = result;
  if (fields.length === 0) return { schema, source, place, input, text, ...rest };
  let at = 0;
  const edits = result.edits.map((edit): Edit => {
    while (at < fields.length - 1 && fields[at]!.end <= edit.start) at += 1;
    return { ...edit, at: { field: fields[at]!.name } };
  });
  return { schema, source, place, input, text, ...rest, edits };
}

/**
 * The result when the format could not take some of its edits: they become suggestions that say so, and the text is
 * without them: it is what was written.
 * @param input the document's text; indices of `unwritten` count the edits to write.
 */
export function withUnwritten(result: RepairResult, input: string, unwritten: readonly UnwrittenEdit[]): RepairResult {
  if (unwritten.length === 0) return result;
  const reasons = new Map(unwritten.map(({ edit, reason }) => [edit, reason]));
  let applied = 0;
  const edits = result.edits.map((edit): Edit => {
    const reason = edit.verdict === "apply" ? reasons.get(applied++) : undefined;
    if (reason === undefined) return edit;
    return { ...edit, verdict: "suggest", evidence: { ...edit.evidence, heldBack: `not written: ${reason}` } };
  });
  return { ...result, text: applyEdits(input, edits), edits };
}
