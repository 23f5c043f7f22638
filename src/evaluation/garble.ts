/**
 * The garbler: the plugin behind family A, rebuilt, to make spun text for the tests and samples.
 *
 * The tool walks through its originals, long ones first, and replaces every place where one stands, in its own case
 * or with its first letter capitalised, as a whole word, not beside a hyphen. A replaced place is masked: no later
 * original touches it. It draws one replacement for an original and uses it throughout the document. It knows no
 * sense, grammar or names, and so ignores a row's `unless` and `pos`.
 */
import type { Family } from "../dictionary/family.js";
import type { Range } from "../result.js";
import { createNamedRandom } from "./random.js";

/** `text.slice(start, end) === was` in the text that was garbled; `now` stands there afterwards. */
export interface GarbleEdit extends Range {
  readonly was: string;
  readonly now: string;
}

export interface Garbled {
  readonly text: string;
  /** Sorted by start, disjoint. */
  readonly edits: readonly GarbleEdit[];
}

export interface GarbleOptions {
  /** Every choice follows from the seed and the original alone: text added elsewhere changes none of them. */
  readonly seed: number;
  /** Chance that an original with an apostrophe is left alone, if its own is not higher. Default .98. */
  readonly apostropheKeep?: number;
  /** Places that no replacement may touch. */
  readonly protect?: readonly Range[];
}

interface Original {
  readonly text: string;
  /** Order in which the tool tries it. */
  readonly rank: number;
  readonly keep: number;
  readonly rows: readonly { readonly spun: string; readonly weight: number }[];
  readonly totalWeight: number;
}

/** An original as it may stand in a text. */
interface Form {
  readonly text: string;
  readonly original: Original;
  readonly capitalised: boolean;
}

/** A family's table, indexed for garbling. */
export interface GarbleTool {
  /** Forms by their first piece: a whole word, or one other sign. */
  readonly forms: ReadonlyMap<string, readonly Form[]>;
}

interface Match extends Range {
  readonly form: Form;
}

