import { CharClass, classOf, isLower, isUpper } from "./characters.js";

/** What a token is made of. */
export const TokenKind = { Word: 1, Number: 2, Clitic: 3, Compound: 4, Punctuation: 5 } as const;

/** How a token's letters are cased. */
export const Shape = { None: 0, Lower: 1, Title: 2, Upper: 3, Mixed: 4 } as const;

/** What stands between a token and the one before it. */
export const Gap = { None: 0, Space: 1, Line: 2, Paragraph: 3 } as const;

/**
 * The tokens of a text as parallel arrays. Everything between two tokens is white space, so
 * the tokens and the gaps between them join to the very text. Offsets are UTF-16 code units.
 */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** `TokenKind` of each token. */
  readonly kinds: Uint8Array;
  /** `Shape` of each token. */
  readonly shapes: Uint8Array;
  /** `Gap` before each token. */
  readonly gaps: Uint8Array;
}

/** Longest acronym with points, in UTF-16 units; a bound keeps a megabyte of "a.a.a" linear. */
const LONGEST_ACRONYM = 24;

/** Clitics that stand as tokens of their own; n't stays with its verb ("isn't", "won't"). */
const CLITICS = new Set(["s", "re", "ve", "ll", "d", "m"]);

/**
 * Splits a text into words, numbers, compounds with hyphens, clitics ('s, 're, …) and single
 * punctuation marks. Lossless, linear, never throws: lone surrogates and control characters
 * are punctuation. Acronyms with points ("U.S.") are one token.
 */
export function tokenize(text: string): Tokens {
  const scanner = new Scanner(text);
  scanner.run();
  return scanner.finish();
}

/** The text of token `index`. */
export function tokenText(tokens: Tokens, index: number): string {
  return tokens.text.slice(tokens.starts[index]!, tokens.ends[index]!);
}

class Scanner {
  private starts: Uint32Array;
  private ends: Uint32Array;
  private kinds: Uint8Array;
  private gaps: Uint8Array;
  private count = 0;

  constructor(private readonly text: string) {
    const guess = (text.length >> 2) + 16;
    this.starts = new Uint32Array(guess);
    this.ends = new Uint32Array(guess);
    this.kinds = new Uint8Array(guess);
    this.gaps = new Uint8Array(guess);
  }

  run(): void {
    const text = this.text;
    let gap: number = Gap.None;
    for (let at = 0; at < text.length; ) {
      const kind = classOf(text.charCodeAt(at));
      if (kind === CharClass.Space) {
        if (gap === Gap.None) gap = Gap.Space;
        at++;
      } else if (kind === CharClass.LineBreak) {
        if (text.charCodeAt(at) === 0x0d && text.charCodeAt(at + 1) === 0x0a) at++;
        gap = gap >= Gap.Line ? Gap.Paragraph : Gap.Line;
        at++;
      } else {
        at = this.scanToken(at, kind, gap);
        gap = Gap.None;
      }
    }
  }

  finish(): Tokens {
    const { text, count } = this;
    const starts = this.starts.slice(0, count);
    const ends = this.ends.slice(0, count);
    const shapes = new Uint8Array(count);
    for (let i = 0; i < count; i++) shapes[i] = shapeOf(text, starts[i]!, ends[i]!);
    return { text, count, starts, ends, kinds: this.kinds.slice(0, count), shapes, gaps: this.gaps.slice(0, count) };
  }

  private scanToken(at: number, kind: number, gap: number): number {
    if (kind === CharClass.Letter) return this.scanWord(at, gap);
    if (kind === CharClass.Digit) return this.scanNumber(at, gap);
    const end = this.punctuationEnd(at, kind);
    this.push(at, end, TokenKind.Punctuation, gap);
    return end;
  }

  private scanWord(at: number, gap: number): number {
    const acronym = this.acronymEnd(at);
    if (acronym > at) {
      this.push(at, acronym, TokenKind.Word, gap);
      return this.scanClitic(acronym);
    }
    return this.scanRun(at, this.lettersEnd(at), TokenKind.Word, gap);
  }

  private scanNumber(at: number, gap: number): number {
    let end = this.digitsEnd(at);
    while (this.isPoint(end) && this.is(end + 1, CharClass.Digit)) end = this.digitsEnd(end + 1);
    const letters = this.lettersEnd(end);
    return this.scanRun(at, letters, TokenKind.Number, gap);
  }

