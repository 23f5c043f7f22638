/** Lays out mined terms and synonyms as the arrays of a term file. */
import { GENERAL_WEIGHT, type LexiconArrays, packCount, TermFlag } from "../tracing/lexicon.js";
import type { ThesaurusArrays } from "../tracing/thesaurus.js";
import { FUNCTION_WORDS, inflectionKey } from "../tracing/words.js";

/** A sequence of words and its counts. */
export interface MinedGram {
  readonly words: readonly string[];
  readonly science: number;
  readonly general: number;
  /** Bit n: the gap after word n mostly is a hyphen. */
  readonly hyphens: number;
  readonly isNoun?: boolean;
}

/** What a word or a term must count to be taken in, in either kind of text. */
export interface Thresholds {
  readonly wordScience: number;
  readonly wordGeneral: number;
  readonly termScience: number;
  readonly termGeneral: number;
}

interface Node {
  readonly children: Map<string, Node>;
  science: number;
  general: number;
  flags: number;
}

/** The arrays number words in 16 bits. */
const MOST_WORDS = 65_535;

/** The most frequent words above the thresholds. */
export function chosenWords(grams: readonly MinedGram[], least: Thresholds): Map<string, number> {
  const found: [string, number][] = [];
  for (const { words, science, general } of grams) {
    if (words.length === 1 && (science >= least.wordScience || general >= least.wordGeneral))
      found.push([words[0]!, science + GENERAL_WEIGHT * general]);
  }
  return new Map(found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_WORDS));
}

/** Terms begin and end with words of content; their beginnings are kept with them, so that probabilities can be had. */
export function lexiconArrays(
  grams: readonly MinedGram[],
  words: ReadonlyMap<string, number>,
  least: Thresholds,
): LexiconArrays {
  const sorted = [...words.keys()].sort();
  return {
    words: Buffer.from(sorted.join("\n")),
    counts: Float32Array.from(sorted, (word) => words.get(word)!),
    ...trieColumns(grow(grams, words, least), sorted),
  };
}

/** Nodes breadth first, those of single words first, in the order of `sorted`. */
function trieColumns(root: Node, sorted: readonly string[]): Omit<LexiconArrays, "words" | "counts"> {
  const ids = new Map(sorted.map((word, id) => [word, id]));
  const science: number[] = [];
  const general: number[] = [];
  const flags: number[] = [];
  const wordOf: number[] = [];
  const firstChild: number[] = [];
  let level: (Node | undefined)[] = sorted.map((word) => root.children.get(word));
  let next = sorted.length;
  while (level.length > 0) {
    const below: Node[] = [];
    for (const node of level) {
      firstChild.push(next);
      const children = [...(node?.children ?? [])].sort((a, b) => ids.get(a[0])! - ids.get(b[0])!);
      next += children.length;
      for (const [word, child] of children) {
        below.push(child);
        wordOf.push(ids.get(word)!);
        science.push(packCount(child.science));
        general.push(packCount(child.general));
        flags.push(child.flags);
      }
    }
    level = below;
  }
  firstChild.push(next);
  return {
    science: Uint8Array.from(science),
    general: Uint8Array.from(general),
    flags: Uint8Array.from(flags),
    wordOf: Uint16Array.from(wordOf),
    firstChild: Uint32Array.from(firstChild),
  };
}

function grow(grams: readonly MinedGram[], words: ReadonlyMap<string, number>, least: Thresholds): Node {
  const root = emptyNode();
  for (const gram of grams) if (isTerm(gram, words, least)) place(root, gram, true);
  for (const gram of grams) if (gram.words.length > 1) place(root, gram, false);
  return root;
}

function emptyNode(): Node {
  return { children: new Map(), science: 0, general: 0, flags: 0 };
}

function isTerm({ words, science, general, isNoun }: MinedGram, known: ReadonlyMap<string, number>, least: Thresholds) {
  if (words.length < 2 || !words.every((word) => known.has(word)) || words.every((word) => !/[a-z]/.test(word)))
    return false;
  if (FUNCTION_WORDS.has(words[0]!) || FUNCTION_WORDS.has(words[words.length - 1]!)) return false;
  return science >= least.termScience || general >= least.termGeneral || isNoun === true;
}

/** Adds a term, or only fills in the counts of a node that is there. */
function place(root: Node, { words, science, general, hyphens, isNoun }: MinedGram, isNew: boolean): void {
  let node: Node | undefined = root;
  for (const word of words) {
    let child: Node | undefined = node.children.get(word);
    if (!child && !isNew) return;
    if (!child) {
      child = emptyNode();
      node.children.set(word, child);
    }
    node = child;
  }
  node.science = Math.max(node.science, science);
  node.general = Math.max(node.general, general);
  node.flags |= hyphens * TermFlag.FirstHyphen;
  if (isNew) node.flags |= TermFlag.Term | (isNoun ? TermFlag.WordNet : 0);
}

/** Pairs of an original and a word that may stand for it, with the bit of the source that says so. */
export type SynonymPair = readonly [spun: string, original: string, source: number];

/** Synonyms by inflection key, those whose original is a word of the lexicon. */
export function thesaurusArrays(
  pairs: Iterable<SynonymPair>,
  words: ReadonlyMap<string, number>,
  least: number,
): ThesaurusArrays {
  const counts = new Map<string, number>();
  for (const [word, count] of words) {
    const key = inflectionKey(word);
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const bySpun = new Map<string, Map<string, number>>();
  for (const [spun, original, source] of pairs) {
    const [from, to] = [inflectionKey(spun), inflectionKey(original)];
    if (from === to || (counts.get(to) ?? 0) < least || !/^[a-z]{2,}$/.test(from)) continue;
    const targets = bySpun.get(from) ?? new Map<string, number>();
    bySpun.set(from, targets.set(to, (targets.get(to) ?? 0) | source));
  }
  const originals = [...new Set([...bySpun.values()].flatMap((targets) => [...targets.keys()]))].sort();
  const known = new Set(originals);
  const keys = [...originals, ...[...bySpun.keys()].filter((key) => !known.has(key)).sort()];
  const ids = new Map(keys.map((key, id) => [key, id]));
  const starts: number[] = [];
  const targets: number[] = [];
  const sources: number[] = [];
  for (const key of keys) {
    starts.push(targets.length);
    for (const [target, source] of [...(bySpun.get(key) ?? [])].sort((a, b) => ids.get(a[0])! - ids.get(b[0])!)) {
      targets.push(ids.get(target)!);
      sources.push(source);
    }
  }
  starts.push(targets.length);
  return {
    keys: Buffer.from(keys.join("\n")),
    starts: Uint32Array.from(starts),
    targets: Uint16Array.from(targets),
    sources: Uint8Array.from(sources),
  };
}
