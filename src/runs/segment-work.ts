import { UnspinError } from "../errors.js";
import type { ByteChange, Rewritten, Segment, SourceDocument, TextEdit, UnwrittenEdit } from "../formats/index.js";
import { placedResult, recorded, resultOf, standingOf, withUnwritten } from "../report-line.js";
import { failedResult } from "../threads/failed-result.js";
import type { Answer, Recorded } from "../threads/messages.js";
import type { RunFailure } from "./interfaces.js";

/** A segment with its documents' edits carried out. */
export interface WrittenSegment {
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** What was replaced in the segment's `plain` bytes. */
  readonly changes: readonly ByteChange[];
  /** What its format could not take, by document. */
  readonly unwritten: ReadonlyMap<number, readonly UnwrittenEdit[]>;
  readonly failures: readonly RunFailure[];
}

/** What was made of a segment. */
export interface FinishedSegment extends WrittenSegment {
  /** One for each document. */
  readonly records: readonly Recorded[];
}

/** Writes what was repaired of a segment's documents back into its bytes. */
export function finishSegment(segment: Segment, answers: readonly Answer[], file: string): FinishedSegment {
  const failures: RunFailure[] = [];
  const records = answers.map((answer, at) => {
    if ("record" in answer) return answer.record;
    const given = givenUp(segment.documents[at]!, file, "problem" in answer ? answer.problem : "the run was stopped");
    failures.push(given.failure);
    return recorded(given.result);
  });
  const edits = records.map((record) => record.edits);
  const written = writeSegment(segment, edits, file, failures);
  const asWritten = records.map((record, at) => {
    const unwritten = written.unwritten.get(at);
    if (unwritten === undefined) return record;
    return recorded(withUnwritten(resultOf(record), segment.documents[at]!.text, unwritten));
  });
  return { ...written, records: asWritten };
}

/** What becomes of a document that cannot be repaired. */
export function givenUp(document: SourceDocument, file: string, problem: string) {
  const failure: RunFailure = { file, ...document.place, reason: `not repaired: ${problem}`, again: true };
  return { failure, result: placedResult(failedResult(document.text, problem), standingOf(document, file)) };
}

/**
 * Carries out the edits of a segment's documents in its bytes.
 * @param unrepaired told between what could not be read and what could not be written.
 */
export function writeSegment(
  segment: Segment,
  edits: readonly (readonly TextEdit[])[],
  file: string,
  unrepaired: readonly RunFailure[] = [],
): WrittenSegment {
  const failures = segment.failures
    .filter(({ unread }) => unread !== "nothing")
    .map(({ unread: _, ...failure }): RunFailure => ({ file, ...failure }));
  failures.push(...unrepaired);
  const rewritten = rewrite(segment, edits);
  if ("reason" in rewritten) failures.push({ file, ...startOf(segment.documents), reason: rewritten.reason });
  const unwritten = new Map<number, UnwrittenEdit[]>();
  for (const one of rewritten.unwritten) {
    const list = unwritten.get(one.document);
    if (list === undefined) unwritten.set(one.document, [one]);
    else list.push(one);
  }
  const { bytes, changed, changes } = rewritten;
  return { bytes, changed, changes, unwritten, failures };
}

type Outcome = Rewritten & { readonly reason?: string };

/** A segment that cannot be written stays as it is. */
function rewrite(segment: Segment, edits: readonly (readonly TextEdit[])[]): Outcome {
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
