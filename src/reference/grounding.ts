import { sameFacts } from "../dictionary/facts.js";
import { Shape } from "../tokens/tokenize.js";
import { type AlignedPair, alignDocument } from "./align.js";
import type { AlignmentTools } from "./align-sentence.js";
import { type Difference, differences, Reason } from "./differences.js";
import { fillGaps } from "./fill-gaps.js";
import { type ReadText, textBetween } from "./read-text.js";
import { differInSpellingOnly } from "./spelling.js";

/** A sentence of a document whose wording comes from an article. */
export interface GroundedSentence {
  readonly pair: AlignedPair;
  readonly differences: readonly Difference[];
}

/** What an article says of a document: which of its sentences come from there. */
export interface Grounding {
  /** By the document's sentence; null where it does not come from this article. */
  readonly sentences: readonly (GroundedSentence | null)[];
  /** Share of the document's tokens in grounded sentences. Range 0..1. */
  readonly share: number;
  /** Share of the article's tokens that they take up. Range 0..1. */
  readonly used: number;
  /** P(the document was made from this article). */
  readonly probability: number;
  /** See `swapEvidence`. */
  readonly evidence: number;
  /** Share of the grounded sentences that leave nothing of the article's out. Range 0..1; tools leave nothing out, people do. */
  readonly purity: number;
}

/** Share of a document from which the article is rather its source than not. */
const SOURCE = 0.5;
/** Agreement from which a sentence is its article's by itself; two people who tell one story seldom reach it, but in quotes. */
const ALONE = 0.45;
/** The same for a sentence that goes on where a grounded one stopped. */
const IN_ORDER = 0.28;
/** Agreeing tokens that a sentence needs to stand by itself. */
const LEAST_SAME = 5;
/** Tokens between two sentences of an article that still go on from one to the other. */
const NEAR = 40;

/** Which sentences of a document come from an article it was aligned with. */
export function ground(tools: AlignmentTools, document: ReadText, article: ReadText): Grounding {
  const pairs = alignDocument(tools, document, article);
  const grounded = pairs.map((pair) => pair !== null && pair.agreement >= ALONE && pair.same >= LEAST_SAME);
  spread(pairs, grounded, 1);
  spread(pairs, grounded, -1);
  // What is mostly the article's is so in between as well; a story on the same event may say something else there.
  if (tokensIn(pairs, grounded) >= SOURCE * document.tokens.count) {
    fillGaps({ tools, document, article, pairs, grounded });
  }
  const sentences = pairs.map((pair, at) =>
    grounded[at] ? { pair: pair!, differences: differences(pair!.columns) } : null,
  );
  const share = sum(sentences, ({ pair }) => tokensOf(pair)) / Math.max(1, document.tokens.count);
  const used = sum(sentences, ({ pair }) => pair.to - pair.from) / Math.max(1, article.tokens.count);
  return {
    sentences,
    share,
    used: Math.min(1, used),
    probability: sourceProbability(share),
    evidence: swapEvidence(document, article, sentences),
    purity: purityOf(sentences),
  };
}

function tokensIn(pairs: readonly (AlignedPair | null)[], grounded: readonly boolean[]): number {
  return pairs.reduce((total, pair, at) => total + (grounded[at] ? tokensOf(pair!) : 0), 0);
}

/** Grounds what goes on, forwards or backwards, from a grounded sentence. */
function spread(pairs: readonly (AlignedPair | null)[], grounded: boolean[], step: 1 | -1): void {
  const first = step === 1 ? 1 : pairs.length - 2;
  for (let at = first; at >= 0 && at < pairs.length; at += step) {
    const pair = pairs[at];
    const before = pairs[at - step];
    if (pair == null || before == null || grounded[at] || !grounded[at - step] || pair.agreement < IN_ORDER) continue;
    const gap = step === 1 ? pair.from - before.to : before.from - pair.to;
    if (gap >= -2 && gap <= NEAR) grounded[at] = true;
  }
}

function tokensOf({ columns }: AlignedPair): number {
  return columns.reduce((tokens, { start, end }) => tokens + end - start, 0);
}

