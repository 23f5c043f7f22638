import type { Decoded, DecodedEdge } from "../decoding/decode.js";
import type { Entry } from "../dictionary/compile.js";
import { entryAt } from "../dictionary/document-dictionary.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import { apart, dress, writesCurly } from "../edits/index.js";
import { CLASS_WORDS } from "../language/word-key.js";
import type { Alternative } from "../result.js";
import type { Tokens } from "../tokens/tokenize.js";

/** An edit as the decoder proposes it, before any verdict. */
export interface Proposal {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
  readonly entry: Entry;
  /** The swap on the best path that it comes from. */
  readonly edge: DecodedEdge;
  /** P(now | text): all edges that write the same words here. */
  readonly posterior: number;
  /** Product of the posteriors of the run of touching edits that this one is in. */
  readonly run: number;
  readonly alternatives: readonly Alternative[];
}

export interface ProposalInput {
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  readonly decoded: Decoded;
}

/** At most so many alternatives are shown, the wording as it stands among them. */
const MOST_ALTERNATIVES = 5;

/** Turns the edges of the best path into edits of the text: surface form, runs, alternatives. */
export function proposals(input: ProposalInput): Proposal[] {
  const { decoded, tokens } = input;
  const writer = new Writer(input);
  const found: Omit<Proposal, "run">[] = [];
  const edges: DecodedEdge[] = [];
  let beside = 0;
  for (const edge of decoded.best) {
    while (decoded.edges[beside] && decoded.edges[beside]!.startToken < edge.startToken) beside++;
    const now = writer.write(edge);
    const was = writer.textOf(edge);
    if (now === null || now === was) continue;
    const rivals = rivalsOf(decoded.edges, beside, edge, writer);
    const posterior = Math.max(rivals.get(now) ?? edge.posterior, sameChange(decoded, beside, edge));
    found.push({
      start: tokens.starts[edge.startToken]!,
      end: tokens.ends[edge.endToken - 1]!,
      was,
      now,
      entry: entryAt(decoded.dictionary, edge.entry),
      edge,
      posterior: Math.min(1, posterior),
      alternatives: alternativesOf(rivals, was, now),
    });
    edges.push(edge);
  }
  return withRuns(found, edges, input.sentences);
}

class Writer {
  private readonly curly: boolean;
  private readonly begins: Set<number>;

  constructor(private readonly input: ProposalInput) {
    this.curly = writesCurly(input.tokens.text);
    this.begins = new Set(input.sentences);
  }

  textOf(edge: DecodedEdge): string {
    const { tokens } = this.input;
    return tokens.text.slice(tokens.starts[edge.startToken]!, tokens.ends[edge.endToken - 1]!);
  }

  write(edge: DecodedEdge): string | null {
    const entry = entryAt(this.input.decoded.dictionary, edge.entry);
    const sentenceStart = this.begins.has(edge.startToken);
    const was = this.textOf(edge);
    const now = dress(entry.original, was, entry.spun, { sentenceStart, curlyApostrophes: this.curly });
    const { text, starts } = this.input.tokens;
    return now === null ? null : apart(text.charAt(starts[edge.startToken]! - 1), was, now);
  }
}

/** The part of an edge that changes anything: the words that its two sides share at both ends do not count. */
interface Core {
  readonly startToken: number;
  readonly endToken: number;
  /** The words that it writes: those of the original from `from` to `to`. */
  readonly words: Int32Array;
  readonly from: number;
  readonly to: number;
}

function coreOf({ startToken, endToken, entry }: DecodedEdge, decoded: Decoded): Core {
  const { words, spunIds } = entryAt(decoded.dictionary, entry);
  const most = Math.min(words.length, spunIds.length);
  let first = 0;
  while (first < most && words[first] === spunIds[first]) first++;
  let last = 0;
  while (last < most - first && words[words.length - 1 - last] === spunIds[spunIds.length - 1 - last]) last++;
  return { startToken: startToken + first, endToken: endToken - last, words, from: first, to: words.length - last };
}

function isSame(a: Core, b: Core): boolean {
  if (a.startToken !== b.startToken || a.endToken !== b.endToken || a.to - a.from !== b.to - b.from) return false;
  for (let at = a.from; at < a.to; at++) if (a.words[at] !== b.words[b.from + at - a.from]) return false;
  return true;
}

/**
 * P(all edges that make the same change | text), however much they take in beside it: "commerce union" for "trade union" and "commerce"
 * for "trade" are one answer.
 */
function sameChange(decoded: Decoded, from: number, edge: DecodedEdge): number {
  const { edges } = decoded;
  const core = coreOf(edge, decoded);
  // A word that the model only knows by its class may be any word.
  for (let at = core.from; at < core.to; at++) if (core.words[at]! < CLASS_WORDS.length) return edge.posterior;
  let first = from;
  while (first > 0 && edges[first - 1]!.startToken > edge.startToken - MAX_PHRASE) first--;
  let total = 0;
  for (let at = first; at < edges.length && edges[at]!.startToken < edge.endToken; at++) {
    if (edges[at]!.endToken <= edge.startToken) continue;
    if (isSame(coreOf(edges[at]!, decoded), core)) total += edges[at]!.posterior;
  }
  return total;
}

/** Posterior of each wording of the same tokens. */
function rivalsOf(edges: readonly DecodedEdge[], from: number, edge: DecodedEdge, writer: Writer): Map<string, number> {
  const rivals = new Map<string, number>();
  for (let at = from; at < edges.length && edges[at]!.startToken === edge.startToken; at++) {
    if (edges[at]!.endToken !== edge.endToken) continue;
    const now = writer.write(edges[at]!);
    if (now !== null) rivals.set(now, (rivals.get(now) ?? 0) + edges[at]!.posterior);
  }
  return rivals;
}

/** What else the place may have said; what no edge claims is left to the wording as it stands. */
function alternativesOf(rivals: ReadonlyMap<string, number>, was: string, now: string): Alternative[] {
  let claimed = 0;
  const others: Alternative[] = [];
  for (const [wording, probability] of rivals) {
    claimed += probability;
    if (wording !== now && wording !== was) others.push({ now: wording, probability: rounded(probability) });
  }
  others.push({ now: was, probability: rounded(Math.max(0, 1 - claimed)) });
  return others.sort((a, b) => b.probability - a.probability || (a.now < b.now ? -1 : 1)).slice(0, MOST_ALTERNATIVES);
}

function withRuns(
  found: readonly Omit<Proposal, "run">[],
  edges: readonly DecodedEdge[],
  sentences: Uint32Array,
): Proposal[] {
  const begins = new Set(sentences);
  const runs: Proposal[] = [];
  for (let first = 0; first < found.length; ) {
    let end = first + 1;
    let product = found[first]!.posterior;
    while (
      end < found.length &&
      edges[end]!.startToken === edges[end - 1]!.endToken &&
      !begins.has(edges[end]!.startToken)
    ) {
      product *= found[end]!.posterior;
      end++;
    }
    for (; first < end; first++) runs.push({ ...found[first]!, run: product });
  }
  return runs;
}

/** Four decimals: more would be noise, and would make results differ between machines. */
export function rounded(probability: number): number {
  return Math.round(probability * 1e4) / 1e4;
}
