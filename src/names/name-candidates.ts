import type { Candidate } from "../dictionary/candidate.js";
import type { CompiledDictionary } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import type { Background } from "../language/background.js";
import { modelWordId } from "../language/word-ids.js";
import type { Tokens } from "../tokens/tokenize.js";
import { Capital, capitals } from "./capitals.js";
import type { Gazetteer } from "./gazetteer.js";
import { knownNames } from "./known.js";
import { type NameSwap, NameSwaps } from "./name-swaps.js";
import { type ScoredReading, type ScoreInput, scored } from "./score.js";
import { readingsFrom } from "./search.js";

/** What name restoring reads of a document. */
export interface NamesInput {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
}

/** A name that some tokens may have been before they were spun. */
export interface NameCandidate extends Candidate {
  /** ln of how much likelier the text is as this name, swapped, than as it stands: without the odds of swapping at all. */
  readonly score: number;
}

/** What names are looked up with; one for an engine. */
export interface NameTools {
  readonly gazetteer: Gazetteer;
  readonly background: Background;
  readonly swaps: NameSwaps;
}

/** Least score of a candidate. */
export const LEAST_SCORE = 4;
/** Candidates for the same tokens. */
const MOST_RIVALS = 3;

/** Opens what `nameCandidates` works with. */
export function nameTools(gazetteer: Gazetteer, background: Background, dictionary: CompiledDictionary): NameTools {
  return { gazetteer, background, swaps: new NameSwaps(gazetteer, dictionary) };
}

/**
 * Whole names that runs of capitalised words may have been, each word by the inverse swaps of the dictionary and of thesauri,
 * together by the gazetteer. In the order of their first token; for the same tokens the best first.
 */
export function nameCandidates(tools: NameTools, input: NamesInput, least = LEAST_SCORE): NameCandidate[] {
  const scoreInput = prepared(tools, input);
  const found: NameCandidate[] = [];
  for (let start = 0; start < input.tokens.count; start++) {
    if (scoreInput.capitals[start] === Capital.None || input.locked[start] === 1) continue;
    const readings = readingsFrom(scoreInput, start).map((reading) => scored(scoreInput, reading));
    found.push(...best(readings, least).flatMap((reading) => candidate(scoreInput, reading)));
  }
  return found;
}

function prepared({ gazetteer, background, swaps }: NameTools, input: NamesInput): ScoreInput {
  const { tokens, ids, locked, sentences } = input;
  const forms = swaps.forms(tokens, ids);
  const words = new Int32Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) {
    words[i] = modelWordId(background.vocabulary, tokens, i, ids[i]!);
  }
  const known = new Map<number, readonly NameSwap[]>();
  const swapsAt = (token: number) => {
    const found = known.get(token) ?? swaps.at(tokens, ids, forms, token);
    known.set(token, found);
    return found;
  };
  const search = { tokens, locked, forms, gazetteer, capitals: capitals(tokens, sentences) };
  return { ...search, swapsAt, background, words, sentences, known: knownNames(search) };
}

/** The readings worth a candidate: the best of each span, and one of each wording. */
function best(readings: readonly ScoredReading[], least: number): ScoredReading[] {
  const sorted = readings.filter(({ score }) => score >= least).sort((a, b) => b.score - a.score);
  const kept: ScoredReading[] = [];
  for (const reading of sorted) {
    const rivals = kept.filter(({ end }) => end === reading.end);
    if (rivals.length < MOST_RIVALS && !rivals.some(({ name }) => name === reading.name)) kept.push(reading);
  }
  return kept;
}

/** The candidate of a reading; none when the name and its text are the same, or too long for an edit. */
function candidate({ tokens }: ScoreInput, reading: ScoredReading): NameCandidate[] {
  const { start, end, name, score, gain, fits } = reading;
  if (end - start > MAX_PHRASE || reading.words.length > MAX_PHRASE) return [];
  const was = tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!);
  if (was === name) return [];
  const log = Math.min(0, score - gain);
  const reason = fits ? `the name "${name}", whose initials stand beside it` : `the name "${name}"`;
  return [
    { startToken: start, endToken: end, original: name, log, origin: "gazetteer", guarded: false, reason, score },
  ];
}
