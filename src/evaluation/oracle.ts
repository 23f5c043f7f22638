/**
 * The ceiling of the choice: what a perfect chooser would make of the decoder's candidates, the wording as it stands
 * among them. It knows the original, and takes the path through the candidates with the fewest word errors.
 */
import { agreement, applyEdits, type PlainEdit } from "../edits/index.js";
import { Gap, type Tokens, tokenText } from "../tokens/tokenize.js";
import { measureTokens } from "./measure-tokens.js";
import { readText, type Stages, type TextReading, wordingOf } from "./stages.js";

/** A candidate, or a token as it stands (`now` is null): words that lead from one token boundary to another. */
interface Arc {
  readonly start: number;
  readonly end: number;
  readonly now: string | null;
  readonly words: readonly string[];
}

/** One word error weighs more than any number of edits, so that of equal paths the one with fewest edits is taken. */
const WORD_ERROR = 4096;
const EDIT = 1;
const FAR = 2 ** 30;

/** The best text that the candidates allow, a/an made to agree as the engine does. */
export function oracleRepair(stages: Stages, spun: string, gold: string): { text: string; edits: number } {
  const reading = readText(stages, spun);
  const chosen = bestPath(arcsOf(reading), reading.tokens.count, measureTokens(gold));
  const { starts, ends } = reading.tokens;
  const edits = chosen.flatMap(({ start, end, now }): PlainEdit[] => {
    if (now === null) return [];
    const [from, to] = [starts[start]!, ends[end - 1]!];
    return [{ start: from, end: to, was: spun.slice(from, to), now, verdict: "apply" }];
  });
  return { text: applyEdits(spun, agreement(spun, edits, reading.off)), edits: edits.length };
}

/** Every distinct wording of every stretch, by first token. */
function arcsOf(reading: TextReading): Arc[][] {
  const { tokens, decoded } = reading;
  const arcs = identityArcs(tokens);
  const seen = new Set<string>();
  for (const edge of decoded.edges) {
    const now = wordingOf(reading, edge);
    const name = `${edge.startToken} ${edge.endToken} ${now}`;
    if (now === null || seen.has(name)) continue;
    seen.add(name);
    arcs[edge.startToken]!.push({ start: edge.startToken, end: edge.endToken, now, words: measureTokens(now) });
  }
  return arcs;
}

/** The tokens as they stand, each alone; and with those that it is written together with, as the measure reads them ("they're"). */
function identityArcs(tokens: Tokens): Arc[][] {
  return Array.from({ length: tokens.count }, (_, start): Arc[] => {
    const alone: Arc = { start, end: start + 1, now: null, words: measureTokens(tokenText(tokens, start)) };
    let end = start + 1;
    while (end < tokens.count && tokens.gaps[end] === Gap.None) end++;
    if (end === start + 1) return [alone];
    const words = measureTokens(tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!));
    return [alone, { start, end, now: null, words }];
  });
}

/** Least costs of reaching a token boundary with so many words of the original read, and how. */
class Column {
  readonly costs: Int32Array;
  readonly arcs: (Arc | null)[];
  readonly from: Int32Array;

  constructor(size: number) {
    this.costs = new Int32Array(size).fill(FAR);
    this.arcs = new Array<Arc | null>(size).fill(null);
    this.from = new Int32Array(size);
  }
}

/** Levenshtein's distance, the one side a lattice (dynamic programming over boundaries and words of the original). */
function bestPath(arcs: readonly (readonly Arc[])[], tokens: number, gold: readonly string[]): Arc[] {
  const size = gold.length + 1;
  const columns = Array.from({ length: tokens + 1 }, () => new Column(size));
  columns[0]!.costs.forEach((_, j, costs) => {
    costs[j] = j * WORD_ERROR;
  });
  for (let at = 0; at < tokens; at++) {
    for (const arc of arcs[at]!) relax(columns[at]!, columns[arc.end]!, arc, gold);
  }
  const path: Arc[] = [];
  for (let at = tokens, j = gold.length; at > 0; ) {
    const column = columns[at]!;
    const arc = column.arcs[j]!;
    path.push(arc);
    j = column.from[j]!;
    at = arc.start;
  }
  return path.reverse();
}

function relax(before: Column, after: Column, arc: Arc, gold: readonly string[]): void {
  let costs = before.costs;
  let origins = Int32Array.from(costs, (_, j) => j);
  for (const word of arc.words) {
    const [nextCosts, nextOrigins] = [new Int32Array(costs.length), new Int32Array(costs.length)];
    for (let j = 0; j < costs.length; j++) {
      // The word is too many; or it stands for the original's; or one of the original's is missing behind it.
      let [cost, origin] = [costs[j]! + WORD_ERROR, origins[j]!];
      if (j > 0) {
        const match = costs[j - 1]! + (gold[j - 1] === word ? 0 : WORD_ERROR);
        if (match < cost) [cost, origin] = [match, origins[j - 1]!];
        const missing = nextCosts[j - 1]! + WORD_ERROR;
        if (missing < cost) [cost, origin] = [missing, nextOrigins[j - 1]!];
      }
      nextCosts[j] = cost;
      nextOrigins[j] = origin;
    }
    costs = nextCosts;
    origins = nextOrigins;
  }
  const price = arc.now === null ? 0 : EDIT;
  for (let j = 0; j < costs.length; j++) {
    if (costs[j]! + price >= after.costs[j]!) continue;
    after.costs[j] = costs[j]! + price;
    after.arcs[j] = arc;
    after.from[j] = origins[j]!;
  }
}
