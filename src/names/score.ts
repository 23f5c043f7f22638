import type { Background } from "../language/background.js";
import { emission, modelWordIds } from "../language/word-ids.js";
import { WordClass } from "../language/word-key.js";
import { Shape, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { abbreviationBeside, fitsInitials } from "./brackets.js";
import { Capital } from "./capitals.js";
import { NameKind, unpackLog } from "./gazetteer.js";
import { knownAsIs } from "./known.js";
import type { Reading } from "./search.js";
import type { SearchInput } from "./search-input.js";

/** ln of the tokens of the text that the names of the gazetteer were counted in, about. */
const COUNTED = Math.log(54e6);
/** Least ln P(capital | word), for a word that hardly ever is part of a name. */
const LEAST_CAPITAL = -4;
/** A listed name counts so much more than its count says, in nats: lists hold what is well known. */
const LISTED = 1;
/** Nats for initials in brackets that fit the name and not the text; and against a name that they do not fit. */
const INITIALS_FIT = 8;
const INITIALS_MISS = -12;
/** Nats against changing a word of a name that is known as it stands, beside ln of how often it was seen. */
const KNOWN = 4;
const NOTHING_LEFT = 3;
const LISTED_NOTHING_LEFT = 1;
/** ln P of a name that nobody has listed, to be less for each token: there is no end of names. */
const UNSEEN = -13;
const UNSEEN_WORD = 3;
/** Words of context on either side: a trigram model sees no more. */
const CONTEXT = 2;

export interface ScoreInput extends SearchInput {
  readonly background: Background;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
  readonly sentences: Uint32Array;
  /** See `confirmedByInitials`. */
  readonly confirmed: Uint8Array;
  /** See `knownNames`. */
  readonly known: Float32Array;
  /** What the model says of spans as they stand, by their first token and length: readings share them. */
  readonly spans: Map<number, SpanLogs>;
}

/** ln P of some words after their left context, and of the words to their right. */
interface SpanLogs {
  readonly span: number;
  readonly right: number;
}

/** A reading with its name written out and what speaks for it. */
export interface ScoredReading extends Reading {
  readonly name: string;
  /** The words to be written: the text's own where they were not swapped. */
  readonly nameWords: readonly string[];
  /** ln of how much likelier the text is as this name, swapped, than as it stands: without the odds of swapping at all. */
  readonly score: number;
  /** What the language model alone says of it: a part of the score. */
  readonly gain: number;
  /** An abbreviation beside it has its initials, and not those of the words as they stand. */
  readonly fits: boolean;
}

/** Weighs a reading against the words as they stand. */
export function scored(input: ScoreInput, reading: Reading): ScoredReading {
  const { gazetteer } = input;
  const nameWords = reading.words.map((word, at) => spelled(input, reading, word, at));
  const name = written(nameWords);
  const model = modelGain(input, reading, name);
  const unseen = UNSEEN - UNSEEN_WORD * (reading.end - reading.start);
  const asIs = Math.max(model.asIs, knownAsIs(input, reading.start, reading.end) - COUNTED, unseen);
  const { nodeWeights, nodeKinds } = gazetteer.tables;
  const listed = (nodeKinds[reading.node]! & NameKind.Listed) === 0 ? 0 : LISTED;
  const asName = Math.max(model.asName, unpackLog(nodeWeights[reading.node]!) + listed - COUNTED);
  const initials = initialsLog(input, reading, nameWords);
  const score = asName - asIs + model.right + reading.log + initials - immunity(input, reading) - doubt(input, reading);
  return { ...reading, name, nameWords, score, gain: model.gain, fits: initials > 0 };
}

/** Words of a name as they are written. */
export function written(words: readonly string[]): string {
  return words.join(" ").replaceAll(" 's", "'s");
}

/** A word of the name; as the text has it ("Organisation", "COVID"), if it was not swapped. */
function spelled(
  { gazetteer, tokens }: ScoreInput,
  { from, start, swapped }: Reading,
  word: number,
  at: number,
): string {
  const token = from[at]!;
  // Where all is in capitals the gazetteer's case is the better one.
  const isShouted = tokens.shapes[token] === Shape.Upper && tokens.shapes[start + swapped.indexOf(1)] === Shape.Upper;
  return swapped[token - start] === 1 || isShouted ? gazetteer.word(word) : tokenText(tokens, token);
}

/** Is a token of the reading that was swapped part of a name that is known as it stands? */
function immunity({ known }: ScoreInput, { start, swapped }: Reading): number {
  let most = 0;
  swapped.forEach((flag, at) => {
    const log = known[start + at]!;
    if (flag === 1 && log >= 0) most = Math.max(most, log + KNOWN);
  });
  return most;
}

/** Nats against a name of which no word is left. */
function doubt({ gazetteer }: ScoreInput, { node, swapped }: Reading): number {
  if (swapped.includes(0)) return 0;
  return (gazetteer.tables.nodeKinds[node]! & NameKind.Listed) !== 0 ? LISTED_NOTHING_LEFT : NOTHING_LEFT;
}

/** What an abbreviation in brackets says for a name, or for the words as they stand. */
function initialsLog(input: ScoreInput, reading: Reading, nameWords: readonly string[]): number {
  const { start, end, swapped } = reading;
  const short = abbreviationBeside(input.tokens, start, end);
  const fits = short !== null && (fitsInitials(nameWords, short) || hasShort(input, reading.node, short));
  const isConfirmed = swapped.some((flag, at) => flag === 1 && input.confirmed[start + at] === 1);
  if (fits === isConfirmed) return 0;
  return fits ? INITIALS_FIT : INITIALS_MISS;
}

function hasShort({ gazetteer }: ScoreInput, node: number, short: string): boolean {
  const { shortNodes, shortForms } = gazetteer.tables;
  const at = shortNodes.indexOf(node);
  return at >= 0 && gazetteer.word(shortForms[at]!).toUpperCase() === short;
}

interface ModelGain {
  /** ln P of the words as they stand, after their left context, and of the name's. */
  readonly asIs: number;
  readonly asName: number;
  /** What the name gains for the words to its right. */
  readonly right: number;
  /** ln of how much likelier the name is than the words as they stand, capitals aside. */
  readonly gain: number;
}

function modelGain(input: ScoreInput, reading: Reading, name: string): ModelGain {
  const { start, end } = reading;
  const [first, last] = bounds(input, start, end);
  const left = input.words.subarray(first, start);
  const right = input.words.subarray(end, last);
  const nameTokens = tokenize(name);
  const nameIds = modelWordIds(input.background.vocabulary, nameTokens);
  const textIds = input.words.subarray(start, end);
  const key = start * LONGEST_SPAN + end - start;
  const before = input.spans.get(key) ?? spanLogs(input.background, left, textIds, right);
  input.spans.set(key, before);
  const after = spanLogs(input.background, left, nameIds, right);
  let asIs = before.span + emissions(input.words.subarray(start, end), input.tokens, start);
  let asName = after.span + emissions(nameIds, nameTokens, 0);
  const gain = asName - asIs + after.right - before.right;
  for (let i = start; i < end; i++) {
    if (reading.swapped[i - start] === 1) asIs += capitalLog(input, i, input.forms[i]!, input.words[i]!);
  }
  reading.words.forEach((word, at) => {
    const from = reading.from[at]!;
    if (reading.swapped[from - start] !== 1) return;
    const form = input.gazetteer.formStart(word);
    asName += capitalLog(input, from, form, nameIds[at] ?? 0);
  });
  return { asIs, asName, right: after.right - before.right, gain };
}

/** ln P of the words among `ids`, those of the tokens from `first` on, that the model only knows by their class. */
function emissions(ids: Int32Array, tokens: Tokens, first: number): number {
  let total = 0;
  for (let at = 0; at < ids.length; at++) {
    total += emission(ids[at]!, tokens.ends[first + at]! - tokens.starts[first + at]!);
  }
  return total;
}

/** ln P(capital | word), where the text's capital says something: from how often the word stands in names. */
function capitalLog(input: ScoreInput, token: number, form: number, word: number): number {
  if (input.capitals[token] !== Capital.Telling) return 0;
  if (form < 0) return LEAST_CAPITAL;
  const { models, prior } = input.background;
  let frequency = 0;
  for (let k = 0; k < models.length; k++) frequency += prior[k]! * models[k]!.unigram(word);
  const log = input.gazetteer.formLog(form) - Math.log(frequency) - COUNTED;
  return Math.max(LEAST_CAPITAL, Math.min(0, log));
}

/** The tokens of context around a span, inside its sentence. */
function bounds({ sentences, tokens }: ScoreInput, start: number, end: number): [number, number] {
  let low = 0;
  let high = sentences.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (sentences[middle]! <= start) low = middle;
    else high = middle;
  }
  const sentenceEnd = Math.max(end, sentences[low + 1] ?? tokens.count);
  return [Math.max(sentences[low] ?? 0, start - CONTEXT), Math.min(sentenceEnd, end + CONTEXT)];
}

