/**
 * The measure: how much of a spun text was put back, edit by edit. Figure for figure that of
 * `../shared/tools/score.py` (a test compares them); only its rounding to four places is left to the report.
 *
 * - Precision, recall, F0.5, strict: neighbouring edits form one cluster, and a cluster is right when it reads exactly
 *   as the original does there. Of a cluster that does not, only the edits that both sides share count as right.
 * - Edit precision: the share of the single edits that write just the words that stand there in the original,
 *   whatever happened to their neighbours.
 * - Word error rate: words to change, by the diff, for each word of the original. It may exceed 1.
 */
import { measureTokens } from "./measure-tokens.js";
import { type Opcode, opcodes } from "./sequence-matcher.js";

/** The tokens [start, end) of the spun text are to read `words`. */
export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  readonly words: readonly string[];
}

/** A place where the repaired text and the original differ, each as its tokens joined by blanks. */
export interface WrongCluster {
  /** `missed`: not repaired; `harm`: changed though it was right; `differs`: changed, but not into the original. */
  readonly kind: "missed" | "harm" | "differs";
  readonly spun: string;
  readonly gold: string;
  readonly got: string;
}

/** What can be added up over documents. */
export interface Counts {
  /** Edits of the original that were made. */
  readonly tp: number;
  /** Edits made that the original does not have. */
  readonly fp: number;
  /** Edits of the original that were not made. */
  readonly fn: number;
  /** Edits that write the words that stand there in the original. */
  readonly rightEdits: number;
  /** All edits made. */
  readonly edits: number;
  readonly wordErrorsBefore: number;
  readonly wordErrorsAfter: number;
  /** Tokens of the original: what the word errors are divided by. */
  readonly goldTokens: number;
}

/** Ratios lie in 0..1, except the word error rates. A ratio of nothing is 1 for precision and recall, else 0. */
export interface Ratios {
  readonly precision: number;
  readonly recall: number;
  readonly f05: number;
  readonly editPrecision: number;
  readonly werBefore: number;
  readonly werAfter: number;
}

export interface Score extends Counts, Ratios {
  readonly wrong: readonly WrongCluster[];
}

/** Scores a repair of `spun` against the original, `gold`. */
export function scoreTexts(spun: string, repaired: string, gold: string): Score {
  const [source, hypothesis, original] = [spun, repaired, gold].map(measureTokens) as [string[], string[], string[]];
  const goldOps = opcodes(source, original);
  const goldEdits = editsOf(goldOps, original);
  const made = editsOf(opcodes(source, hypothesis), hypothesis);
  const strict = scoreClusters(source, cluster(goldEdits, made));
  const counts: Counts = {
    tp: strict.tp,
    fp: strict.fp,
    fn: strict.fn,
    rightEdits: made.filter((edit) => isRight(edit, original, goldOps)).length,
    edits: made.length,
    wordErrorsBefore: wordErrors(goldEdits),
    wordErrorsAfter: wordErrors(editsOf(opcodes(hypothesis, original), original)),
    goldTokens: original.length,
  };
  return { ...counts, ...ratiosOf(counts), wrong: strict.wrong };
}

/** Adds the counts of several documents up (micro-average: a long document weighs more than a short one). */
export function pool(scores: Iterable<Counts>): Counts & Ratios {
  const sum = { tp: 0, fp: 0, fn: 0, rightEdits: 0, edits: 0, wordErrorsBefore: 0, wordErrorsAfter: 0, goldTokens: 0 };
  const names = Object.keys(sum) as (keyof Counts)[];
  for (const score of scores) for (const name of names) sum[name] += score[name];
  return { ...sum, ...ratiosOf(sum) };
}

