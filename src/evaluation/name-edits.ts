/** Which edits touch names, and what became of a given one. */
import { sentenceStarts } from "../tokens/sentences.js";
import { tokenize } from "../tokens/tokenize.js";
import { measureTokens } from "./measure-tokens.js";

/** An edit as the engine reports it, as far as it is looked at here. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
}

/** A name that a tool damaged: [start, end) of the garbled text reads `was`, and should read `now`. */
export interface DamagedName extends TextEdit {
  readonly page: string;
}

export type NameFate = "restored" | "changed wrongly" | "left";

/** What applied edits, sorted and disjoint, made of a damaged name. An edit that reaches beyond it must still write it in full. */
export function fateOfName(name: DamagedName, text: string, applied: readonly TextEdit[]): NameFate {
  const touching = applied.filter(({ start, end }) => start < name.end && end > name.start);
  if (touching.length === 0) return "left";
  const [from, to] = [Math.min(name.start, touching[0]!.start), Math.max(name.end, touching.at(-1)!.end)];
  let out = "";
  let at = from;
  for (const { start, end, now } of touching) {
    out += text.slice(at, start) + now;
    at = end;
  }
  out += text.slice(at, to);
  if (from === name.start && to === name.end) return out === name.now ? "restored" : "changed wrongly";
  return holds(measureTokens(out), measureTokens(name.now)) ? "restored" : "changed wrongly";
}

function holds(words: readonly string[], sought: readonly string[]): boolean {
  return words.some((_, at) => sought.every((word, offset) => words[at + offset] === word));
}

const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.&'’-]*/gu;
const NO_NAMES = new Set(["I", "I'm", "I've", "I'll", "I'd", "A", "An", "The"]);

/**
 * Finds the edits of a text that change a name: a capitalised word of their wording before or after that is not the same on
 * both sides. The first word of a sentence counts only when another capitalised one stands beside it.
 */
export function nameEdits<T extends TextEdit>(text: string, edits: readonly T[]): T[] {
  if (edits.length === 0) return [];
  const tokens = tokenize(text);
  const starts = new Set(Array.from(sentenceStarts(tokens), (at) => tokens.starts[at]!));
  return edits.filter(({ start, was, now }) => {
    const [before, after] = [namesIn(was, starts.has(start)), namesIn(now, starts.has(start))];
    return before.join(" ") !== after.join(" ");
  });
}

function namesIn(phrase: string, beginsSentence: boolean): string[] {
  const found = Array.from(phrase.matchAll(CAPITALISED)).filter(({ 0: word }) => !NO_NAMES.has(word));
  const names = beginsSentence && found.length === 1 && found[0]!.index === 0 ? [] : found;
  return names.map(([word]) => word.replace(/['’]s?$|[.-]$/u, ""));
}
