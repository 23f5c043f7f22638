import type { CompiledDictionary, Entry } from "./dictionary/compile.js";
import { MAX_PHRASE } from "./dictionary/phrase-trie.js";
import { dress } from "./edits/index.js";
import type { Background } from "./language/background.js";
import { tokenize } from "./tokens/tokenize.js";
import { readByTables } from "./tracing/by-tables.js";
import { type TracingModel, tracingModel } from "./tracing/model.js";
import { readings, score } from "./tracing/readings.js";
import type { Terms } from "./tracing/terms-file.js";
import { WEIGHTS } from "./tracing/weights.js";
import { phraseWords } from "./tracing/words.js";

export interface TraceCandidate {
  readonly original: string;
  /** P(original | phrase, the phrase was spun); what is missing to 1 is nothing of what is named. */
  readonly probability: number;
  /** "dictionary" where a table lists the phrase whole, "generic" where it was put together. */
  readonly channel: string;
}

export interface TraceAnswer {
  readonly phrase: string;
  /** Most probable first; never the phrase itself. */
  readonly candidates: readonly TraceCandidate[];
}

const MOST_ANSWERS = 20;
/** Share of the probability that goes to what a table lists for the whole phrase. */
const LISTED = 0.95;
/** Where the surest term is as sure as this, the phrase is one of science; the tables of news tools have no say. */
const SURE_TERMS = 0.2;
/** The tables' share where no term is sure at all. */
const TABLES_SHARE = 0.4;
/** The tables' best reading counts when it has so much of their own share. */
const LEAST_TABLES = 0.5;
/** A sentence is no phrase; longer texts are not looked at. */
const MOST_CHARACTERS = 400;
/** Spaces, quotation marks and what ends a sentence: a phrase copied from a text brings them along. The full stop of "U.S." is its own. */
const MARKS_AROUND = /^[\s"'“”‘’«»]+|(?:[\s"'“”‘’«»,;:!?]|(?<!\b\p{L})\.)+$/gu;

/** Ranks what phrases may stand for. */
export class Tracer {
  private readonly model: TracingModel;

  /** Counts the swaps of the dictionary's science rows, which takes about a tenth of a second. */
  constructor(
    terms: Terms,
    private readonly background: Background,
    private readonly dictionary: CompiledDictionary,
  ) {
    this.model = tracingModel(terms, dictionary);
  }

  /**
   * What a phrase may stand for, by the noisy channel without context: the rules of all families for the whole phrase,
   * then what its words may have been, by a log-linear model. Nothing for what is too long to be a phrase.
   */
  trace(phrase: string): TraceAnswer {
    if (phrase.length > MOST_CHARACTERS) return { phrase, candidates: [] };
    const bare = phrase.replace(MARKS_AROUND, "");
    const listed = this.listed(bare);
    const found = new Map<string, TraceCandidate>();
    const folded = bare.toLowerCase();
    const add = (original: string, probability: number, channel: string) => {
      const dressed = dress(original, bare, folded, { sentenceStart: false }) ?? original;
      if (dressed.toLowerCase() === folded || found.has(dressed.toLowerCase())) return;
      found.set(dressed.toLowerCase(), {
        original: dressed,
        probability: Number(probability.toPrecision(4)),
        channel,
      });
    };
    for (const [original, share] of listed) add(original, share * LISTED, "dictionary");
    const left = listed.length > 0 ? 1 - LISTED : 1;
    for (const [original, share] of this.mixed(bare)) add(original, share * left, "generic");
    return { phrase, candidates: [...found.values()].sort(byProbability).slice(0, MOST_ANSWERS) };
  }

  /** Originals that tables list for the whole phrase, with their shares. */
  private listed(phrase: string): [string, number][] {
    const weighed = this.rowsOf(phrase).map(({ original, log }): [string, number] => [
      original,
      log + this.log(original),
    ]);
    const most = Math.max(...weighed.map(([, log]) => log));
    const total = weighed.reduce((sum, [, log]) => sum + Math.exp(log - most), 0);
    return weighed.map(([original, log]) => [original, Math.exp(log - most) / total]);
  }

  private rowsOf(phrase: string): Entry[] {
    const { spuns, entriesAt, entries, vocabulary } = this.dictionary;
    const tokens = tokenize(phrase);
    if (tokens.count === 0 || tokens.count > MAX_PHRASE) return [];
    let node = 0;
    for (let at = 0; at < tokens.count && node >= 0; at++) node = spuns.child(node, vocabulary.idOf(tokens, at));
    const value = node < 0 ? -1 : spuns.value(node);
    return value < 0 ? [] : entriesAt[value]!.map((index) => entries[index]!);
  }

  /** ln P(original) among terms. */
  private log(original: string): number {
    const { lexicon } = this.model;
    const ids = phraseWords(original).words.map((word) => lexicon.find(word));
    return ids.reduce(
      (sum, id, at) => sum + lexicon.logNext([lexicon.node(ids.slice(0, at)), at > 0 ? ids[at - 1]! : -1], id),
      0,
    );
  }

  /** What terms and what news tables make of a phrase, as one mixture. */
  private mixed(phrase: string): Map<string, number> {
    const shares = new Map<string, number>();
    const terms = this.composed(phrase);
    const surest = terms.reduce((most, [, share]) => Math.max(most, share), 0);
    const byTables = surest < SURE_TERMS ? readByTables(this.background, this.dictionary, phrase) : [];
    const best = byTables.reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as const);
    const tables = best[1] >= LEAST_TABLES ? TABLES_SHARE * (1 - surest / SURE_TERMS) : 0;
    for (const [original, share] of terms) shares.set(original, share * (1 - tables));
    if (tables > 0) shares.set(best[0], (shares.get(best[0]) ?? 0) + best[1] * tables);
    return shares;
  }

  /** Originals put together from swaps of parts, with their shares. */
  private composed(phrase: string): [string, number][] {
    const found = readings(this.model, WEIGHTS, phrase);
    const scores = found.map(({ vector }) => score(WEIGHTS, vector));
    const most = Math.max(WEIGHTS.none, ...scores);
    const total = scores.reduce((sum, one) => sum + Math.exp(one - most), Math.exp(WEIGHTS.none - most));
    return found.map(({ original }, at) => [original, Math.exp(scores[at]! - most) / total]);
  }
}

function byProbability(a: TraceCandidate, b: TraceCandidate): number {
  return b.probability - a.probability || (a.original < b.original ? -1 : 1);
}
