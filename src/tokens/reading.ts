import { sentenceStarts } from "./sentences.js";
import { Gap, type Tokens, tokenize } from "./tokenize.js";

/** A tokenised text and the first token of each of its sentences. */
export interface SentenceTokens {
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
}

/** A text as the model reads it: tokens, sentences, and no quotation marks. */
export function readTokens(text: string): SentenceTokens {
  const tokens = tokenize(text);
  return withoutQuotes({ tokens, sentences: sentenceStarts(tokens) });
}

/**
 * The tokens without double quotation marks. What is quoted reads on from what introduces it, so a model of three words sees
 * more with the marks out of its way. A phrase never reaches across a mark: the gap after one counts as a paragraph's.
 */
export function withoutQuotes({ tokens, sentences }: SentenceTokens): SentenceTokens {
  const kept = new Uint32Array(tokens.count);
  const starts = new Uint32Array(sentences.length);
  let count = 0;
  let sentence = 0;
  for (let i = 0; i < tokens.count; i++) {
    while (sentence < sentences.length && sentences[sentence]! <= i) starts[sentence++] = count;
    if (!isQuote(tokens, i)) kept[count++] = i;
  }
  if (count === tokens.count) return { tokens, sentences };
  const pick = <T extends Uint8Array | Uint32Array>(from: T, into: T): T => {
    for (let at = 0; at < count; at++) into[at] = from[kept[at]!]!;
    return into;
  };
  const gaps = pick(tokens.gaps, new Uint8Array(count));
  for (let at = 1; at < count; at++) if (kept[at]! > kept[at - 1]! + 1) gaps[at] = Gap.Paragraph;
  const filtered: Tokens = {
    text: tokens.text,
    count,
    starts: pick(tokens.starts, new Uint32Array(count)),
    ends: pick(tokens.ends, new Uint32Array(count)),
    kinds: pick(tokens.kinds, new Uint8Array(count)),
    shapes: pick(tokens.shapes, new Uint8Array(count)),
    gaps,
  };
  return { tokens: filtered, sentences: nonEmpty(starts, count) };
}

/** A sentence of nothing but marks begins where the next one does: it is dropped. */
function nonEmpty(starts: Uint32Array, count: number): Uint32Array {
  return starts.filter((start, at) => start < count && start !== starts[at + 1]);
}

function isQuote(tokens: Tokens, index: number): boolean {
  if (tokens.ends[index]! - tokens.starts[index]! !== 1) return false;
  const code = tokens.text.charCodeAt(tokens.starts[index]!);
  return code === 0x22 || code === 0x201c || code === 0x201d || code === 0xab || code === 0xbb || code === 0x201e;
}
