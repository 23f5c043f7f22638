/**
 * The only door to wink-nlp: its tokens with offsets, its sentences and its parts of speech. Slower than `tokenize` and
 * not lossless by itself; for what our own tokens do not know, and as their yardstick.
 */
import { createRequire } from "node:module";
import type { Model, PartOfSpeech, default as WinkFn, WinkMethods } from "wink-nlp";

export type { PartOfSpeech } from "wink-nlp";

/** A token of wink-nlp at its place; offsets are UTF-16 code units of the text as given. */
export interface TaggedToken {
  readonly start: number;
  readonly end: number;
  readonly pos: PartOfSpeech;
}

export interface TaggedText {
  /** In order and disjoint. */
  readonly tokens: readonly TaggedToken[];
  /** Index of the first token of each sentence, in order. */
  readonly sentences: readonly number[];
}

export interface Tagger {
  tag(text: string): TaggedText;
}

let opened: Tagger | undefined;

/** The tagger; wink-nlp and its model (about 200 ms) are loaded at the first call, once in a process. */
export function openTagger(): Tagger {
  opened ??= load();
  return opened;
}

/** By `require`, as both are CommonJS: repairing is synchronous, and most documents never need them. */
function load(): Tagger {
  const require = createRequire(import.meta.url);
  const winkNLP = require("wink-nlp") as typeof WinkFn;
  const nlp = winkNLP(require("wink-eng-lite-web-model") as Model, ["sbd", "pos"]);
  return { tag: (text) => tagged(nlp, text) };
}

function tagged(nlp: WinkMethods, text: string): TaggedText {
  const doc = nlp.readDoc(text);
  const { its } = nlp;
  const values = doc.tokens().out(its.value) as string[];
  const spaces = doc.tokens().out(its.precedingSpaces) as string[];
  const parts = doc.tokens().out(its.pos) as PartOfSpeech[];
  const tokens: TaggedToken[] = [];
  /** Place among the tokens that were found, of each token that wink gives. */
  const kept: number[] = [];
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    kept.push(tokens.length);
    const start = placeOf(text, at + spaces[i]!.length, at, values[i]!);
    if (start < 0) continue;
    at = start + values[i]!.length;
    if (!isBlank(values[i]!)) tokens.push({ start, end: at, pos: parts[i]! });
  }
  return {
    tokens,
    sentences: sentencesOf(doc.sentences().out(its.span) as unknown as [number, number][], kept, tokens.length),
  };
}

/** wink counts blanks its own way around tabs and line breaks; a token that is not where it should be is sought. */
function placeOf(text: string, expected: number, from: number, value: string): number {
  return text.startsWith(value, expected) ? expected : text.indexOf(value, from);
}

function isBlank(value: string): boolean {
  return value.trim() === "";
}

function sentencesOf(spans: readonly (readonly [number, number])[], kept: readonly number[], count: number): number[] {
  const starts = new Set<number>();
  for (const [first] of spans) {
    const token = kept[first];
    if (token !== undefined && token < count) starts.add(token);
  }
  return [...starts];
}
