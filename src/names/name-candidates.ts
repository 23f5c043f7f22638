import type { Candidate } from "../dictionary/candidate.js";
import type { CompiledDictionary } from "../dictionary/compile.js";
import { sameNegations, sameNumbers } from "../dictionary/facts.js";
import type { Background } from "../language/background.js";
import type { Tokens } from "../tokens/tokenize.js";
import { confirmedByInitials } from "./brackets.js";
import { Capital, capitals } from "./capitals.js";
import { chosen } from "./choose.js";
import type { Gazetteer } from "./gazetteer.js";
import { knownNames } from "./known.js";
import { NameSwaps } from "./name-swaps.js";
import { PersonWords } from "./person-words.js";
import { type ScoredReading, type ScoreInput, scored, written } from "./score.js";
import { readingsFrom } from "./search.js";
import type { TokenSwaps } from "./swap-lists.js";

/** What name restoring reads of a document. */
export interface NamesInput {
  readonly tokens: Tokens;
  /** Vocabulary id of each token. */
  readonly ids: Int32Array;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
}

/** A name that some tokens may have been before they were spun. */
export interface NameCandidate extends Candidate {
  // `log` is here what makes the score out of the language model's gain, so that a decoder that adds both gets the score.
  /** ln of how much likelier the text is as this name, swapped, than as it stands: without the odds of swapping at all. */
  readonly score: number;
}

/** What names are looked up with; one for an engine. */
export interface NameTools {
  readonly gazetteer: Gazetteer;
  readonly background: Background;
  readonly swaps: NameSwaps;
  readonly people: PersonWords;
}

/**
 * Least score of a candidate. In garbled stories .98 of those from 2 up name what the original holds; in clean stories 10,000 words
 * have .8 from 2 up, .2 from 4 up and .08 from 6 up, if nothing asks whether the document was spun: see `measure-names.ts`.
 */
const LEAST_SCORE = 2;

/** Opens what `nameCandidates` works with. */
export function nameTools(gazetteer: Gazetteer, background: Background, dictionary: CompiledDictionary): NameTools {
  return { gazetteer, background, swaps: new NameSwaps(gazetteer, dictionary), people: new PersonWords(gazetteer) };
}

/**
 * Whole names that runs of capitalised words may have been, each word by the inverse swaps of the dictionary and of thesauri,
 * together by the gazetteer. In the order of their first token; for the same tokens the best first.
 */
export function nameCandidates(tools: NameTools, input: NamesInput, least = LEAST_SCORE): NameCandidate[] {
  const scoreInput = prepared(tools, input);
  const found: ScoredReading[] = [];
  for (let start = 0; start < input.tokens.count; start++) {
    if (scoreInput.capitals[start] === Capital.None || input.locked[start] === 1) continue;
    for (const reading of readingsFrom(scoreInput, start)) {
      const weighed = scored(scoreInput, reading);
      if (weighed.score >= least) found.push(weighed);
    }
  }
  return chosen(found).flatMap((reading) => candidate(scoreInput, reading));
}

/**
 * For each token, ln of how often the most frequent name of several words was seen that stands over it just as it is; -1 where
 * none does.
 */
export function knownNamesIn(tools: NameTools, input: NamesInput): Float32Array {
  return prepared(tools, input).known;
}

function prepared({ gazetteer, background, swaps }: NameTools, input: NamesInput): ScoreInput {
  const { tokens, ids, words, locked, sentences } = input;
  const forms = swaps.forms(tokens, ids);
  const known = new Map<number, TokenSwaps>();
  const swapsAt = (token: number) => {
    const found = known.get(token) ?? swaps.at(tokens, ids, forms, token);
    known.set(token, found);
    return found;
  };
  const search = { tokens, locked, forms, gazetteer, capitals: capitals(tokens, sentences) };
  const confirmed = confirmedByInitials(tokens);
  return { ...search, swapsAt, background, words, sentences, confirmed, known: knownNames(search), spans: new Map() };
}

/** The candidate of a reading; none when its words are the text's, or a number or negation would change. */
function candidate({ tokens }: ScoreInput, reading: ScoredReading): NameCandidate[] {
  const { start, end, name, nameWords, score, gain, fits } = reading;
  const original = written(nameWords);
  const was = tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!);
  if (was === original || !sameNumbers(was, original) || !sameNegations(was, original)) return [];
  const log = Math.min(0, score - gain);
  const reason = fits ? `the name "${name}", whose initials stand beside it` : `the name "${name}"`;
  return [{ startToken: start, endToken: end, original, log, origin: "gazetteer", guarded: false, reason, score }];
}