/** No reading spans so many tokens. */
const LONGEST_SPAN = 64;

function spanLogs(background: Background, left: Int32Array, span: Int32Array, right: Int32Array): SpanLogs {
  const words = new Int32Array(left.length + span.length + right.length);
  words.set(left);
  words.set(span, left.length);
  words.set(right, left.length + span.length);
  const probabilities = mixedTrigrams(background, words);
  const end = left.length + span.length;
  return { span: logOf(probabilities, left.length, end), right: logOf(probabilities, end, words.length) };
}

/** P(word | two words before) of each of some words at a sentence's start, under the mixture as it is before a document is seen. */
function mixedTrigrams({ models, prior }: Background, words: Int32Array): Float64Array {
  const mixed = new Float64Array(words.length);
  for (let k = 0; k < models.length; k++) {
    const model = models[k]!;
    const weight = prior[k]!;
    let before: number = WordClass.Begin;
    let context = -1;
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      const second = model.bigram(before, word);
      const next = model.contextAt(model.place);
      mixed[at]! += weight * model.trigram(context, word, second);
      context = next;
      before = word;
    }
  }
  return mixed;
}

function logOf(probabilities: Float64Array, start: number, end: number): number {
  let log = 0;
  for (let at = start; at < end; at++) log += Math.log(probabilities[at]!);
  return log;
}
