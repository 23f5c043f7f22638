import { type AlignedColumn, type AlignmentTools, alignSentence, Column, type Stretch } from "./align-sentence.js";
import type { ReadText } from "./read-text.js";

/** A sentence of a document beside the words of an article that it fits best. */
export interface AlignedPair {
  /** Index of the document's sentence. */
  readonly sentence: number;
  readonly columns: readonly AlignedColumn[];
  /** The article's tokens from the first that agrees to past the last. */
  readonly from: number;
  readonly to: number;
  /** Weight of the words that agree, over that of all words on the longer side. Range 0..1. */
  readonly agreement: number;
  /** The same with what a table or a thesaurus explains counted as agreeing. */
  readonly explained: number;
  /** Tokens that agree. */
  readonly same: number;
}

/** A word that stands in an article more often than this says nothing of where. */
const MOST_PLACES = 12;
/** Sentences are cut for alignment, so that time stays linear. */
const LONGEST = 120;
/** Tokens of the article on either side of where a sentence is looked for, beyond its own length. */
const SLACK = 6;
/** Votes, in agreement weights, that a place must have to be tried. */
const LEAST_VOTES = 3;
/** Least agreement to be a pair at all; less is chance. */
const LEAST_AGREEMENT = 0.25;

/**
 * Aligns a document with an article, sentence by sentence, in any order: words that both have vote for the place, or
 * a sentence goes on where the one before it ended. Null for sentences that fit nowhere.
 */
export function alignDocument(tools: AlignmentTools, document: ReadText, article: ReadText): (AlignedPair | null)[] {
  const finder = new PlaceFinder(tools, document, article);
  const pairs: (AlignedPair | null)[] = [];
  let next = -1;
  for (let at = 0; at < document.sentences.length; at++) {
    const sentence = sentenceStretch(document, at);
    const tried = finder.places(sentence, next).map((place) => {
      const stretch = around(article, place, sentence.end - sentence.start);
      return pairOf(tools, document, article, at, alignSentence(tools, document, sentence, article, stretch).columns);
    });
    const best = tried.reduce((a, b) => (b !== null && (a === null || b.agreement > a.agreement) ? b : a), null);
    const pair = best !== null && best.agreement >= LEAST_AGREEMENT ? best : null;
    if (pair !== null) next = pair.to;
    pairs.push(pair);
  }
  return pairs;
}

/** The tokens of a sentence. */
export function sentenceStretch({ sentences, tokens }: ReadText, at: number): Stretch {
  const start = sentences[at]!;
  return { start, end: Math.min(sentences[at + 1] ?? tokens.count, start + LONGEST) };
}

/** The stretch that a sentence of `length` tokens is looked for in. */
function around(article: ReadText, place: number, length: number): Stretch {
  const slack = SLACK + (length >> 1);
  return {
    start: Math.max(0, Math.min(place - slack, article.tokens.count)),
    end: Math.min(article.tokens.count, Math.max(0, place) + length + slack),
  };
}

/** Where in an article a sentence may stand. */
class PlaceFinder {
  private readonly places_ = new Map<number, number[]>();

  constructor(
    private readonly tools: AlignmentTools,
    private readonly document: ReadText,
    private readonly article: ReadText,
  ) {
    article.words.forEach((word, at) => {
      const list = this.places_.get(word);
      if (list) list.push(at);
      else this.places_.set(word, [at]);
    });
  }

  /** First tokens of the likeliest places: the best by votes, and where the sentence before ended. */
  places({ start, end }: Stretch, next: number): number[] {
    const votes = new Map<number, number>();
    for (let at = start; at < end; at++) {
      const list = this.places_.get(this.document.words[at]!);
      if (list === undefined || list.length > MOST_PLACES) continue;
      const weight = this.tools.weightOf(this.document.ids[at]!) / list.length;
      // Neighbouring diagonals share a vote: what was swapped before a word may have another length.
      for (const place of list) {
        const diagonal = (place - (at - start)) >> 2;
        votes.set(diagonal, (votes.get(diagonal) ?? 0) + weight);
        votes.set(diagonal + 1, (votes.get(diagonal + 1) ?? 0) + weight);
      }
    }
    let best = -1;
    let most = LEAST_VOTES;
    for (const [diagonal, weight] of votes) {
      if (weight > most) {
        most = weight;
        best = diagonal * 4;
      }
    }
    const found = best >= 0 || most > LEAST_VOTES ? [best] : [];
    const isNear = found.length > 0 && Math.abs(best - next) <= SLACK;
    return next >= 0 && next < this.article.tokens.count && !isNear ? [...found, next] : found;
  }
}

/** Rates an alignment; null when not a word agrees. */
export function pairOf(
  { weightOf }: AlignmentTools,
  document: ReadText,
  article: ReadText,
  sentence: number,
  columns: readonly AlignedColumn[],
): AlignedPair | null {
  let same = 0;
  let agreed = 0;
  let explained = 0;
  let left = 0;
  let right = 0;
  for (const { kind, start, end, from, to } of columns) {
    let own = 0;
    let other = 0;
    for (let at = start; at < end; at++) own += weightOf(document.ids[at]!);
    for (let at = from; at < to; at++) other += weightOf(article.ids[at]!);
    left += own;
    right += other;
    if (kind === Column.Same) {
      agreed += own;
      same++;
    }
    if (kind <= Column.Pair) explained += Math.max(own, other);
  }
  if (same === 0) return null;
  const whole = Math.max(left, right);
  const from = columns[0]!.from;
  const to = columns[columns.length - 1]!.to;
  return { sentence, columns, from, to, agreement: agreed / whole, explained: explained / whole, same };
}
