import { decidedEdits } from "../../decisions/decided-edits.js";
import type { LedgerFollower } from "../../decisions/ledger-follower.js";
import { pairKey } from "../../decisions/pair-key.js";
import type { RepairExample } from "../../dictionary/learn-reviewed.js";
import { applyEdits } from "../../edits/index.js";
import { inputOf, readReport } from "../../report-file.js";
import type { Edit, RepairResult } from "../../result.js";
import { readTokens } from "../../tokens/reading.js";

/** The sentences of a report that show pairs as a review decided them, by `pairKey`. */
export interface ReviewedSentences {
  /** Where it was accepted: with the spun phrase, and with the original put back; all else as it reads after the review. */
  readonly repairs: ReadonlyMap<string, readonly RepairExample[]>;
  /** Where it was rejected: as they read after the review. */
  readonly keeps: ReadonlyMap<string, readonly string[]>;
}

/** Characters of a sentence that makes an example. */
const LONGEST = 300;
/** Examples of one kind that a pair needs. */
const ENOUGH = 3;

/** @throws UnspinError when the report cannot be read or was changed since it was made. */
export async function reviewedSentences(
  reports: readonly string[],
  follower: LedgerFollower,
): Promise<ReviewedSentences> {
  const found = { repairs: new Map<string, RepairExample[]>(), keeps: new Map<string, string[]>() };
  for (const report of reports) {
    for await (const { result } of readReport(report)) gather(result, follower, found);
  }
  return found;
}

interface Found {
  readonly repairs: Map<string, RepairExample[]>;
  readonly keeps: Map<string, string[]>;
}

function gather(result: RepairResult, follower: LedgerFollower, { repairs, keeps }: Found): void {
  const text = inputOf(result);
  const edits = decidedEdits(result, text, { follower });
  if (!edits.some(isDecided)) return;
  for (const { edits: own, start, end } of inSentences(text, edits)) {
    const applied = own.filter(({ verdict }) => verdict === "apply");
    const read = (some: readonly Edit[]) => sentenceWith(text.slice(start, end), some, start);
    for (const edit of own.filter(isDecided)) {
      const key = pairKey(edit.was, edit.now);
      const after = read(applied);
      if (after.length > LONGEST || after === "") continue;
      if (edit.verdict === "suggest") put(keeps, key, after);
      else put(repairs, key, [read(applied.filter((other) => other !== edit)), after] as const);
    }
  }
}

function isDecided({ evidence, verdict }: Edit): boolean {
  return evidence.decision?.verdict === (verdict === "apply" ? "accept" : "reject");
}

function sentenceWith(sentence: string, edits: readonly Edit[], start: number): string {
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return applyEdits(sentence, moved).trim().replace(/\s+/g, " ");
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else if (there.length < ENOUGH) there.push(value);
}

interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly edits: readonly Edit[];
}

/** The sentences of a text that have edits, each with its own; one that an edit reaches beyond is left out. */
function* inSentences(text: string, edits: readonly Edit[]): Generator<Sentence> {
  const { tokens, sentences } = readTokens(text);
  let next = 0;
  for (let at = 0; at < sentences.length && next < edits.length; at++) {
    const start = tokens.starts[sentences[at]!]!;
    const following = sentences[at + 1];
    const end = following === undefined ? text.length : tokens.starts[following]!;
    const own: Edit[] = [];
    while (next < edits.length && edits[next]!.start < end) own.push(edits[next++]!);
    if (own.length > 0 && own.every((edit) => edit.start >= start && edit.end <= end)) yield { start, end, edits: own };
  }
}
