import { packWords, Vocabulary } from "../language/vocabulary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { Shape, TokenKind, type Tokens, tokenize, tokenText } from "../tokens/tokenize.js";
import { type Block, differences } from "./align.js";
import { explainRegion, type LinePair, type Region, type Step } from "./explain-region.js";
import type { Family, Substitution } from "./family.js";
import { PairCounts } from "./pair-counts.js";
import { MAX_PHRASE } from "./phrase-trie.js";

/** A garbled text and what it was made from. */
export interface ParallelText {
  readonly original: string;
  readonly spun: string;
}

export interface LearnOptions {
  readonly id: string;
  readonly title: string;
  /** Pairs seen less often are dropped; 2 unless there is little text. */
  readonly minimumCount: number;
  /** Originals swapped in a smaller share of their occurrences are taken for misalignments. */
  readonly minimumRate: number;
  /**
   * For a tool that is known to draw evenly among an original's synonyms: documents that this knowledge counts for against the
   * counted choices. 0, the default, where nothing is known.
   */
  readonly evenChoice?: number;
  readonly onProgress?: (message: string) => void;
}

export interface Learned {
  readonly family: Family;
  /** Lines used, and lines dropped because the two sides are not versions of each other. */
  readonly lines: number;
  readonly dropped: number;
  /** Share of the changed original words that the table explains. Range 0..1. */
  readonly explained: number;
}

/** Rounds of aligning and counting; the table no longer changes much after four. */
const ROUNDS = 4;
/** Words of unchanged text that a swap may take in on each side of a difference. */
const CONTEXT = 2;

/**
 * Learns a family's table from garbled text and its originals: P(spun | original) and P(left alone | original) for
 * phrases up to six tokens. Lines are aligned by their differences; then, in rounds, the cheapest explanation of every
 * difference by swaps is found and counted (hard EM, as phrase tables of machine translation are trained:
 * J. DeNero et al., "Why Generative Phrase Models Underperform Surface Heuristics", 2006; the edge cost stands against its degenerate
 * long phrases).
 */
export function learnFamily(texts: Iterable<ParallelText>, options: LearnOptions): Learned {
  const corpus = readLines(texts);
  options.onProgress?.(`aligned ${corpus.lines.length} lines, dropped ${corpus.dropped}`);
  let counts = firstCounts(corpus.lines);
  let explained = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const last = round === ROUNDS;
    counts.settle(round === 1 ? 1 : options.minimumCount, round === 1 ? 0.02 : options.minimumRate);
    const next = counts.successor();
    explained = countRound(corpus.lines, counts, next, !last);
    counts = next;
    options.onProgress?.(
      `round ${round} of ${ROUNDS}: ${(explained * 100).toFixed(1)} % of the changed words explained`,
    );
  }
  counts.settle(options.minimumCount, options.minimumRate);
  return { family: familyOf(corpus, counts, options), lines: corpus.lines.length, dropped: corpus.dropped, explained };
}

interface Line extends LinePair {
  /** Which text the line is of. */
  readonly document: number;
  readonly regions: readonly Region[];
  readonly blocks: readonly Block[];
  /** 1 where a token can be part of a key: no punctuation, no number, and tools leave words in capitals alone. */
  readonly open: Uint8Array;
  readonly originalText: string;
  readonly spunText: string;
}

interface Corpus {
  readonly lines: Line[];
  readonly vocabulary: Vocabulary;
  dropped: number;
}

