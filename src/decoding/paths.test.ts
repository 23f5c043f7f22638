import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimatesOf, FIRST_WORDS } from "../../test/language/small-model.js";
import type { Background } from "../language/background.js";
import { NgramModel } from "../language/ngram-model.js";
import { pack } from "../language/pack.js";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { WordClass } from "../language/word-key.js";
import { Passes, type Weights } from "./forward-backward.js";
import { GraphBuilder } from "./graph.js";
import { type Lattice, Plain } from "./lattice.js";
import { mixTransitions } from "./mixture.js";

/** Two small models over ten words, to be mixed. */
const WORDS = [...FIRST_WORDS, ..."abcdefg"];
const MODELS = [
  ["ab", "abc", "bcd", "dea", "cab", "fg", "gfa"],
  ["gab", "dab", "ace", "bead", "fade", "cage"],
].map((sentences) => {
  const estimates = estimatesOf(
    sentences.map((sentence) => [...sentence]),
    WORDS,
  );
  return new NgramModel(pack(estimates, Number.POSITIVE_INFINITY));
});
const BACKGROUND: Background = {
  vocabulary: new Vocabulary(packWords(WORDS)),
  models: MODELS,
  names: ["one", "two"],
  prior: Float64Array.of(0.5, 0.5),
};

/** An edge over tokens [start, end) that writes some words, with ln of the channel's share on its first word. */
interface Edge {
  readonly start: number;
  readonly end: number;
  readonly words: readonly number[];
  readonly cost: number;
}

const word = fc.integer({ min: 3, max: WORDS.length - 1 });
const cost = fc.double({ min: -2, max: 0, noNaN: true });

/** An identity edge over every token, and a few edges of one to three tokens and words. */
const sentence = fc.integer({ min: 1, max: 4 }).chain((tokens) =>
  fc.record({
    tokens: fc.constant(tokens),
    identities: fc.array(fc.tuple(word, cost), { minLength: tokens, maxLength: tokens }),
    swaps: fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: tokens - 1 }),
          fc.integer({ min: 1, max: 3 }),
          fc.array(word, { minLength: 1, maxLength: 3 }),
          cost,
        )
        .map(
          ([start, length, words, own]): Edge => ({ start, end: Math.min(tokens, start + length), words, cost: own }),
        ),
      { maxLength: 6 },
    ),
    mixture: fc.double({ min: 0.05, max: 0.95, noNaN: true }).map((first) => Float64Array.of(first, 1 - first)),
  }),
);
type Sentence = typeof sentence extends fc.Arbitrary<infer T> ? T : never;

function edgesOf({ identities, swaps }: Sentence): Edge[] {
  const plain = identities.map(([own, share], at): Edge => ({ start: at, end: at + 1, words: [own], cost: share }));
  return [...plain, ...swaps];
}

/** The lattice of the edges, first words' costs, and the edge of each node (-1: begin or end). */
function latticeOf(
  edges: readonly Edge[],
  tokens: number,
): { lattice: Lattice; costs: Float64Array; owners: number[] } {
  const nodes: { edge: number; place: number; position: number }[] = [{ edge: -1, place: 0, position: -1 }];
  edges.forEach(({ start, end, words }, edge) => {
    words.forEach((_, place) => {
      nodes.push({ edge, place, position: start + ((end - start) * (place + 1)) / words.length });
    });
  });
  nodes.push({ edge: -1, place: 0, position: tokens + 1 });
  nodes.sort((x, y) => x.position - y.position || x.edge - y.edge || x.place - y.place);
  const of = <T>(node: (typeof nodes)[number], begin: T, end: T, pick: (edge: Edge) => T) =>
    node.edge >= 0 ? pick(edges[node.edge]!) : node.position < 0 ? begin : end;
  const last = (node: (typeof nodes)[number]) =>
    of(node, 1, 1, ({ words }) => (node.place === words.length - 1 ? 1 : 0));
  const lattice: Lattice = {
    count: nodes.length,
    words: Int32Array.from(nodes, (node) =>
      of<number>(node, WordClass.Begin, WordClass.End, ({ words }) => words[node.place]!),
    ),
    starts: Int32Array.from(nodes, (node) => of(node, 0, tokens, ({ start }) => start)),
    ends: Int32Array.from(nodes, (node) => of(node, 0, tokens, ({ end }) => end)),
    entries: Int32Array.from(nodes, (node) => of<number>(node, Plain.Begin, Plain.End, () => node.edge)),
    places: Int32Array.from(nodes, ({ place }) => place),
    lasts: Int32Array.from(nodes, last),
    befores: Int32Array.from(nodes, ({ edge, place }) =>
      place === 0 ? -1 : nodes.findIndex((other) => other.edge === edge && other.place === place - 1),
    ),
  };
  const costs = Float64Array.from(nodes, ({ edge, place }) => (edge >= 0 && place === 0 ? edges[edge]!.cost : 0));
  return { lattice, costs, owners: nodes.map(({ edge }) => edge) };
}

