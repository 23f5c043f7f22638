import { type BigramBounds, bigramBounds, type PackedBounds, unpackBounds } from "./bigram-bounds.js";
import { BigramFilter } from "./bigram-filter.js";
import { firstTrigram, type PackedPart, popCount } from "./pack.js";
import { fromShortFloat } from "./short-float.js";
import { WordClass } from "./word-key.js";

/** Where a model stands after some words: the last word, and the trigram context it opens (-1: none). */
export interface ModelState {
  readonly word: number;
  readonly context: number;
}

export interface WordScore {
  /** ln P(word | state). */
  readonly log: number;
  /** Length of the longest n-gram that was found: 1 to 3. It doubles as evidence. */
  readonly order: number;
  readonly state: ModelState;
}

/** What a model has read, a row a word. */
export interface ReadColumns {
  /** P(word | two words before). */
  readonly trigrams: Float64Array;
  /** P(word | word before). */
  readonly bigrams: Float64Array;
  /** Where that was found; see `NgramModel.place`. */
  readonly places: Int32Array;
}

/** A trigram model as one part of a mixture. */
export abstract class MixturePart {
  /** Where the last call of `bigram` found its bigram, or -1; read it at once. */
  place = -1;

  /** P(w | v); sets `place`. */
  abstract bigram(v: number, w: number): number;
  /** The trigram context (v, w) that a bigram opens, by its place; -1 when there is none. */
  abstract contextAt(place: number): number;
  /** P(w | context), where `second` is P(w | v) of the shorter context. */
  abstract trigram(context: number, w: number, second: number): number;
  abstract unigram(w: number): number;

  /** As `bigram`, for words of which most do not stand together in any text. */
  rareBigram(v: number, w: number): number {
    return this.bigram(v, w);
  }

  /**
   * Reads a sentence, without begin and end marks, and its end: writes P(word | two words before), P(word | word before) and where that
   * was found, from `row` on, a row a word. Returns the row after.
   */
  readInto(words: ArrayLike<number>, columns: ReadColumns, row: number): number {
    const { trigrams, bigrams, places } = columns;
    let before: number = WordClass.Begin;
    let place = -1;
    for (let i = 0; i <= words.length; i++) {
      const word = i < words.length ? words[i]! : WordClass.End;
      const second = this.bigram(before, word);
      bigrams[row + i] = second;
      places[row + i] = this.place;
      trigrams[row + i] = this.trigram(this.contextAt(place), word, second);
      place = this.place;
      before = word;
    }
    return row + words.length + 1;
  }
}

/** Questions for rare bigrams from which the filter is worth its making: one short text does without. */
const RARES = 100_000;

/**
 * A trigram model with back-off, over one part of a model file. Reads only; shares its arrays with every
 * engine in the process.
 */
export class NgramModel extends MixturePart {
  /** See `bounds`; found when they are first asked for, or taken from what another run has found. */
  private found: BigramBounds | undefined;
  private foundBefore: PackedBounds | undefined;
  private filter: BigramFilter | null = null;
  private rares = 0;

  constructor(private readonly part: PackedPart) {
    super();
  }

  /** The state at the start of a sentence. */
  begin(): ModelState {
    return { word: WordClass.Begin, context: -1 };
  }

  /** State in, state out. */
  score(state: ModelState, word: number): WordScore {
    const second = this.bigram(state.word, word);
    const context = this.contextAt(this.place);
    const log = Math.log(this.trigram(state.context, word, second));
    return { log, order: this.orderOf(state, word), state: { word, context } };
  }

  /** P(w | v) from bigrams; sets `place`. */
  bigram(v: number, w: number): number {
    const { part } = this;
    const at = search(part.bigramWords, part.bigramBegins[v]!, part.bigramBegins[v + 1]!, w);
    this.place = at;
    return at < 0 ? part.unigramBackoff[v]! * part.unigram[w]! : part.levels[part.bigramLevels[at]!]!;
  }

  /** The trigram context (v, w) that a bigram opens, by its place; -1 when there is none. */
  contextAt(place: number): number {
    if (place < 0) return -1;
    const { part } = this;
    const bits = part.contextBits[place >>> 5]!;
    const bit = place & 31;
    return ((bits >>> bit) & 1) === 0 ? -1 : part.contextRanks[place >>> 5]! + popCount(bits & ((1 << bit) - 1));
  }

  /** P(w | context), where `second` is P(w | v) of the shorter context. */
  trigram(context: number, w: number, second: number): number {
    if (context < 0) return second;
    const { part } = this;
    const at = search(part.trigramWords, firstTrigram(part, context), firstTrigram(part, context + 1), w);
    return at < 0
      ? fromShortFloat(part.contextBackoff[context]!) * second
      : part.levels[256 + part.trigramLevels[at]!]!;
  }

  unigram(w: number): number {
    return this.part.unigram[w]!;
  }

  /** What no bigram exceeds: a word that cannot be likely enough need not be looked up. */
  get bounds(): BigramBounds {
    this.found ??= this.foundBefore ? unpackBounds(this.foundBefore) : bigramBounds(this.part);
    return this.found;
  }

  /** Takes bounds over that were found of this very part. */
  adoptBounds(bounds: PackedBounds): void {
    this.foundBefore = bounds;
  }

  /** A filter of the bigrams that the model has; null while so few were asked for (`questions` more now) that it is not worth its making. */
  filterFor(questions: number): BigramFilter | null {
    this.rares += questions;
    if (this.filter === null && this.rares > RARES) this.filter = new BigramFilter(this.part);
    return this.filter;
  }

  /** As `bigram`: most pairs that the model lacks are known by a filter, without a search. */
  override rareBigram(v: number, w: number): number {
    const filter = this.filter ?? this.filterFor(1);
    if (filter === null || filter.mayHave(v, w)) return this.bigram(v, w);
    this.place = -1;
    return this.part.unigramBackoff[v]! * this.part.unigram[w]!;
  }

  /** Adds `times` P(w | v) to every word's place in `into`, but for what v backs off to, whose weight it returns. */
  addFollowers(v: number, times: number, into: Float64Array): number {
    const { part } = this;
    const backoff = part.unigramBackoff[v]!;
    for (let at = part.bigramBegins[v]!; at < part.bigramBegins[v + 1]!; at++) {
      const w = part.bigramWords[at]!;
      into[w]! += times * (part.levels[part.bigramLevels[at]!]! - backoff * part.unigram[w]!);
    }
    return times * backoff;
  }

  private orderOf(state: ModelState, word: number): number {
    const { part } = this;
    if (state.context >= 0) {
      const from = firstTrigram(part, state.context);
      if (search(part.trigramWords, from, firstTrigram(part, state.context + 1), word) >= 0) return 3;
    }
    return search(part.bigramWords, part.bigramBegins[state.word]!, part.bigramBegins[state.word + 1]!, word) >= 0
      ? 2
      : 1;
  }
}

/** Position of `word` in the sorted range [low, high), or -1. */
function search(words: Uint16Array, from: number, to: number, word: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low < to && words[low] === word ? low : -1;
}
