/** Character classes of UTF-16 code units, looked up in one table that fills itself as it meets new characters. */

export const CharClass = {
  Space: 1,
  Letter: 2,
  Digit: 3,
  Apostrophe: 4,
  Hyphen: 5,
  LineBreak: 6,
  Other: 7,
  High: 8,
} as const;
export type CharClass = (typeof CharClass)[keyof typeof CharClass];

const LETTER = /[\p{L}\p{M}]/u;
const DIGIT = /\p{Nd}/u;
const SPACE = /\s/u;

/** 0 = not met yet. The table only memoises a pure function, so sharing it between engines is safe. */
const table = new Uint8Array(0x10000);

export function classOf(code: number): number {
  const known = table[code];
  if (known) return known;
  const kind = classify(code);
  table[code] = kind;
  return kind;
}

function classify(code: number): CharClass {
  if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) return CharClass.LineBreak;
  if (code === 0x27 || code === 0x2019 || code === 0x02bc) return CharClass.Apostrophe;
  if (code === 0x2d || code === 0x2010 || code === 0x2011) return CharClass.Hyphen;
  if (code >= 0xd800 && code <= 0xdbff) return CharClass.High;
  // A soft hyphen or a joiner stands inside a word and does not end it.
  if (code === 0xad || code === 0x200d || code === 0x200c) return CharClass.Letter;
  const character = String.fromCharCode(code);
  if (LETTER.test(character)) return CharClass.Letter;
  if (DIGIT.test(character)) return CharClass.Digit;
  if (SPACE.test(character) || code === 0x200b || code === 0xfeff) return CharClass.Space;
  return CharClass.Other;
}

export function isUpper(code: number): boolean {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a;
  const character = String.fromCharCode(code);
  return character !== character.toLowerCase();
}

export function isLower(code: number): boolean {
  if (code < 0x80) return code >= 0x61 && code <= 0x7a;
  const character = String.fromCharCode(code);
  return character !== character.toUpperCase();
}

/** Lower case of one code unit; a letter whose lower case is longer than one unit stays as it is. */
export function lowerCode(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}
