import { UnspinError } from "../errors.js";
import type { ByteChange, Rewritten, Segment, SourceDocument, UnwrittenEdit } from "../formats/index.js";
import type { RepairResult } from "../result.js";
import { failedResult } from "../threads/failed-result.js";
import type { Answer } from "../threads/messages.js";
import { editsToWrite, placedResult } from "./document-result.js";
import type { RunFailure } from "./interfaces.js";

/** What was made of a segment. */
export interface FinishedSegment {
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** What was replaced in the segment's `plain` bytes. */
  readonly changes: readonly ByteChange[];
  /** One for each document. */
  readonly results: readonly RepairResult[];
  readonly failures: readonly RunFailure[];
}

/** Writes what was repaired of a segment's documents back into its bytes. */
export function finishSegment(segment: Segment, answers: readonly Answer[], file: string): FinishedSegment {
  const failures: RunFailure[] = segment.failures
    .filter(({ unread }) => unread !== "nothing")
    .map(({ unread: _, ...failure }) => ({ file, ...failure }));
  const results = answers.map((answer, at) => {
    if ("result" in answer) return answer.result;
    const document = segment.documents[at]!;
    const problem = "problem" in answer ? answer.problem : "the run was stopped";
    failures.push({ file, ...document.place, reason: `not repaired: ${problem}`, again: true });
    return failedResult(document.text, problem);
  });
  const rewritten = rewrite(segment, results);
  if ("reason" in rewritten) failures.push({ file, ...startOf(segment.documents), reason: rewritten.reason });
  const unwritten = new Map<number, UnwrittenEdit[]>();
  for (const one of rewritten.unwritten) unwritten.set(one.document, [...(unwritten.get(one.document) ?? []), one]);
  const placed = results.map((result, at) =>
    placedResult(result, segment.documents[at]!, file, unwritten.get(at) ?? []),
  );
  const { bytes, changed, changes } = rewritten;
  return { bytes, changed, changes, results: placed, failures };
}

type Outcome = Rewritten & { readonly reason?: string };

/** A segment that cannot be written stays as it is. */
function rewrite(segment: Segment, results: readonly RepairResult[]): Outcome {
  const edits = results.map(editsToWrite);
  if (edits.every((list) => list.length === 0))
    return { bytes: segment.bytes, changed: false, changes: [], unwritten: [] };
  try {
    return segment.rewrite(edits);
  } catch (error) {
    if (!(error instanceof UnspinError)) throw error;
    const reason = `this is a defect of unspin, please report it: ${error.message}`;
    const unwritten = edits.flatMap((list, document) => list.map((_, edit) => ({ document, edit, reason })));
    return { bytes: segment.bytes, changed: false, changes: [], unwritten, reason };
  }
}

function startOf(documents: readonly SourceDocument[]): { readonly line?: number } {
  const line = documents[0]?.place.line;
  return line === undefined ? {} : { line };
}
