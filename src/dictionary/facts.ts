/**
 * Facts in a phrase: the values of its numbers, its negations, and closed lists of words such as dates and directions.
 * No edit may change one into another, unless it restores what a tool damaged.
 */
import { type WordFactKind, wordFact } from "./fact-words.js";
import { type NumberRead, readNumbers, wholeUnitsBlank } from "./read-numbers.js";

export { type NumberRead, numberValues, readNumbers } from "./read-numbers.js";

export type FactKind = "value" | "negation" | WordFactKind;

/** A fact that a text states. */
export interface Fact {
  readonly kind: FactKind;
  /** Equal for two wordings of the same fact: "0.5", "not", "month april". */
  readonly key: string;
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const NEGATION =
  /\b(?:not|never|none|neither|nor|nobody|nothing|nowhere|without|with out|cannot)\b|n['’]t\b|\bno\b(?!\.? ?\d)/gi;

/** Idioms with a "not" that negates nothing. */
const NO_NEGATION =
  /\b(?:whether or not|no matter|not only|if not|more often than not|not (?:so|too) \w+ (?:ago|back))\b/gi;

/** The negations of `text`, each as a plain word: "didn't" gives "not", "with out" gives "without". */
export function negations(text: string): string[] {
  return negationFacts(text).map(({ key }) => key);
}

function negationFacts(text: string): Fact[] {
  const blank = text.replace(NO_NEGATION, (idiom) => " ".repeat(idiom.length));
  return [...blank.matchAll(NEGATION)].map(({ 0: found, index }) => ({
    kind: "negation",
    key: plainNegation(found.toLowerCase()),
    start: index,
    end: index + found.length,
  }));
}

function plainNegation(found: string): string {
  if (found === "with out") return "without";
  return found === "cannot" || /^n['’]t$/.test(found) ? "not" : found;
}

/** Every fact of `text`, by place; "12 months" is a year's length and no number, "one" is as often a pronoun. */
export function factsOf(text: string): Fact[] {
  const blank = wholeUnitsBlank(text);
  const values = readNumbers(text)
    .filter(({ start, end }) => !/^one$/i.test(text.slice(start, end)))
    .map(({ value, start, end }): Fact => ({ kind: "value", key: `${value}`, start, end }));
  return [...values, ...negationFacts(text), ...wordFacts(blank)].sort((a, b) => a.start - b.start || a.end - b.end);
}

function wordFacts(text: string): Fact[] {
  const found: Fact[] = [];
  for (const { 0: word, index } of text.matchAll(FACT_WORD)) {
    const fact = wordFact(word);
    if (fact === undefined) continue;
    found.push({ kind: fact.kind, key: `${fact.group} ${fact.key}`, start: index, end: index + word.length });
  }
  return found;
}

const FACT_WORD = /\p{L}+|\p{Sc}/gu;

/** True when neither text states one member of a closed list where the other states another ("rose", "fell"). */
export function sameWordFacts(a: string, b: string): boolean {
  const left = keysByGroup(a);
  for (const [group, keys] of keysByGroup(b)) {
    const others = left.get(group);
    // "He or she" for "she" is no opposite: each side has to hold what the other lacks.
    if (others !== undefined && lacksSome(keys, others) && lacksSome(others, keys)) return false;
  }
  return true;
}

function lacksSome(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...others].some((key) => !keys.has(key));
}

function keysByGroup(text: string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { 0: word } of wholeUnitsBlank(text).matchAll(FACT_WORD)) {
    const fact = wordFact(word);
    if (fact === undefined) continue;
    const keys = groups.get(fact.group);
    if (keys === undefined) groups.set(fact.group, new Set([fact.key]));
    else keys.add(fact.key);
  }
  return groups;
}

const OPPOSITE_PREFIXES = ["un", "in", "im", "il", "ir", "dis", "non", "non-"];
const LEAST_STEM = 4;
/** Words with such a prefix that mean what they mean without it. */
const NOT_OPPOSITE = new Set(["invaluable", "inbuilt", "inflammable", "input", "inside"]);
/** "Less expensive" is "inexpensive". */
const TURNS_BACK = /\b(?:less|lack|lacks|lacking|not|without)\b/i;

/** True when a word of one text is the other's with a prefix that turns it round: "legal", "illegal". */
export function turnsRound(a: string, b: string): boolean {
  return isTurned(a, b) || isTurned(b, a);
}

function isTurned(plain: string, prefixed: string): boolean {
  const stems = new Set(plain.toLowerCase().match(COMPOUND));
  const words = new Set(prefixed.toLowerCase().match(COMPOUND));
  for (const stem of stems) {
    if (stem.length < LEAST_STEM || words.has(stem)) continue;
    const word = OPPOSITE_PREFIXES.map((prefix) => prefix + stem).find((each) => words.has(each) && !stems.has(each));
    if (word !== undefined && !NOT_OPPOSITE.has(word) && !TURNS_BACK.test(plain)) return true;
  }
  return false;
}

const COMPOUND = /\p{L}+(?:-\p{L}+)*/gu;

/** True when both texts state the same facts, as far as the closed lists know. */
export function sameFacts(a: string, b: string): boolean {
  return sameNumbers(a, b) && sameNegations(a, b) && sameWordFacts(a, b) && !turnsRound(a, b);
}

/** True when both texts state the same values; "one" and "first" may stand on one side only. */
export function sameNumbers(a: string, b: string): boolean {
  const left = readNumbers(a);
  const right = readNumbers(b);
  const unmatched = (from: readonly NumberRead[], other: readonly NumberRead[]) => {
    const pool = other.map((number) => number.value);
    return from.filter((number) => {
      const at = pool.indexOf(number.value);
      if (at >= 0) pool.splice(at, 1);
      return at < 0 && !number.soft;
    });
  };
  return unmatched(left, right).length === 0 && unmatched(right, left).length === 0;
}

/** True when both texts hold equally many negations, of whatever wording ("no longer", "not any more"). */
export function sameNegations(a: string, b: string): boolean {
  return negations(a).length === negations(b).length;
}
