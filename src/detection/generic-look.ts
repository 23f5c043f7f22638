import type { Candidate } from "../dictionary/candidate.js";
import type { GenericChannel } from "../dictionary/generic-file.js";
import type { Background } from "../language/background.js";
import type { NgramModel } from "../language/ngram-model.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { WordClass } from "../language/word-key.js";
import { Shape, type Tokens } from "../tokens/tokenize.js";

/** What a look at a text finds by the generic channel. */
export interface GenericLook {
  /** Token, vocabulary id of the original and ln P(spun | original) of every pair worth a place in the lattice. */
  readonly tokens: readonly number[];
  readonly originals: readonly number[];
  readonly logs: readonly number[];
  /** Nats that the words' best synonyms gain over them, where they gain much: clean text has little of it. */
  readonly evidence: number;
}

export interface GenericLookInput {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
}

/** A synonym that loses more than this many nats between its neighbours is not worth a place in the lattice. */
const LEAST_GAIN = -3;
/** The same for a word that the document repeats: its places speak for one another, which a look at each alone does not show. */
const LEAST_REPEATED = -7;
/** A word is repeated when it stands in the document so often. */
const REPEATED = 3;
/** A gain counts as evidence from here on: less is chance. */
const NOTABLE = 1;
/** Nats against a swap of a word with a raised letter inside a sentence: it is a name more often than not. */
const RAISED = -1.5;
/** No single word is evidence for more than this. */
const MOST_GAIN = 6;

/**
 * Weighs every word against its synonyms between the two words beside it, by bigrams of the part of the model that suits the text best:
 * what fits much better may have stood there. A linear pass, for the decoder to go on with.
 */
export function genericLook(background: Background, channel: GenericChannel, input: GenericLookInput): GenericLook {
  const looker = new Looker(likeliestPart(background, input.words), channel, input);
  const { tokens, sentences } = input;
  let evidence = 0;
  for (let s = 0; s < sentences.length; s++) {
    const start = sentences[s]!;
    const end = s + 1 < sentences.length ? sentences[s + 1]! : tokens.count;
    for (let i = start; i < end; i++) {
      const best = looker.bestGain(i, start, end);
      if (best > NOTABLE) evidence += Math.min(MOST_GAIN, best - NOTABLE);
    }
  }
  return { ...looker.found, evidence };
}

/** What rounding can make of ln P at most. */
const ROUNDING = 1e-6;

class Looker {
  readonly found = { tokens: [] as number[], originals: [] as number[], logs: [] as number[] };
  private readonly counts: Map<number, number>;

  constructor(
    private readonly model: NgramModel,
    private readonly channel: GenericChannel,
    private readonly input: GenericLookInput,
  ) {
    this.counts = countIds(input.ids);
  }

  /** Notes the synonyms of a word in the sentence [start, end) that are worth a place; returns the most that one gains, at least 0. */
  bestGain(i: number, start: number, end: number): number {
    const { model, channel, found } = this;
    const { tokens, ids, words } = this.input;
    const id = ids[i]!;
    if (id + 1 >= channel.offsets.length || !isWord(tokens.shapes[i]!)) return 0;
    const to = channel.offsets[id + 1]!;
    let pair = channel.offsets[id]!;
    if (pair === to) return 0;
    const before = i === start ? WordClass.Begin : words[i - 1]!;
    const after = i + 1 === end ? WordClass.End : words[i + 1]!;
    const asIs = Math.log(model.bigram(before, words[i]!) * model.bigram(words[i]!, after));
    const raised = i > start && tokens.shapes[i] !== Shape.Lower ? RAISED : 0;
    const least = this.counts.get(id)! >= REPEATED ? LEAST_REPEATED : LEAST_GAIN;
    let best = 0;
    for (; pair < to; pair++) {
      const original = channel.originals[pair]!;
      const log = channel.logs[pair]! + raised;
      const first = model.bigram(before, original);
      // Not even a word that is sure to follow it would make up for that.
      if (Math.log(first) - asIs + log < least - ROUNDING) continue;
      const gain = Math.log(first * model.bigram(original, after)) - asIs + log;
      if (gain < least) continue;
      best = Math.max(best, gain);
      found.tokens.push(i);
      found.originals.push(original);
      found.logs.push(log);
    }
    return best;
  }
}

/** How often each word stands in the document. */
function countIds(ids: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) counts.set(ids[at]!, (counts.get(ids[at]!) ?? 0) + 1);
  return counts;
}

function isWord(shape: number): boolean {
  return shape === Shape.Lower || shape === Shape.Title;
}

/** So many tokens show which part of the model a text belongs to. */
const SAMPLE = 300;

/** The part of the model under which the words are most probable one by one, its prior counted in. */
export function likeliestPart({ models, prior }: Background, words: Int32Array): NgramModel {
  let most = Number.NEGATIVE_INFINITY;
  let likeliest = models[0]!;
  models.forEach((model, k) => {
    let log = Math.log(prior[k]!);
    for (let i = 0; i < words.length && i < SAMPLE; i++) log += Math.log(model.unigram(words[i]!));
    if (log <= most) return;
    most = log;
    likeliest = model;
  });
  return likeliest;
}

/** What a look found as candidates, but for the tokens that no edit may touch. */
export function genericCandidates(found: GenericLook, vocabulary: Vocabulary, locked: Uint8Array): Candidate[] {
  const candidates: Candidate[] = [];
  found.tokens.forEach((token, at) => {
    if (locked[token] === 1) return;
    candidates.push({
      startToken: token,
      endToken: token + 1,
      original: vocabulary.word(found.originals[at]!),
      log: found.logs[at]!,
      origin: "generic",
      guarded: false,
      reason: "thesauri have the two as synonyms",
    });
  });
  return candidates;
}
