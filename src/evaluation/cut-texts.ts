import { measureTokenSpans } from "./measure-tokens.js";

const WORD = /^[\p{L}\p{N}_]/u;

/**
 * Cuts a text into pieces of exactly `words` words, each beginning `step` words after the last one (default `words`: no
 * overlap); what is left at the end is dropped. A piece keeps the spacing and signs between its words.
 */
export function cutText(text: string, words: number, step = words): string[] {
  const spans = measureTokenSpans(text).filter(({ start, end }) => WORD.test(text.slice(start, end)));
  const pieces: string[] = [];
  for (let first = 0; first + words <= spans.length; first += step) {
    const next = spans[first + words];
    pieces.push(text.slice(spans[first]!.start, next?.start ?? text.length).trimEnd());
  }
  return pieces;
}