/** Every way from the first token to the end, as edges. */
function pathsOf(edges: readonly Edge[], tokens: number, from = 0): number[][] {
  if (from === tokens) return [[]];
  return edges.flatMap((edge, at) =>
    edge.start === from ? pathsOf(edges, tokens, edge.end).map((rest) => [at, ...rest]) : [],
  );
}

/** ln P of a path, by the definition: mixed n-gram probabilities of its words and its edges' costs. */
function scoreOf(path: readonly number[], edges: readonly Edge[], mixture: Float64Array, order: 2 | 3): number {
  const words = [...path.flatMap((edge) => edges[edge]!.words), WordClass.End as number];
  const states = MODELS.map((model) => model.begin());
  let score = path.reduce((sum, edge) => sum + edges[edge]!.cost, 0);
  for (const one of words) {
    let p = 0;
    MODELS.forEach((model, k) => {
      const from = order === 3 ? states[k]! : { ...states[k]!, context: -1 };
      const next = model.score(from, one);
      p += mixture[k]! * Math.exp(next.log);
      states[k] = next.state;
    });
    score += Math.log(p);
  }
  return score;
}

function logSum(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

function run(input: Sentence) {
  const edges = edgesOf(input);
  const { lattice, costs } = latticeOf(edges, input.tokens);
  const builder = new GraphBuilder(BACKGROUND, input.mixture);
  builder.add(lattice, costs);
  const { graph } = builder;
  const weights: Weights = { transitions: new Float64Array(graph.froms.length), nodes: new Float64Array(graph.nodes) };
  mixTransitions(graph, input.mixture, weights.transitions);
  for (let node = 0; node < graph.nodes; node++) {
    const entry = graph.nodeEntries.data[node]!;
    if (entry >= 0 && graph.nodePlaces.data[node] === 0) weights.nodes[node] = edges[entry]!.cost;
  }
  const passes = new Passes();
  const posteriors = new Float64Array(graph.nodes);
  const total = passes.posteriors(graph, graph.sentences[0]!, weights, posteriors);
  const onPath = new Uint8Array(graph.nodes);
  const best = passes.viterbi(graph, graph.sentences[0]!, weights, onPath);
  return { edges, graph, posteriors, total, onPath, best };
}

/** Paths that the beam cannot cut: all within it, by bigrams, of the best. */
const BEAM = 9;

describe("decoding a small lattice", () => {
  test("Viterbi finds the best of all paths, and the forward total is the sum over all of them", () => {
    let tried = 0;
    let several = 0;
    fc.assert(
      fc.property(sentence, (input) => {
        const { edges, graph, onPath, best, total } = run(input);
        const paths = pathsOf(edges, input.tokens);
        const coarse = paths.map((path) => scoreOf(path, edges, input.mixture, 2));
        if (Math.max(...coarse) - Math.min(...coarse) > BEAM - 0.01) return;
        const scores = paths.map((path) => scoreOf(path, edges, input.mixture, 3));
        expect(total).toBeCloseTo(logSum(scores), 8);
        expect(best).toBeCloseTo(Math.max(...scores), 8);
        const found = [...onPath.keys()].filter((node) => onPath[node] === 1 && graph.nodePlaces.data[node] === 0);
        const path = found.map((node) => graph.nodeEntries.data[node]!).filter((entry) => entry >= 0);
        expect(scoreOf(path, edges, input.mixture, 3)).toBeCloseTo(Math.max(...scores), 8);
        tried++;
        if (paths.length > 2) several++;
      }),
      { numRuns: 600 },
    );
    expect(tried).toBeGreaterThan(200);
    expect(several).toBeGreaterThan(50);
  });

  test("the posterior of an edge is its share of the paths, and posteriors sum to one at every token", () => {
    fc.assert(
      fc.property(sentence, (input) => {
        const { edges, graph, posteriors } = run(input);
        for (let token = 0; token < input.tokens; token++) {
          let sum = 0;
          for (let node = 0; node < graph.nodes; node++) {
            const covers = graph.nodeStarts.data[node]! <= token && token < graph.nodeEnds.data[node]!;
            if (covers && graph.nodePlaces.data[node] === 0) sum += posteriors[node]!;
          }
          expect(sum).toBeCloseTo(1, 8);
        }
        const paths = pathsOf(edges, input.tokens);
        const coarse = paths.map((path) => scoreOf(path, edges, input.mixture, 2));
        if (Math.max(...coarse) - Math.min(...coarse) > BEAM - 0.01) return;
        const scores = paths.map((path) => scoreOf(path, edges, input.mixture, 3));
        const all = logSum(scores);
        for (let node = 0; node < graph.nodes; node++) {
          const edge = graph.nodeEntries.data[node]!;
          if (edge < 0) continue;
          const through = scores.filter((_, at) => paths[at]!.includes(edge));
          expect(posteriors[node]!).toBeCloseTo(Math.exp(logSum(through) - all), 8);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a path that is hopeless by bigrams is dropped, the best one never", () => {
    const hopeless: Edge = { start: 0, end: 1, words: [5], cost: -50 };
    const input: Sentence = {
      tokens: 2,
      identities: [
        [3, 0],
        [4, 0],
      ],
      swaps: [hopeless],
      mixture: Float64Array.of(0.5, 0.5),
    };
    const { graph, posteriors, best, edges } = run(input);
    expect([...graph.nodeEntries.data.subarray(0, graph.nodes)]).not.toContain(2);
    expect(best).toBeCloseTo(scoreOf([0, 1], edges, input.mixture, 3), 8);
    for (const posterior of posteriors) expect(posterior).toBeCloseTo(1, 8);
  });

  test("sentences of one graph do not touch each other", () => {
    fc.assert(
      fc.property(sentence, sentence, (first, second) => {
        const mixture = first.mixture;
        const builder = new GraphBuilder(BACKGROUND, mixture);
        const alone: number[] = [];
        for (const input of [first, { ...second, mixture }]) {
          const edges = edgesOf(input);
          const { lattice, costs } = latticeOf(edges, input.tokens);
          builder.add(lattice, costs);
          const single = new GraphBuilder(BACKGROUND, mixture);
          single.add(lattice, costs);
          alone.push(totalOf(single, 0));
        }
        expect([totalOf(builder, 0), totalOf(builder, 1)]).toEqual(alone);
      }),
      { numRuns: 100 },
    );
    function totalOf({ graph }: GraphBuilder, at: number): number {
      const weights = { transitions: new Float64Array(graph.froms.length), nodes: new Float64Array(graph.nodes) };
      mixTransitions(graph, Float64Array.of(0.5, 0.5), weights.transitions);
      return new Passes().posteriors(graph, graph.sentences[at]!, weights, new Float64Array(graph.nodes));
    }
  });
});
