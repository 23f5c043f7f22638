import type { Vocabulary } from "../language/vocabulary.js";
import { vocabularyIds } from "../language/word-ids.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { readTokens } from "../tokens/reading.js";
import { type Tokens, tokenText } from "../tokens/tokenize.js";

/** A text as alignment reads it: tokens without quotation marks, and a number for every word, the same in both texts. */
export interface ReadText {
  readonly tokens: Tokens;
  /** First token of each sentence. */
  readonly sentences: Uint32Array;
  /** 1 for those tokens. */
  readonly begins: Uint8Array;
  /** Vocabulary id of each token, or its class's. */
  readonly ids: Int32Array;
  /** The token's word: equal numbers for equal words in any case, also where the vocabulary lacks them. */
  readonly words: Int32Array;
}

/** Reads texts that are to be compared; words that the vocabulary lacks are numbered below zero, as they come. */
export class TextReader {
  private readonly unknown = new Map<string, number>();

  constructor(private readonly vocabulary: Vocabulary) {}

  read(text: string): ReadText {
    const { tokens, sentences } = readTokens(text);
    return this.number(tokens, sentences, vocabularyIds(this.vocabulary, tokens));
  }

  /** Numbers the words of a text that has been tokenised already. */
  number(tokens: Tokens, sentences: Uint32Array, ids: Int32Array): ReadText {
    const words = ids.slice();
    for (let at = 0; at < words.length; at++) {
      if (words[at]! < CLASS_WORDS.length) words[at] = this.numberOf(tokenText(tokens, at));
    }
    const begins = new Uint8Array(tokens.count);
    for (const start of sentences) begins[start] = 1;
    return { tokens, sentences, begins, ids, words };
  }

  private numberOf(word: string): number {
    const folded = word.toLowerCase();
    let number = this.unknown.get(folded);
    if (number === undefined) {
      number = -1 - this.unknown.size;
      this.unknown.set(folded, number);
    }
    return number;
  }
}

/** The text of the tokens [start, end), of which there is at least one. */
export function textBetween({ tokens }: ReadText, start: number, end: number): string {
  return tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!);
}
