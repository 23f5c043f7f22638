import { type Edge, edgesAt, guess, type Weights } from "./edges.js";
import { addValues, FEATURE_COUNT, type Values, weigh } from "./features.js";
import type { TermLexicon } from "./lexicon.js";
import type { TracingModel } from "./model.js";

/** A reading of the whole phrase. */
export interface Found {
  readonly texts: readonly string[];
  readonly ids: readonly number[];
  /** The lexicon's node of all its words, or -1. */
  readonly node: number;
  /** Spun word that each word came from, or -1. */
  readonly from: readonly number[];
  readonly vector: Float64Array;
  readonly score: number;
}

/** Partial readings kept at each word. */
const BEAM = 50;
/** Whole readings kept. */
const MOST_FOUND = 120;
/** Guesses from each context. */
const GUESSES = 12;
/** Readings of the word before which something is guessed. */
const GUESS_BEFORE = 6;

interface State {
  readonly before: State | null;
  readonly edge: Edge | null;
  readonly score: number;
  readonly language: number;
  /** Nodes of all words so far, of the last two and of the last one; -1 where the lexicon has none. */
  readonly whole: number;
  readonly two: number;
  readonly one: number;
  readonly guessed: boolean;
  readonly changed: boolean;
  readonly length: number;
}

const START: State = {
  before: null,
  edge: null,
  score: 0,
  language: 0,
  whole: -1,
  two: -1,
  one: -1,
  guessed: false,
  changed: false,
  length: 0,
};

const DROPPED: Values = { dropped: 1 };
const APPENDED: Values = { appended: 1 };

/** The likeliest readings of a phrase, by a beam search from its first word to its last. */
export function search(model: TracingModel, weights: Weights, words: readonly string[]): Found[] {
  const beams = Array.from({ length: words.length + 1 }, () => new Beam());
  beams[0]!.add(START);
  const edges = words.map((_, start) => edgesAt(model, weights, words, start));
  for (let at = 0; at < words.length; at++) {
    const open = beams[at]!.best(BEAM);
    for (const state of open) {
      for (const edge of edges[at]!) beams[edge.end]!.add(extend(model, weights, state, edge, beams[edge.end]!.floor));
      const next = beams[at + 1]!;
      if (state.length > 0) next.add(dropped(weights, state, at));
      if (state.guessed || /\d/.test(words[at]!)) continue;
      const guesses = state.length > 0 ? following(model, state) : preceding(model, edges[at + 1]);
      for (const word of guesses) {
        next.add(extend(model, weights, state, guess(model.lexicon, weights, at, word), next.floor));
      }
    }
  }
  const last = beams[words.length]!.best(MOST_FOUND);
  const appended = last.slice(0, BEAM).flatMap((state) => appendedTo(model, weights, state, words.length));
  return [...last, ...appended].filter(({ changed, length }) => changed && length > 0).map(foundAt);
}

/** The best states that end at a word. */
class Beam {
  /** A state below this is not among them. */
  floor = Number.NEGATIVE_INFINITY;
  private states: State[] = [];

  add(state: State | null): void {
    if (state === null || state.score < this.floor || this.states.push(state) < 3 * MOST_FOUND) return;
    this.states = this.best(MOST_FOUND);
    this.floor = this.states[MOST_FOUND - 1]!.score;
  }

  best(most: number): State[] {
    return this.states.sort((a, b) => b.score - a.score).slice(0, most);
  }
}

/** The state one edge further; null when it scores below the floor. */
function extend(
  { lexicon }: TracingModel,
  weights: Weights,
  state: State,
  edge: Edge,
  floor = Number.NEGATIVE_INFINITY,
): State | null {
  let { whole, two, one, length } = state;
  let language = 0;
  for (const id of edge.ids) {
    language += id < 0 ? lexicon.logWord(id) - 1 : lexicon.logNext([whole === two ? -1 : whole, two, one], id);
    whole = length === 0 ? id : lexicon.child(whole, id);
    two = lexicon.child(one, id);
    one = id;
    length += 1;
  }
  const score = state.score + edge.score + weights.language * language;
  if (score < floor) return null;
  return {
    before: state,
    edge,
    score,
    language: state.language + language,
    whole,
    two,
    one,
    guessed: state.guessed || edge.kind === "guessed",
    changed: state.changed || edge.kind !== "kept",
    length,
  };
}

function dropped(weights: Weights, state: State, at: number): State {
  const edge: Edge = {
    start: at,
    end: at + 1,
    texts: [],
    ids: [],
    values: DROPPED,
    score: weights.dropped,
    kind: "swapped",
  };
  return { ...state, before: state, edge, score: state.score + edge.score, changed: true };
}

/** What often follows the words so far. */
function following({ lexicon }: TracingModel, { whole, two, one }: State): number[] {
  const found = new Set<number>();
  for (const context of new Set([whole, two, one])) {
    if (context < 0) continue;
    for (const node of frequent(lexicon, range(...lexicon.children(context)))) found.add(lexicon.lastWord(node));
  }
  return [...found];
}

/** What often stands before the likeliest readings of the next word. */
function preceding({ lexicon }: TracingModel, next: readonly Edge[] | undefined): number[] {
  const found = new Set<number>();
  for (const { ids } of (next ?? []).slice(0, GUESS_BEFORE)) {
    if (ids[0]! < 0) continue;
    for (const node of frequent(lexicon, lexicon.endingIn(ids[0]!))) found.add(lexicon.firstWord(node));
  }
  return [...found];
}

function* range(from: number, to: number): Iterable<number> {
  for (let node = from; node < to; node++) yield node;
}

/** The most frequent of some nodes, by insertion into a short list. */
function frequent(lexicon: TermLexicon, nodes: Iterable<number>): number[] {
  const top: number[] = [];
  const counts: number[] = [];
  for (const node of nodes) {
    const count = lexicon.count(node);
    if (top.length === GUESSES && count <= counts[GUESSES - 1]!) continue;
    let at = Math.min(top.length, GUESSES - 1);
    for (; at > 0 && counts[at - 1]! < count; at--) {
      top[at] = top[at - 1]!;
      counts[at] = counts[at - 1]!;
    }
    top[at] = node;
    counts[at] = count;
  }
  return top;
}

/** A reading with one word more, where the words so far often go on with it. */
function appendedTo(model: TracingModel, weights: Weights, state: State, end: number): State[] {
  const { lexicon } = model;
  if (state.whole < 0 || state.length > 3) return [];
  return frequent(lexicon, range(...lexicon.children(state.whole)))
    .slice(0, 3)
    .map((node) => {
      const word = lexicon.lastWord(node);
      const edge: Edge = {
        start: end,
        end,
        texts: [lexicon.words[word]!],
        ids: [word],
        values: APPENDED,
        score: weigh(weights, APPENDED),
        kind: "swapped",
      };
      return extend(model, weights, state, edge)!;
    });
}

function foundAt(state: State): Found {
  const vector = new Float64Array(FEATURE_COUNT);
  const path: Edge[] = [];
  for (let at: State | null = state; at?.edge; at = at.before) path.push(at.edge);
  path.reverse();
  for (const { values } of path) addValues(vector, values);
  addValues(vector, { language: state.language });
  return {
    texts: path.flatMap(({ texts }) => texts),
    ids: path.flatMap(({ ids }) => ids),
    from: path.flatMap(({ texts, start, end }) => texts.map((_, at) => (at < end - start ? start + at : -1))),
    node: state.whole,
    vector,
    score: state.score,
  };
}
