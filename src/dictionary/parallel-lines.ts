import { packWords, Vocabulary } from "../language/vocabulary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { Shape, TokenKind, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { type Block, differences } from "./align.js";
import type { LinePair, Region } from "./explain-region.js";

/** A garbled text and what it was made from. */
export interface ParallelText {
  readonly original: string;
  readonly spun: string;
}

/** Words of unchanged text that a swap may take in on each side of a difference. */
export const CONTEXT = 2;

/** A line of a parallel text, aligned. */
export interface Line extends LinePair {
  /** Which text the line is of. */
  readonly document: number;
  readonly regions: readonly Region[];
  readonly blocks: readonly Block[];
  /** 1 where a token can be part of a key: no punctuation, no number, and tools leave words in capitals alone. */
  readonly open: Uint8Array;
  readonly originalText: string;
  readonly spunText: string;
}

/** All lines of all texts, over one vocabulary. */
export interface Corpus {
  readonly lines: Line[];
  readonly vocabulary: Vocabulary;
  documents: number;
  dropped: number;
}

/** Aligns texts line by line; lines that are not versions of each other are dropped and counted. */
export function readLines(texts: Iterable<ParallelText>): Corpus {
  const corpus: Corpus = {
    lines: [],
    vocabulary: new Vocabulary(packWords(CLASS_WORDS), 1 << 16),
    documents: 0,
    dropped: 0,
  };
  for (const text of texts) {
    const document = ++corpus.documents;
    const originals = text.original.split("\n");
    const spuns = text.spun.split("\n");
    // A tool that joins or splits lines still leaves the text as a whole to align.
    if (originals.length !== spuns.length) addLine(corpus, document, text.original, text.spun);
    else for (const [at, original] of originals.entries()) addLine(corpus, document, original, spuns[at]!);
  }
  return corpus;
}

/**
 * Takes every line for a text of its own. A tool chooses once a text, so its further lines say nothing of the choice; but where texts
 * are few, they say the more of what is one swap and what are two.
 */
export function lineByLine(corpus: Corpus): Corpus {
  return { ...corpus, lines: corpus.lines.map((line, document) => ({ ...line, document })) };
}

function addLine(corpus: Corpus, document: number, originalText: string, spunText: string): void {
  const tokens = tokenize(originalText);
  const original = idsOf(corpus.vocabulary, tokens);
  const spun = idsOf(corpus.vocabulary, tokenize(spunText));
  if (original.length === 0) return;
  const blocks = differences(original, spun, 40 + Math.floor(original.length * 1.4));
  if (blocks === null) {
    corpus.dropped++;
    return;
  }
  corpus.lines.push({
    document,
    original,
    spun,
    blocks,
    regions: regionsOf(blocks, original.length, spun.length),
    open: openTokens(tokens),
    originalText,
    spunText,
  });
}

function idsOf(vocabulary: Vocabulary, tokens: Tokens): Int32Array {
  const ids = new Int32Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) ids[i] = vocabulary.add(tokenText(tokens, i));
  return ids;
}

function openTokens(tokens: Tokens): Uint8Array {
  const open = new Uint8Array(tokens.count);
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i]!;
    const capitals = tokens.shapes[i] === Shape.Upper || tokens.shapes[i] === Shape.Mixed;
    open[i] = capitals || kind === TokenKind.Number || (kind === TokenKind.Punctuation && !isSymbol(tokens, i)) ? 0 : 1;
  }
  return open;
}

/** Symbols that tools spell out. */
function isSymbol(tokens: Tokens, index: number): boolean {
  return "%&$€£@".includes(tokenText(tokens, index));
}

/** Joins blocks whose surroundings meet; a region has `CONTEXT` unchanged words on each side where there are. */
function regionsOf(blocks: readonly Block[], aLength: number, bLength: number): Region[] {
  const regions: { aStart: number; aEnd: number; bStart: number; bEnd: number }[] = [];
  for (const block of blocks) {
    const before = Math.min(CONTEXT, block.aStart, block.bStart);
    const after = Math.min(CONTEXT, aLength - block.aEnd, bLength - block.bEnd);
    const last = regions[regions.length - 1];
    if (last && block.aStart - before <= last.aEnd) {
      last.aEnd = block.aEnd + after;
      last.bEnd = block.bEnd + after;
    } else {
      regions.push({
        aStart: block.aStart - before,
        aEnd: block.aEnd + after,
        bStart: block.bStart - before,
        bEnd: block.bEnd + after,
      });
    }
  }
  return regions;
}
