import type { ReviewedPair } from "../../decisions/pair-counts.js";
import { inputOf, readReport } from "../../report-file.js";
import type { Edit, RepairResult } from "../../result.js";
import { readTokens } from "../../tokens/reading.js";

/**
 * The sentences in which a review rejected an edit, by its fingerprint: those that have no other edit to apply, so that they show
 * the phrase as it was meant. Long ones are left out.
 */
export async function rejectedSentences(
  report: string,
  pairs: readonly ReviewedPair[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(pairs.flatMap(({ rejections }) => rejections));
  const found = new Map<string, string>();
  for await (const { result } of readReport(report)) {
    const rejected = result.edits.filter(({ id }) => wanted.has(id));
    if (rejected.length > 0) gather(result, rejected, found);
  }
  return found;
}

/** Characters of a sentence that makes an example. */
const LONGEST = 300;

function gather(result: RepairResult, rejected: readonly Edit[], found: Map<string, string>): void {
  const text = inputOf(result);
  const { tokens, sentences } = readTokens(text);
  const starts = Array.from(sentences, (token) => tokens.starts[token]!);
  let at = 0;
  for (const edit of rejected) {
    while (at + 1 < starts.length && starts[at + 1]! <= edit.start) at += 1;
    const [start, end] = [starts[at] ?? 0, starts[at + 1] ?? text.length];
    const isAlone = result.edits.every(
      (other) => other === edit || other.verdict !== "apply" || other.end <= start || other.start >= end,
    );
    const sentence = text.slice(start, end).trim().replace(/\s+/g, " ");
    if (isAlone && edit.end <= end && sentence.length <= LONGEST) found.set(edit.id, sentence);
  }
}
