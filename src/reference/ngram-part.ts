import { MixturePart } from "../language/ngram-model.js";
import { WordClass } from "../language/word-key.js";

/** Sentences of an article as the model reads them, and how much the article counts. */
export interface WeightedSentences {
  readonly sentences: readonly Int32Array[];
  /** What each of its words counts for. Range 0..1. */
  readonly weight: number;
}

/** Absolute discount (H. Ney, U. Essen and R. Kneser, 1994): in so little text most n-grams are seen once. */
const DISCOUNT = 0.8;
/** More words than a vocabulary has: two of them make one exact number. */
const WORDS = 0x4000000;

interface Followers {
  total: number;
  /** What the discounts take from it. */
  freed: number;
  /** Counted mass of each word that follows. */
  readonly counts: Map<number, number>;
}

/**
 * A trigram model of a handful of articles, in the shape of the background model's parts, so that a document can be read with
 * it as one more part of the mixture. Absolute discounting, down to the given unigram probabilities.
 */
export class ReferencePart extends MixturePart {
  private readonly words: Followers = { total: 0, freed: 0, counts: new Map() };
  private readonly pairs = new Map<number, Followers>();
  private readonly contexts = new Map<number, number>();
  private readonly triples: Followers[] = [];

  constructor(
    articles: readonly WeightedSentences[],
    /** P(word) in general text: what is left where the articles have nothing. */
    private readonly general: (word: number) => number,
  ) {
    super();
    for (const { sentences, weight } of articles) {
      for (const sentence of sentences) this.count(sentence, weight);
    }
  }

  bigram(v: number, w: number): number {
    this.place = this.contexts.get(v * WORDS + w) ?? -1;
    return smoothed(this.pairs.get(v), w, this.unigram(w));
  }

  /** A pair's place is its context. */
  contextAt(place: number): number {
    return place;
  }

  trigram(context: number, w: number, second: number): number {
    return context < 0 ? second : smoothed(this.triples[context], w, second);
  }

  unigram(w: number): number {
    return smoothed(this.words, w, this.general(w));
  }

  private count(sentence: Int32Array, weight: number): void {
    let before: number = WordClass.Begin;
    let context = -1;
    for (let at = 0; at <= sentence.length; at++) {
      const word = at < sentence.length ? sentence[at]! : WordClass.End;
      add(this.words, word, weight);
      add(this.followersOf(before), word, weight);
      if (context >= 0) add(this.triples[context]!, word, weight);
      context = this.contextOf(before, word);
      before = word;
    }
  }

  private followersOf(word: number): Followers {
    let followers = this.pairs.get(word);
    if (followers === undefined) {
      followers = { total: 0, freed: 0, counts: new Map() };
      this.pairs.set(word, followers);
    }
    return followers;
  }

  private contextOf(v: number, w: number): number {
    const key = v * WORDS + w;
    let context = this.contexts.get(key);
    if (context === undefined) {
      context = this.triples.push({ total: 0, freed: 0, counts: new Map() }) - 1;
      this.contexts.set(key, context);
    }
    return context;
  }
}

function add(followers: Followers, word: number, weight: number): void {
  const before = followers.counts.get(word) ?? 0;
  followers.total += weight;
  followers.freed += Math.min(before + weight, DISCOUNT) - Math.min(before, DISCOUNT);
  followers.counts.set(word, before + weight);
}

/** Each seen word gives up to `DISCOUNT` of its mass to what comes from below. */
function smoothed(followers: Followers | undefined, word: number, below: number): number {
  if (followers === undefined || followers.total === 0) return below;
  const { counts, freed, total } = followers;
  const seen = counts.get(word) ?? 0;
  const kept = Math.max(0, seen - DISCOUNT);
  return kept / total + (freed / total) * below;
}