function sum(sentences: readonly (GroundedSentence | null)[], of: (one: GroundedSentence) => number): number {
  return sentences.reduce((total, one) => total + (one === null ? 0 : of(one)), 0);
}

/**
 * P(the very source | share of the document that comes from it). Of pairs of BBC stories on one event that are not versions of
 * each other, the closest share .45; garbled stories share .6 to 1 with their originals, whatever the tool.
 */
function sourceProbability(share: number): number {
  return 1 / (1 + Math.exp(-16 * (share - SOURCE)));
}

/** Points at which a sentence of another story is still the document's, word for word: see `isVerbatim`. */
const VERBATIM = { same: 8, agreement: 0.5, explained: 0.85 } as const;

/**
 * Does a sentence stand in the article but for what tables and thesauri explain? Stories on one event share quotes and whole
 * sentences; all else they tell in words of their own.
 */
export function isVerbatim({ pair, differences }: GroundedSentence): boolean {
  const { same, agreement, explained } = pair;
  return (
    same >= VERBATIM.same &&
    agreement >= VERBATIM.agreement &&
    explained >= VERBATIM.explained &&
    differences.every((each) => each.reason !== Reason.Missing && says(each) > SAYS.large)
  );
}

/** What a difference says for a tool, or against it: people who rewrite a story leave out, insert and merge; a tool swaps phrase for phrase. */
const SAYS = { row: 3, pair: 2, other: 1, large: -2, extra: -1, missing: -3 } as const;
/** A swap covers no more tokens than this on either side. */
const LONGEST_SWAP = 4;

/**
 * Evidence that the differences were made by a tool: points for swaps of phrase for phrase (more where the channel explains
 * them) less points for what only people do. Versions of one story have 6 at most, stories garbled at a rate of .05 have 8 to 30.
 */
function swapEvidence(document: ReadText, article: ReadText, sentences: readonly (GroundedSentence | null)[]): number {
  const seen = new Set<string>();
  return sum(sentences, (one) => {
    let total = 0;
    for (const each of one.differences) {
      const { start, end, from, to } = each;
      const points = isCorrection(document, article, each) ? 0 : says(each);
      const swap = `${document.words.subarray(start, end)} ${article.words.subarray(from, to)}`;
      // A house style that differs ("per cent") does so everywhere: it counts once.
      if (points > 0 && seen.has(swap)) continue;
      seen.add(swap);
      total += points;
    }
    return total;
  });
}

/** May a person have put something else, or a house its spelling, where nothing but a thesaurus says that a tool did? */
function isCorrection(document: ReadText, article: ReadText, { reason, start, end, from, to }: Difference): boolean {
  if (reason !== Reason.Other && reason !== Reason.Pair) return false;
  if (reason === Reason.Other && isRaised(document, start) && isRaised(article, from)) return true;
  const [was, source] = [textBetween(document, start, end), textBetween(article, from, to)];
  return !sameFacts(was, source) || differInSpellingOnly(was, source);
}

/** Does a token begin with a capital where it begins no sentence? */
function isRaised({ tokens, begins }: ReadText, at: number): boolean {
  const shape = tokens.shapes[at];
  return begins[at] === 0 && shape !== Shape.None && shape !== Shape.Lower;
}

function says({ reason, start, end, from, to }: Difference): number {
  if (reason === Reason.Row) return SAYS.row;
  if (reason === Reason.Pair) return SAYS.pair;
  if (reason === Reason.Extra) return SAYS.extra;
  if (reason === Reason.Missing) return SAYS.missing;
  return end - start > LONGEST_SWAP || to - from > LONGEST_SWAP ? SAYS.large : SAYS.other;
}

function purityOf(sentences: readonly (GroundedSentence | null)[]): number {
  const whole = sum(sentences, ({ differences }) =>
    differences.some(({ reason }) => reason === Reason.Missing) ? 0 : 1,
  );
  return (
    whole /
    Math.max(
      1,
      sum(sentences, () => 1),
    )
  );
}
