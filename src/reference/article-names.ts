import { sameFacts } from "../dictionary/facts.js";
import { Capital, capitals } from "../names/capitals.js";
import { areCognate, areSpelledAlike } from "../names/cognates.js";
import { type AlignedColumn, type AlignmentTools, alignSentence, Column, type Stretch } from "./align-sentence.js";
import type { GroundedEdit } from "./grounded-edits.js";
import type { ReadText } from "./read-text.js";
import { Wording } from "./wording.js";

/** A name of an article that some capitalised words of a document were before a tool swapped words in it. */
export interface ArticleName {
  /** The document's tokens. */
  readonly start: number;
  readonly end: number;
  /** The article's. */
  readonly from: number;
  readonly to: number;
}

/** Tokens of a name, at most and at least: a single word is nobody's for sure. */
const [LEAST, MOST] = [2, 6];
/** Words that stand inside names in lower case. */
const INSIDE = new Set(["of", "the", "and", "for"]);
/** No part of the name, though in capitals. */
const BEFORE = new Set(["The", "A", "An"]);

/**
 * Names of an article that stand mangled in a document: each word is the name's, or the channel explains it by the name's. A name
 * that the document has as it is was not mangled elsewhere (a tool makes one choice for all places), and words that the article has
 * as they are need no restoring.
 */
export function articleNames(tools: AlignmentTools, document: ReadText, article: ReadText): ArticleName[] {
  const mangled = runs(document);
  if (mangled.length === 0) return [];
  const inDocument = new Set(mangled.flatMap((run) => windows(run).map((window) => keyOf(document, window))));
  const known = namesByWord(article, inDocument);
  const inArticle = known.keys;
  const found: ArticleName[] = [];
  for (const run of mangled) {
    const best = windows(run)
      .filter((window) => !inArticle.has(keyOf(document, window)))
      .flatMap((window) => matches(tools, document, window, article, known))
      .sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)[0];
    if (best !== undefined) found.push(best);
  }
  return found;
}

/** P(right) of a whole name that an article has and the channel explains. */
const RIGHT = 0.9;

/** The same as edits, where nothing else is known of a place. */
export function articleNameEdits(
  tools: AlignmentTools,
  document: ReadText,
  article: ReadText,
  { locked, curly }: { readonly locked: Uint8Array; readonly curly: boolean },
): GroundedEdit[] {
  const wording = new Wording(document, article, curly);
  return articleNames(tools, document, article).flatMap(({ start, end, from, to }) => {
    const was = wording.was(start, end);
    const now = wording.now(start, end, from, to);
    if (now === null || now === was || locked.subarray(start, end).includes(1) || !sameFacts(was, now)) return [];
    const { starts, ends } = document.tokens;
    return [{ start: starts[start]!, end: ends[end - 1]!, was, now, probability: RIGHT, entry: -1, from }];
  });
}

interface KnownNames {
  /** Names by each of their words; those that the document has as they are, left out. */
  readonly byWord: ReadonlyMap<number, readonly Stretch[]>;
  /** All runs of capitalised words, whole and in part. */
  readonly keys: ReadonlySet<string>;
}

function namesByWord(article: ReadText, inDocument: ReadonlySet<string>): KnownNames {
  const byWord = new Map<number, Stretch[]>();
  const keys = new Set<string>();
  for (const run of runs(article)) {
    for (const window of windows(run)) {
      const key = keyOf(article, window);
      if (keys.has(key)) continue;
      keys.add(key);
      // Only whole names are restored; a part of one would leave the rest as it is.
      if (inDocument.has(key) || window.start !== run.start || window.end !== run.end) continue;
      for (let at = window.start; at < window.end; at++) {
        const word = article.words[at]!;
        const list = byWord.get(word);
        if (list) list.push(window);
        else byWord.set(word, [window]);
      }
    }
  }
  return { byWord, keys };
}

/** The names that explain a window of the document in full. */
function matches(
  tools: AlignmentTools,
  document: ReadText,
  window: Stretch,
  article: ReadText,
  { byWord }: KnownNames,
): ArticleName[] {
  const tried = new Set<Stretch>();
  for (let at = window.start; at < window.end; at++) {
    if (isInside(document, at)) continue;
    for (const name of byWord.get(document.words[at]!) ?? []) tried.add(name);
  }
  return [...tried]
    .filter(({ start, end }) => Math.abs(end - start - (window.end - window.start)) <= 1)
    .filter((name) => {
      const { columns } = alignSentence(tools, document, window, article, name);
      return isExplained(columns, name) && columns.some((column) => isSwapped(document, article, column));
    })
    .map((name) => ({ ...window, from: name.start, to: name.end }));
}

function isExplained(columns: readonly AlignedColumn[], name: Stretch): boolean {
  const [first] = columns;
  const last = columns.at(-1);
  if (first?.from !== name.start || last?.to !== name.end) return false;
  return columns.every(({ kind }) => kind <= Column.Pair);
}

/** Did a tool put another word there? Forms and spellings of one word are how people differ ("Olympic", "Olympics"). */
function isSwapped(document: ReadText, article: ReadText, { kind, start, end, from, to }: AlignedColumn): boolean {
  if (kind === Column.Same) return false;
  const [a, b] = [textOf(document, start, end), textOf(article, from, to)];
  return !areCognate(a, b) && !areSpelledAlike(a, b);
}

function textOf({ tokens }: ReadText, start: number, end: number): string {
  return tokens.text.slice(tokens.starts[start]!, tokens.ends[end - 1]!).toLowerCase();
}

/** Runs of capitalised words inside sentences, of a name's length at least. */
function runs(text: ReadText): Stretch[] {
  const marks = capitals(text.tokens, text.sentences);
  const found: Stretch[] = [];
  for (let start = 0; start < marks.length; start++) {
    if (marks[start] === Capital.None || BEFORE.has(wordAt(text, start))) continue;
    let end = start + 1;
    let telling = marks[start] === Capital.Telling ? 1 : 0;
    for (let at = end; at < marks.length && text.begins[at] === 0; at++) {
      if (marks[at] !== Capital.None) {
        end = at + 1;
        if (marks[at] === Capital.Telling) telling++;
      } else if (!isInside(text, at) || at > end) break;
    }
    if (telling > 0 && end - start >= LEAST) found.push({ start, end });
    start = end;
  }
  return found;
}

function isInside(text: ReadText, at: number): boolean {
  return INSIDE.has(wordAt(text, at));
}

function wordAt({ tokens }: ReadText, at: number): string {
  return tokens.text.slice(tokens.starts[at]!, tokens.ends[at]!);
}

/** The parts of a run that may be a name: all that begin and end in a capital. */
function windows({ start, end }: Stretch): Stretch[] {
  const found: Stretch[] = [];
  for (let from = start; from < end; from++) {
    for (let to = from + LEAST; to <= Math.min(end, from + MOST); to++) found.push({ start: from, end: to });
  }
  return found;
}

function keyOf({ words }: ReadText, { start, end }: Stretch): string {
  return words.subarray(start, end).join(" ");
}