function readLines(texts: Iterable<ParallelText>): Corpus {
  const corpus: Corpus = { lines: [], vocabulary: new Vocabulary(packWords(CLASS_WORDS), 1 << 16), dropped: 0 };
  let document = 0;
  for (const text of texts) {
    document++;
    const originals = text.original.split("\n");
    const spuns = text.spun.split("\n");
    // A tool that joins or splits lines still leaves the text as a whole to align.
    if (originals.length !== spuns.length) addLine(corpus, document, text.original, text.spun);
    else originals.forEach((original, at) => addLine(corpus, document, original, spuns[at]!));
  }
  return corpus;
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

function firstCounts(lines: readonly Line[]): PairCounts {
  const counts = new PairCounts();
  for (const line of lines) addAllVariants(counts, line, line.blocks);
  return counts;
}

/** Differences one by one, and neighbours joined over a word or two that happen to stand in both: "around the world" -> "world wide". */
function addAllVariants(counts: PairCounts, line: Line, blocks: readonly Block[]): void {
  blocks.forEach((block, at) => {
    addVariants(counts, line, block);
    const next = blocks[at + 1];
    if (next && next.aStart - block.aEnd <= CONTEXT) {
      addVariant(counts, line, { aStart: block.aStart, aEnd: next.aEnd, bStart: block.bStart, bEnd: next.bEnd });
    }
  });
}

/**
 * Counts a difference as a swap, also with unchanged words taken in on either side, two where the difference is short:
 * "new" -> "brand new", "one of" -> "certainly one of", "one of the" -> "one of many".
 */
function addVariants(counts: PairCounts, line: Line, block: Block): void {
  const most = block.aEnd - block.aStart <= 2 && block.bEnd - block.bStart <= 3 ? 2 : 1;
  for (let left = 0; left <= most; left++) {
    for (let right = 0; right <= most; right++) {
      addVariant(counts, line, {
        aStart: block.aStart - left,
        aEnd: block.aEnd + right,
        bStart: block.bStart - left,
        bEnd: block.bEnd + right,
      });
    }
  }
}

function addVariant(counts: PairCounts, line: Line, block: Block): void {
  const { aStart, aEnd, bStart, bEnd } = block;
  if (aStart < 0 || bStart < 0 || aEnd > line.original.length || bEnd > line.spun.length) return;
  const a = aEnd - aStart;
  const b = bEnd - bStart;
  if (a < 1 || b < 1 || a > MAX_PHRASE || b > MAX_PHRASE) return;
  for (let at = aStart; at < aEnd; at++) if (line.open[at] === 0) return;
  const original = counts.originals.intern(line.original, aStart, aEnd);
  counts.add(original, counts.spuns.intern(line.spun, bStart, bEnd), line.document);
}

/** One round: explains every line with `counts`, counts into `next`; returns the share of changed words explained. */
function countRound(lines: readonly Line[], counts: PairCounts, next: PairCounts, propose: boolean): number {
  let changed = 0;
  let unexplained = 0;
  for (const line of lines) {
    /** Length of the swap that each word went into. */
    const covered = new Uint8Array(line.original.length);
    for (const region of line.regions) {
      const steps = explainRegion(line, region, counts);
      for (const step of steps) {
        if (step.kind === "swap") countSwap(line, step, next, covered);
        if (step.kind === "unknown") unexplained += step.aEnd - step.aStart;
      }
      if (propose) addAllVariants(next, line, unknownBlocks(steps));
    }
    for (const block of line.blocks) changed += block.aEnd - block.aStart;
    countLeft(line, next, covered);
  }
  return changed === 0 ? 1 : Math.max(0, 1 - unexplained / changed);
}

function countSwap(line: Line, step: Step, next: PairCounts, covered: Uint8Array): void {
  next.add(
    next.originals.intern(line.original, step.aStart, step.aEnd),
    next.spuns.intern(line.spun, step.bStart, step.bEnd),
    line.document,
  );
  covered.fill(step.aEnd - step.aStart, step.aStart, step.aEnd);
}

function unknownBlocks(steps: readonly Step[]): Block[] {
  const blocks: { aStart: number; aEnd: number; bStart: number; bEnd: number }[] = [];
  let open = false;
  for (const step of steps) {
    if (step.kind !== "unknown") open = false;
    else if (open) {
      const last = blocks[blocks.length - 1]!;
      last.aEnd = step.aEnd;
      last.bEnd = step.bEnd;
    } else {
      blocks.push({ aStart: step.aStart, aEnd: step.aEnd, bStart: step.bStart, bEnd: step.bEnd });
      open = true;
    }
  }
  return blocks;
}

/**
 * Counts every key that was not swapped. One that a swap of the same length or a longer one covers was masked and had no
 * chance; one in which the tool swapped only a shorter part had its chance first, since tools try long keys first.
 */
function countLeft(line: Line, next: PairCounts, covered: Uint8Array): void {
  const { original, open } = line;
  for (let start = 0; start < original.length; start++) {
    let node = 0;
    let longest = 0;
    for (let end = start; end < original.length && end < start + MAX_PHRASE; end++) {
      if (open[end] === 0) break;
      node = next.originals.child(node, original[end]!);
      if (node < 0) break;
      longest = Math.max(longest, covered[end]!);
      if (longest < end - start + 1 && next.isKey(node)) next.addLeft(node, line.document);
    }
  }
}

function familyOf(corpus: Corpus, counts: PairCounts, options: LearnOptions): Family {
  const surfaces = surfaceForms(corpus, counts);
  const substitutions: Substitution[] = [];
  counts.forEach((original, spun, times, applied, left) => {
    const surface = surfaces.get(pairKey(original, spun));
    if (!surface || surface.original === surface.spun || !isPhrase(surface.original)) return;
    if (times < options.minimumCount * evidenceFactor(counts.originals.wordsOf(original).length)) return;
    substitutions.push({
      original: surface.original,
      spun: surface.spun,
      probability: evened(times, counts.choicesOf(original), options.evenChoice ?? 0),
      keep: Math.max(left / (applied + left), structuralKeep(surface.original)),
      count: times,
    });
  });
  return { id: options.id, title: options.title, substitutions };
}

/** Synonyms seen a third as often as the commonest are taken for the tool's; rarer ones may be misalignments. */
const LEAST_OF_MOST = 0.3;

/** P(spun | original) from its count and those of all the original's synonyms, drawn towards an even choice. */
function evened(times: number, choices: readonly number[], weight: number): number {
  const total = choices.reduce((sum, count) => sum + count, 0);
  const least = LEAST_OF_MOST * Math.max(...choices);
  const own = choices.filter((count) => count >= least);
  if (times < least) return times / (total + weight);
  const share = own.reduce((sum, count) => sum + count, 0) / total / own.length;
  return (times + weight * share) / (total + weight);
}

/** Long phrases are mostly several swaps that met more than once: they must show more often before they count as rows. */
function evidenceFactor(words: number): number {
  if (words <= 2) return 1;
  return words === 3 ? 2 : 4;
}

/**
 * Does it begin and end as a key of a table does? A difference that takes in a comma or the end of another word is a
 * misalignment. Digits are never originals: tools write "2" for "two", not the other way.
 */
function isPhrase(original: string): boolean {
  return /^[\p{L}$%&]/u.test(original) && /[\p{L}.%&$]$/u.test(original) && !/\p{Nd}/u.test(original);
}

/**
 * Tables are matched with straight apostrophes, pages are set with curly ones; and a word boundary never lies before "%".
 * Parallel text made by the tool itself does not show how seldom such keys meet their match on real pages.
 */
function structuralKeep(original: string): number {
  return /['’]|^[^\p{L}]|[^\p{L}.]$/u.test(original) ? 0.98 : 0;
}

function pairKey(original: number, spun: number): number {
  return original * 0x4000000 + spun;
}

interface SurfacePair {
  original: string;
  spun: string;
}

/** The commonest written form of each pair, lower-case occurrences of the original before capitalised ones. */
function surfaceForms(corpus: Corpus, counts: PairCounts): Map<number, SurfacePair> {
  const tallies = new Map<number, Map<string, number>>();
  for (const line of corpus.lines) {
    const originalTokens = tokenize(line.originalText);
    const spunTokens = tokenize(line.spunText);
    for (const region of line.regions) {
      for (const step of explainRegion(line, region, counts)) {
        if (step.kind !== "swap") continue;
        const key = pairKey(
          counts.originals.intern(line.original, step.aStart, step.aEnd),
          counts.spuns.intern(line.spun, step.bStart, step.bEnd),
        );
        const form = `${surfaceOf(originalTokens, step.aStart, step.aEnd)}\t${surfaceOf(spunTokens, step.bStart, step.bEnd)}`;
        const tally = tallies.get(key) ?? new Map<string, number>();
        // One capitalised word may begin a sentence; lower case, where it occurs, is what the table has.
        const weight = originalTokens.shapes[step.aStart] === Shape.Lower ? 10 : 1;
        tallies.set(key, tally.set(form, (tally.get(form) ?? 0) + weight));
      }
    }
  }
  const surfaces = new Map<number, SurfacePair>();
  for (const [key, tally] of tallies) {
    const [form] = [...tally].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))[0]!;
    const [original, spun] = form.split("\t") as [string, string];
    surfaces.set(key, { original, spun });
  }
  return surfaces;
}

/** A phrase as written, white space folded, typographic apostrophes straight. */
function surfaceOf(tokens: Tokens, start: number, end: number): string {
  return tokens.text
    .slice(tokens.starts[start]!, tokens.ends[end - 1]!)
    .replace(/\s+/g, " ")
    .replace(/’/g, "'");
}
