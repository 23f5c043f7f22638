import { CharClass, classOf, lowerCode } from "../tokens/characters.js";
import { Shape, TokenKind, type Tokens } from "../tokens/tokenize.js";

/**
 * The classes that a word outside the vocabulary falls into, by its looks. They are ordinary
 * words of the model: it learns what stands around a number or an unknown name.
 */
export const CLASS_WORDS = ["<unk>", "<s>", "</s>", "<num>", "<year>", "<ord>", "<name>", "<hyph>"] as const;
export const WordClass = {
  Unknown: 0,
  Begin: 1,
  End: 2,
  Number: 3,
  Year: 4,
  Ordinal: 5,
  Name: 6,
  Compound: 7,
} as const;

/** Longest word key in UTF-16 units; longer tokens are unknown words. */
export const MAX_KEY = 48;

/**
 * Writes a token's key into `into` and returns its length, or 0 when the token has a class of its
 * own (numbers) or is too long. The key is the lower-cased token with straight apostrophes, plain hyphens,
 * straight quotes and one kind of dash; soft hyphens and joiners vanish; "US" is read as "u.s.".
 */
export function writeKey(text: string, start: number, end: number, into: Uint16Array): number {
  if (end - start > MAX_KEY) return 0;
  if (end - start === 2 && text.charCodeAt(start) === 0x55 && text.charCodeAt(start + 1) === 0x53) return writeUs(into);
  let length = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0xad || code === 0x200c || code === 0x200d) continue;
    into[length++] = code < 0x80 ? lowerCode(code) : plain(code);
  }
  return length;
}

function writeUs(into: Uint16Array): number {
  into[0] = 0x75;
  into[1] = 0x2e;
  into[2] = 0x73;
  into[3] = 0x2e;
  return 4;
}

function plain(code: number): number {
  const kind = classOf(code);
  if (kind === CharClass.Apostrophe || code === 0x2018) return 0x27;
  if (kind === CharClass.Hyphen) return 0x2d;
  if (code === 0x201c || code === 0x201d || code === 0xab || code === 0xbb) return 0x22;
  if (code === 0x2013) return 0x2014;
  return lowerCode(code);
}

/** The class of a token that is written with digits, or `Unknown` when it is not a plain number. */
export function numberClass(tokens: Tokens, index: number): number {
  if (tokens.kinds[index] !== TokenKind.Number) return WordClass.Unknown;
  const { text } = tokens;
  const start = tokens.starts[index]!;
  const end = tokens.ends[index]!;
  if (tokens.shapes[index] === Shape.None) return isYear(text, start, end) ? WordClass.Year : WordClass.Number;
  const tail = text.slice(end - 2, end).toLowerCase();
  return end - start > 2 && (tail === "st" || tail === "nd" || tail === "rd" || tail === "th")
    ? WordClass.Ordinal
    : WordClass.Unknown;
}

function isYear(text: string, start: number, end: number): boolean {
  if (end - start !== 4) return false;
  const first = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  if (classOf(text.charCodeAt(start + 2)) !== CharClass.Digit || classOf(second) !== CharClass.Digit) return false;
  return (first === 0x31 && second >= 0x35) || (first === 0x32 && second === 0x30);
}

/** The class of a token that is in no vocabulary. */
export function unknownClass(tokens: Tokens, index: number): number {
  if (tokens.kinds[index] === TokenKind.Compound) return WordClass.Compound;
  if (tokens.kinds[index] === TokenKind.Number) return WordClass.Number;
  const shape = tokens.shapes[index]!;
  return shape === Shape.None || shape === Shape.Lower ? WordClass.Unknown : WordClass.Name;
}