/** The F-measure that weighs precision `1 / beta` times as much as recall; 0 when both are 0. */
export function fMeasure(precision: number, recall: number, beta = 0.5): number {
  if (precision + recall === 0) return 0;
  return ((1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

function ratiosOf(counts: Counts): Ratios {
  const { tp, fp, fn, rightEdits, edits, goldTokens } = counts;
  const precision = tp + fp > 0 ? tp / (tp + fp) : 1;
  const recall = tp + fn > 0 ? tp / (tp + fn) : 1;
  return {
    precision,
    recall,
    f05: fMeasure(precision, recall),
    editPrecision: rightEdits / Math.max(1, edits),
    werBefore: counts.wordErrorsBefore / Math.max(1, goldTokens),
    werAfter: counts.wordErrorsAfter / Math.max(1, goldTokens),
  };
}

function editsOf(ops: readonly Opcode[], target: readonly string[]): TokenEdit[] {
  return ops
    .filter((op) => op.tag !== "equal")
    .map((op) => ({ start: op.aStart, end: op.aEnd, words: target.slice(op.bStart, op.bEnd) }));
}

function wordErrors(edits: readonly TokenEdit[]): number {
  return edits.reduce((sum, { start, end, words }) => sum + Math.max(end - start, words.length), 0);
}

interface Cluster {
  start: number;
  end: number;
  readonly gold: TokenEdit[];
  readonly made: TokenEdit[];
}

/** Runs of edits of either side that overlap, or touch an insertion. */
function cluster(gold: readonly TokenEdit[], made: readonly TokenEdit[]): Cluster[] {
  const items = [
    ...gold.map((edit) => ({ edit, side: "gold" as const })),
    ...made.map((edit) => ({ edit, side: "made" as const })),
  ].sort((x, y) => x.edit.start - y.edit.start || x.edit.end - y.edit.end);
  const clusters: Cluster[] = [];
  for (const { edit, side } of items) {
    let last = clusters.at(-1);
    if (last === undefined || !overlap(last, edit)) {
      last = { start: edit.start, end: edit.end, gold: [], made: [] };
      clusters.push(last);
    }
    last.start = Math.min(last.start, edit.start);
    last.end = Math.max(last.end, edit.end);
    last[side].push(edit);
  }
  return clusters;
}

type TokenSpan = Pick<TokenEdit, "start" | "end">;

function overlap(x: TokenSpan, y: TokenSpan): boolean {
  const [emptyX, emptyY] = [x.start === x.end, y.start === y.end];
  if (emptyX && emptyY) return x.start === y.start;
  if (emptyX) return y.start <= x.start && x.start <= y.end;
  if (emptyY) return x.start <= y.start && y.start <= x.end;
  return x.start < y.end && y.start < x.end;
}

function scoreClusters(source: readonly string[], clusters: readonly Cluster[]) {
  let [tp, fp, fn] = [0, 0, 0];
  const wrong: WrongCluster[] = [];
  for (const { start, end, gold, made } of clusters) {
    const [g, h] = [render(source, gold, start, end), render(source, made, start, end)];
    const alike = gold.length > 0 && made.length > 0 && sameWords(g, h);
    const right = alike ? gold.length : gold.filter((x) => made.some((y) => sameEdit(x, y))).length;
    tp += right;
    if (alike) continue;
    fn += gold.length - right;
    fp += made.length - right;
    const kind = made.length === 0 ? "missed" : gold.length === 0 ? "harm" : "differs";
    wrong.push({ kind, spun: source.slice(start, end).join(" "), gold: g.join(" "), got: h.join(" ") });
  }
  return { tp, fp, fn, wrong };
}

/** The tokens [start, end) of the source with the edits, all inside and in order, carried out. */
function render(source: readonly string[], edits: readonly TokenEdit[], start: number, end: number): string[] {
  const out: string[] = [];
  let at = start;
  for (const edit of edits) {
    out.push(...source.slice(at, edit.start), ...edit.words);
    at = edit.end;
  }
  return [...out, ...source.slice(at, end)];
}

function sameEdit(x: TokenEdit, y: TokenEdit): boolean {
  return x.start === y.start && x.end === y.end && sameWords(x.words, y.words);
}

function sameWords(x: readonly string[], y: readonly string[]): boolean {
  return x.length === y.length && x.every((word, index) => word === y[index]);
}

/**
 * Does this one edit write the words that the original has at that place? Inside a changed stretch any word of the
 * original's stretch may be the one that stands there, so several starts and ends are possible.
 */
export function isRight(edit: TokenEdit, gold: readonly string[], goldOps: readonly Opcode[]): boolean {
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const op of goldOps) {
    for (const [at, places] of [
      [edit.start, starts],
      [edit.end, ends],
    ] as const) {
      if (at < op.aStart || at > op.aEnd) continue;
      if (op.tag === "equal") places.add(op.bStart + at - op.aStart);
      else for (let place = op.bStart; place <= op.bEnd; place++) places.add(place);
    }
  }
  const size = edit.words.length;
  return [...starts].some((at) => ends.has(at + size) && sameWords(gold.slice(at, at + size), edit.words));
}