const APOSTROPHE_KEEP = 0.98;
/** Combining marks belong to their word, so that no match ends between a letter and its accent. */
const PIECE = /[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu;
const FIRST_PIECE = new RegExp(PIECE.source, "u");
const WORD_CHARACTER = /^[\p{L}\p{N}\p{M}_]/u;
const HYPHENS = new Set(["-", "\u2010", "\u2011"]);

/** Indexes a family; do it once and garble many texts. Originals with a digit or in capitals throughout never fire. */
export function prepareTool(family: Family): GarbleTool {
  const forms = new Map<string, Form[]>();
  for (const original of originalsOf(family)) {
    const capital = capitalise(original.text);
    for (const text of new Set([original.text, capital])) {
      const first = FIRST_PIECE.exec(text)?.[0];
      if (first === undefined) continue;
      const form = { text, original, capitalised: text !== original.text };
      const list = forms.get(first);
      if (list === undefined) forms.set(first, [form]);
      else list.push(form);
    }
  }
  return { forms };
}

/** Garbles one document. The same tool, text and options give the same result everywhere. */
export function garble(tool: GarbleTool, text: string, options: GarbleOptions): Garbled {
  const masked = new Uint8Array(text.length);
  for (const { start, end } of options.protect ?? []) masked.fill(1, start, end);
  const choices = new Map<Original, string | null>();
  const edits: GarbleEdit[] = [];
  for (const { start, end, form } of matchesOf(tool, text)) {
    const { original, capitalised } = form;
    let spun = choices.get(original);
    if (spun === undefined) {
      spun = choose(original, options);
      choices.set(original, spun);
    }
    if (spun === null || masked.subarray(start, end).includes(1)) continue;
    masked.fill(1, start, end);
    const now = capitalised ? capitalise(spun) : spun;
    if (now !== form.text) edits.push({ start, end, was: form.text, now });
  }
  edits.sort((x, y) => x.start - y.start);
  return { text: carryOut(text, edits), edits };
}

/** The edits that turn the garbled text back; their offsets lie in the garbled text. */
export function invertGarbling(edits: readonly GarbleEdit[]): GarbleEdit[] {
  let shift = 0;
  return edits.map(({ start, was, now }) => {
    const at = start + shift;
    shift += now.length - was.length;
    return { start: at, end: at + now.length, was: now, now: was };
  });
}

/** Carries out edits that are sorted and disjoint. */
export function carryOut(text: string, edits: readonly GarbleEdit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.now;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** The family's rows by original, in the order in which the tool tries them. */
function originalsOf(family: Family): Original[] {
  const byText = new Map<string, { keep: number; rows: { spun: string; weight: number }[] }>();
  for (const { original, spun, probability, keep } of family.substitutions) {
    if (/\p{Nd}/u.test(original) || isAllCapitals(original)) continue;
    let entry = byText.get(original);
    if (entry === undefined) {
      entry = { keep, rows: [] };
      byText.set(original, entry);
    }
    entry.rows.push({ spun, weight: probability });
  }
  return [...byText]
    .sort(([x], [y]) => y.length - x.length)
    .map(([text, { keep, rows }], rank) => {
      return { text, rank, keep, rows, totalWeight: rows.reduce((sum, row) => sum + row.weight, 0) };
    });
}

/** "NATO", "U.S.", but not "A": one capital may be the first letter of any word. */
function isAllCapitals(text: string): boolean {
  return !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) > 1;
}

function capitalise(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** Every place where a form stands, in the order in which the tool comes to them. */
function matchesOf(tool: GarbleTool, text: string): Match[] {
  const matches: Match[] = [];
  for (const piece of text.matchAll(PIECE)) {
    const start = piece.index;
    if (!mayStartAt(text, start)) continue;
    for (const form of tool.forms.get(piece[0]) ?? []) {
      const end = start + form.text.length;
      if (text.startsWith(form.text, start) && mayEndAt(text, end)) matches.push({ start, end, form });
    }
  }
  return matches.sort(
    (x, y) =>
      x.form.original.rank - y.form.original.rank ||
      Number(x.form.capitalised) - Number(y.form.capitalised) ||
      x.start - y.start,
  );
}

/** Not beside a hyphen, and not behind the apostrophe of a word ("O'Neill", "d'accord"). */
function mayStartAt(text: string, start: number): boolean {
  const before = text[start - 1];
  if (before === undefined) return true;
  if (HYPHENS.has(before)) return false;
  return !(isApostrophe(before) && start > 1 && isWordAt(text, start - 2));
}

/** A whole word, not beside a hyphen, not before an apostrophe except that of a possessive ("company's", "firms'"). */
function mayEndAt(text: string, end: number): boolean {
  if (end >= text.length) return true;
  const after = text[end]!;
  if (HYPHENS.has(after) || isWordAt(text, end)) return false;
  if (!isApostrophe(after) || !isWordAt(text, end + 1)) return true;
  return /^s/i.test(text.slice(end + 1, end + 2)) && !isWordAt(text, end + 2);
}

function isApostrophe(character: string): boolean {
  return character === "'" || character === "’";
}

function isWordAt(text: string, index: number): boolean {
  const codePoint = text.codePointAt(index);
  return codePoint !== undefined && WORD_CHARACTER.test(String.fromCodePoint(codePoint));
}

/** The original's replacement throughout this document; null when it is left alone. */
function choose(original: Original, options: GarbleOptions): string | null {
  const random = createNamedRandom(options.seed, original.text);
  const floor = /['’]/.test(original.text) ? (options.apostropheKeep ?? APOSTROPHE_KEEP) : 0;
  if (random() < Math.max(original.keep, floor)) return null;
  let left = random() * original.totalWeight;
  for (const { spun, weight } of original.rows) {
    left -= weight;
    if (left < 0) return spun;
  }
  return original.rows.at(-1)!.spun; // only when rounding left a crumb
}
