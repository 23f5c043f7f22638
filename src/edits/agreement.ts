import { overlapsAny } from "../protection/index.js";
import type { Alternative, Range } from "../result.js";
import { type Article, articleFits } from "./articles.js";
import type { PlainEdit } from "./edit.js";

interface AgreeingEdit extends PlainEdit {
  readonly alternatives?: readonly Alternative[];
}

/** An indefinite article of the text, and the white space after it. */
interface FoundArticle {
  readonly start: number;
  readonly word: string;
  readonly gap: string;
}

/** An article right before the end of the window, with at most one line break between. */
const ARTICLE_BEFORE = /(?<![\p{L}\p{M}\p{N}'’._&/@#$-])(an?|An?|AN)([^\S\r\n]{0,8}(?:\r?\n)?[^\S\r\n]{0,8})$/u;
const ARTICLE_LAST = /(?:^|[\s("“‘—–])(an?|An?|AN)$/;
const WINDOW = 40;

/**
 * Makes "a" and "an" fit the words that the edits bring. An edit that directly follows an article
 * which does not fit its `now` is widened to take the article in; an edit whose `now` ends in an article has
 * it fitted to the next word. Nothing else changes, and an article that fits is left alone even if it
 * did not fit before. `was` and the alternatives are widened with their edit; sorted and disjoint stays so.
 * @param off spans that no edit may touch, sorted and disjoint: an article in one stays.
 */
export function agreement<E extends AgreeingEdit>(text: string, edits: readonly E[], off: readonly Range[] = []): E[] {
  const agreed: E[] = [];
  for (const [index, edit] of edits.entries()) {
    const fitted = fitLastWord(text, edits, index);
    const article = articleBefore(text, edit.start);
    const following = wordAfter(text, edits, index);
    const next = firstWord(fitted.now) || following;
    const fits = article === null || next === "" || fitsAt(text, fitted, article, next);
    if (fits || overlapsAny(off, article.start, article.start + article.word.length)) {
      agreed.push(fitted);
    } else {
      dropArticleSuggestion(agreed, article, edit);
      const free = article.start >= (agreed.at(-1)?.end ?? 0);
      agreed.push(free ? widen(text, fitted, article, following) : fitted);
    }
  }
  return agreed;
}

/** The article of the text that stands right before `at`, or null. */
function articleBefore(text: string, at: number): FoundArticle | null {
  const match = ARTICLE_BEFORE.exec(text.slice(Math.max(0, at - WINDOW), at));
  const word = match?.[1];
  const gap = match?.[2];
  if (word === undefined || gap === undefined || gap === "") return null;
  const start = at - gap.length - word.length;
  // "Hepatitis A", "Plan A": a capital inside a sentence is a name, not an article.
  if (word === "A" && !mayBeginSentence(text, start) && !isShoutedLine(text, start)) return null;
  return { start, word, gap };
}

function mayBeginSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - WINDOW), at);
  return /(?:^|[^\p{L}\p{M}\p{N},%)\s]["”’)\]]*\s*|\n\s*)$/u.test(before);
}

/** Is the text on the line around `at` all in capitals? Then they say nothing about a single word. */
function isShoutedLine(text: string, at: number): boolean {
  const before = text
    .slice(Math.max(0, at - WINDOW), at)
    .split("\n")
    .at(-1)!;
  const after = text.slice(at, at + WINDOW).split("\n", 1)[0]!;
  const line = before + after;
  return !/\p{Ll}/u.test(line) && (line.match(/\p{Lu}/gu)?.length ?? 0) > 6;
}

/** Does the article fit the next word? Before another article ("a a") there is no right form. */
function fitsAt(text: string, edit: PlainEdit, article: FoundArticle, next: string): boolean {
  if (/^an?$/i.test(next)) return true;
  const read = isShoutedLine(text, edit.start) ? next.toLowerCase() : next;
  return articleFits(article.word.toLowerCase() as Article, read);
}

/** A mere suggestion about the article itself gives way to the edit that needs the article. */
function dropArticleSuggestion(agreed: PlainEdit[], article: FoundArticle, edit: PlainEdit): void {
  const last = agreed.at(-1);
  if (last?.verdict !== "suggest" || edit.verdict !== "apply") return;
  if (last.start === article.start && last.end === article.start + article.word.length) agreed.pop();
}

function widen<E extends AgreeingEdit>(text: string, edit: E, article: FoundArticle, following: string): E {
  const was = text.slice(article.start, edit.end);
  const withArticle = (now: string): string => {
    const fits = fitsAt(text, edit, article, firstWord(now) || following);
    return (fits ? article.word : otherArticle(article.word, isShoutedLine(text, article.start))) + article.gap + now;
  };
  const widened = { ...edit, start: article.start, was, now: withArticle(edit.now) };
  if (edit.alternatives === undefined) return widened;
  const alternatives = edit.alternatives.map((each) => ({
    ...each,
    now: each.now === edit.was ? was : withArticle(each.now),
  }));
  return { ...widened, alternatives };
}

function otherArticle(word: string, shouted: boolean): string {
  const other = word.toLowerCase() === "a" ? "an" : "a";
  if (word === word.toLowerCase()) return other;
  return shouted || word === "AN" ? other.toUpperCase() : other[0]!.toUpperCase() + other.slice(1);
}

/** Fits an article that the edit itself brings as its last word. */
function fitLastWord<E extends PlainEdit>(text: string, edits: readonly E[], index: number): E {
  const edit = edits[index]!;
  const word = ARTICLE_LAST.exec(edit.now)?.[1];
  if (word === undefined) return edit;
  const next = wordAfter(text, edits, index);
  const article = { start: edit.start, word, gap: " " };
  if (next === "" || fitsAt(text, edit, article, next)) return edit;
  const shouted = isShoutedLine(text, edit.start);
  return { ...edit, now: edit.now.slice(0, -word.length) + otherArticle(word, shouted) };
}

/** The word that follows an edit once the applied edits are carried out; "" at a sentence's end. */
function wordAfter(text: string, edits: readonly PlainEdit[], index: number): string {
  const end = edits[index]!.end;
  const gap = /^[^\S\r\n]*(?:\r?\n)?[^\S\r\n]*/.exec(text.slice(end, end + WINDOW))![0];
  const next = edits[index + 1];
  if (next?.verdict === "apply" && next.start === end + gap.length) return firstWord(next.now);
  // Without white space the word goes on, unless the edit took the white space away with it.
  return gap === "" && edits[index]!.now !== ""
    ? ""
    : firstWord(text.slice(end + gap.length, end + gap.length + WINDOW));
}

function firstWord(phrase: string): string {
  return /^\S+/.exec(phrase.trimStart())?.[0] ?? "";
}
