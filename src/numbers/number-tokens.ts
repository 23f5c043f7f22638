import { CARDINALS, ORDINAL_WORDS, SCALES } from "../dictionary/number-words.js";
import { readEveryNumber } from "../dictionary/read-numbers.js";
import { Gap, Shape, TokenKind, type Tokens, tokenText } from "../tokens/tokenize.js";

/** How a token writes a number below a hundred, or figures of any size. */
export const Written = { Not: 0, Figures: 1, Word: 2, Ordinal: 3 } as const;

/** The longest phrase that is read as one number, in tokens. */
const LONGEST = 6;

/** Every number word begins with one of these: other words need not be looked up. */
const NUMBER_INITIALS = "zotfsenZOTFSEN";

const FIGURES = /^\d+(?:,\d{3})*(?:\.\d+)?$/;

/** A number written in words over some tokens. */
export interface Spelled {
  readonly value: number;
  readonly endToken: number;
}

/** The tokens of one document, read for numbers once. */
export class NumberTokens {
  readonly count: number;
  /** `Written` of each token. */
  private readonly written: Uint8Array;
  private readonly lowers: (string | undefined)[] = [];

  constructor(readonly tokens: Tokens) {
    this.count = tokens.count;
    this.written = new Uint8Array(tokens.count);
    for (let i = 0; i < tokens.count; i++) this.written[i] = this.readToken(i);
  }

  is(token: number, written: (typeof Written)[keyof typeof Written]): boolean {
    return this.written[token] === written;
  }

  text(token: number): string {
    return token < 0 || token >= this.count ? "" : tokenText(this.tokens, token);
  }

  lower(token: number): string {
    if (token < 0 || token >= this.count) return "";
    let found = this.lowers[token];
    if (found === undefined) {
      found = tokenText(this.tokens, token).toLowerCase();
      this.lowers[token] = found;
    }
    return found;
  }

  /** The very text from one token to before another. */
  slice(start: number, end: number): string {
    const { tokens } = this;
    return tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!);
  }

  /** Does the token touch the one before it? */
  glued(token: number): boolean {
    const { starts, ends } = this.tokens;
    return token > 0 && token < this.count && starts[token] === ends[token - 1];
  }

  /** Does the token follow the one before it in the same line, after a blank? */
  spaced(token: number): boolean {
    return token > 0 && token < this.count && this.tokens.gaps[token] === Gap.Space;
  }

  isWord(token: number): boolean {
    return this.tokens.kinds[token] === TokenKind.Word;
  }

  /** Begins with a figure: "20", "20th", "4bn". */
  isNumber(token: number): boolean {
    return this.tokens.kinds[token] === TokenKind.Number;
  }

  isCompound(token: number): boolean {
    return this.tokens.kinds[token] === TokenKind.Compound;
  }

  startsRaised(token: number): boolean {
    return this.tokens.shapes[token] === Shape.Title;
  }

  /** Figures that the token writes: 19 for "nineteen" and "19", NaN for others. */
  value(token: number): number {
    const kind = this.written[token];
    if (kind === Written.Figures) return Number(this.text(token).replaceAll(",", ""));
    return kind === Written.Word || kind === Written.Ordinal ? wordValue(this.lower(token))! : Number.NaN;
  }

  /** The number in words that begins at a token: "twenty-one", "one hundred and five"; not "dozen" and the like alone. */
  spelled(start: number): Spelled | undefined {
    if (this.written[start] !== Written.Word) return undefined;
    let end = start + 1;
    while (end < this.count && end < start + LONGEST && this.spaced(end) && this.goesOn(end)) end++;
    // "and" joins only where a number follows it.
    while (end > start + 1 && this.lower(end - 1) === "and") end--;
    const [read] = readEveryNumber(this.slice(start, end));
    if (read === undefined) return undefined;
    const stop = this.tokens.starts[start]! + read.end;
    while (end > start + 1 && this.tokens.ends[end - 1]! > stop) end--;
    return { value: read.value, endToken: end };
  }

  private goesOn(token: number): boolean {
    const lower = this.lower(token);
    return this.written[token] === Written.Word || lower === "and" || lower === "hundred" || lower === "thousand";
  }

  private readToken(token: number): number {
    const kind = this.tokens.kinds[token];
    if (kind === TokenKind.Number) return FIGURES.test(this.text(token)) ? Written.Figures : Written.Not;
    if (kind !== TokenKind.Word && kind !== TokenKind.Compound) return Written.Not;
    if (!NUMBER_INITIALS.includes(this.tokens.text.charAt(this.tokens.starts[token]!))) return Written.Not;
    const lower = this.lower(token);
    if (cardinalValue(lower) !== undefined) return Written.Word;
    return wordValue(lower) === undefined ? Written.Not : Written.Ordinal;
  }
}

/** The value of "seven", "twenty-one"; undefined for other words. */
export function cardinalValue(lower: string): number | undefined {
  return CARDINALS.get(lower) ?? hyphenated(lower, CARDINALS);
}

function wordValue(lower: string): number | undefined {
  return cardinalValue(lower) ?? ORDINAL_WORDS.get(lower) ?? hyphenated(lower, ORDINAL_WORDS);
}

function hyphenated(lower: string, units: ReadonlyMap<string, number>): number | undefined {
  const hyphen = lower.indexOf("-");
  if (hyphen < 0) return undefined;
  const tens = CARDINALS.get(lower.slice(0, hyphen)) ?? 0;
  const unit = units.get(lower.slice(hyphen + 1)) ?? 0;
  return tens >= 20 && unit > 0 && unit < 10 ? tens + unit : undefined;
}

/** "million", "dozens". */
export function isScale(lower: string): boolean {
  return SCALES.has(lower);
}

/** Figures as news writes them: 16000 gives "16,000". */
export function figures(value: number): string {
  const [whole, fraction] = String(value).split(".");
  const grouped = whole!.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
