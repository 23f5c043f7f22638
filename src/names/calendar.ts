import { TokenKind, type Tokens, tokenText } from "../tokens/tokenize.js";

/** Does a day's or a year's number stand beside a token: "14 May", "May 14", "May 2019"? */
export function hasDateBeside(tokens: Tokens, at: number): boolean {
  return isDay(tokens, at - 1) || isDay(tokens, at + 1) || isYear(tokens, at + 1);
}

function isDay(tokens: Tokens, at: number): boolean {
  const value = numberAt(tokens, at);
  return value >= 1 && value <= 31;
}

function isYear(tokens: Tokens, at: number): boolean {
  const value = numberAt(tokens, at);
  return value >= 1800 && value <= 2100;
}

function numberAt(tokens: Tokens, at: number): number {
  if (at < 0 || at >= tokens.count || tokens.kinds[at] !== TokenKind.Number) return 0;
  const text = tokenText(tokens, at);
  return /^\d{1,4}$/.test(text) ? Number(text) : 0;
}