  /** Goes on from a run of letters or digits through hyphens and apostrophes to the token's end. */
  private scanRun(start: number, from: number, kind: number, gap: number): number {
    let end = from;
    let tokenKind = kind;
    for (;;) {
      const next = classOf(this.text.charCodeAt(end));
      if (next === CharClass.Hyphen && this.isWordCharacter(end + 1)) {
        tokenKind = TokenKind.Compound;
        const acronym = this.acronymEnd(end + 1);
        end = acronym > end + 1 ? acronym : this.lettersEnd(end + 1);
      } else if (next === CharClass.Apostrophe && this.is(end + 1, CharClass.Letter)) {
        const letters = this.lettersEnd(end + 1);
        if (this.isClitic(end + 1, letters)) {
          this.push(start, end, tokenKind, gap);
          this.push(end, letters, TokenKind.Clitic, Gap.None);
          // "I'd've" has two.
          return this.scanClitic(letters);
        }
        end = letters;
      } else break;
      if (end >= this.text.length) break;
    }
    this.push(start, end, tokenKind, gap);
    return end;
  }

  private scanClitic(at: number): number {
    if (!this.is(at, CharClass.Apostrophe) || !this.is(at + 1, CharClass.Letter)) return at;
    const letters = this.lettersEnd(at + 1);
    if (!this.isClitic(at + 1, letters)) return at;
    this.push(at, letters, TokenKind.Clitic, Gap.None);
    return letters;
  }

  private isClitic(start: number, end: number): boolean {
    return end - start <= 2 && CLITICS.has(this.text.slice(start, end).toLowerCase());
  }

  /** End of an acronym with points ("U.S.", "a.m.") that starts here, or `at` when there is none. */
  private acronymEnd(at: number): number {
    let end = at;
    while (end - at < LONGEST_ACRONYM && this.is(end, CharClass.Letter) && this.text.charCodeAt(end + 1) === 0x2e) {
      end += 2;
      if (!this.is(end, CharClass.Letter)) break;
    }
    if (end - at < 4) return at;
    // "U.S.A" may lack its last point; "e.g.example" is no acronym.
    if (!this.is(end, CharClass.Letter)) return end;
    return this.isWordCharacter(end + 1) ? at : end + 1;
  }

  private punctuationEnd(at: number, kind: number): number {
    const text = this.text;
    if (kind === CharClass.High) {
      const low = text.charCodeAt(at + 1);
      return low >= 0xdc00 && low <= 0xdfff ? at + 2 : at + 1;
    }
    const code = text.charCodeAt(at);
    let end = at + 1;
    // Points, dashes and rules written as runs are one mark ("...", "--", "=====").
    if (code === 0x2e || code === 0x2d || code === 0x3d || code === 0x2a || code === 0x5f) {
      while (text.charCodeAt(end) === code) end++;
    }
    return end;
  }

  private lettersEnd(at: number): number {
    const text = this.text;
    let end = at;
    while (end < text.length) {
      const kind = classOf(text.charCodeAt(end));
      if (kind !== CharClass.Letter && kind !== CharClass.Digit) break;
      end++;
    }
    return end;
  }

  private digitsEnd(at: number): number {
    let end = at;
    while (this.is(end, CharClass.Digit)) end++;
    return end;
  }

  private isPoint(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === 0x2e || code === 0x2c;
  }

  private is(at: number, kind: number): boolean {
    return at < this.text.length && classOf(this.text.charCodeAt(at)) === kind;
  }

  private isWordCharacter(at: number): boolean {
    return this.is(at, CharClass.Letter) || this.is(at, CharClass.Digit);
  }

  private push(start: number, end: number, kind: number, gap: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.kinds[this.count] = kind;
    this.gaps[this.count] = gap;
    this.count++;
  }

  private grow(): void {
    const size = this.starts.length * 2;
    this.starts = copyInto(new Uint32Array(size), this.starts);
    this.ends = copyInto(new Uint32Array(size), this.ends);
    this.kinds = copyInto(new Uint8Array(size), this.kinds);
    this.gaps = copyInto(new Uint8Array(size), this.gaps);
  }
}

function copyInto<T extends Uint8Array | Uint32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

function shapeOf(text: string, start: number, end: number): number {
  let upper = 0;
  let lower = 0;
  let firstUpper = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isLower(code)) lower++;
    else if (isUpper(code)) {
      if (upper === 0 && lower === 0) firstUpper = true;
      upper++;
    }
  }
  if (upper === 0) return lower === 0 ? Shape.None : Shape.Lower;
  if (lower === 0) return upper === 1 && end - start === 1 ? Shape.Title : Shape.Upper;
  return upper === 1 && firstUpper ? Shape.Title : Shape.Mixed;
}
