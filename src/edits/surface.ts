/** What stands around a phrase, as far as its surface depends on it. */
export interface SurfaceContext {
  /** The phrase begins a sentence. */
  readonly sentenceStart: boolean;
  /** The text around writes its apostrophes curly; see `writesCurly`. */
  readonly curlyApostrophes?: boolean;
}

/** Line breaks, tabs and no-break blanks: gaps that somebody set on purpose, and that an edit must keep. */
const MEANT_GAP = /[\n\r\u2028\u2029\t\u00a0\u202f\u2007]/;
const PARAGRAPH_BREAK = /\r?\n[^\S\n]*\r?\n|\u2029/;

/** Words that headlines in title case leave in lower case. */
const SMALL = new Set("a an the of in on at to for and or but nor by as with from into over".split(" "));

/**
 * Gives the original phrase, in its canonical case, the case, apostrophes and spacing of the phrase
 * that it replaces. `canonicalSpun` is the spun phrase in the table's case, which shows what the
 * text added to it: a raised first letter, title case, all capitals.
 * @returns null when `was` holds a line break or no-break blank that the original has no gap for:
 * such a place is better left alone.
 */
export function dress(original: string, was: string, canonicalSpun: string, context: SurfaceContext): string | null {
  const cased = carryCase(original, was, canonicalSpun, context.sentenceStart);
  return carryGaps(carryApostrophes(cased, was, context.curlyApostrophes ?? false), was);
}

/** A word that stands for a mark needs the blank that the mark did without: "57%", "57 percent". */
export function apart(before: string, was: string, now: string): string {
  const joins = /[\p{L}\p{N}]/u.test(before) && /^[\p{L}\p{N}]/u.test(now) && !/^[\p{L}\p{N}'’]/u.test(was);
  return joins ? ` ${now}` : now;
}

/** Does the text write its apostrophes curly, as far as it has any? */
export function writesCurly(text: string): boolean {
  if (!text.includes("’")) return false;
  // Not one search of all of the text: looking for a letter of any script at every place takes longer than all else here.
  for (let at = text.indexOf("'"); at >= 0; at = text.indexOf("'", at + 1)) {
    if (/\p{L}'\p{L}/u.test(text.slice(Math.max(0, at - 2), at + 3))) return false;
  }
  return true;
}

function carryCase(original: string, was: string, canonicalSpun: string, sentenceStart: boolean): string {
  if (was === canonicalSpun && !sentenceStart) return original;
  if (isShouted(was) && /\p{Ll}/u.test(canonicalSpun)) return original.toUpperCase();
  const raised = raisedWords(was, canonicalSpun);
  if (raised.isTitle) return titleCase(original, raised.withSmallWords);
  // At a sentence's start a phrase that cannot show a raised letter ("1 of the") still gave it up.
  const shows = startsLower(was);
  return raised.first || (sentenceStart && !shows) ? raiseFirst(original) : original;
}

/** All capitals, of several letters: "A" and "I" alone say nothing. */
function isShouted(phrase: string): boolean {
  return !/\p{Ll}/u.test(phrase) && (phrase.match(/\p{Lu}/gu)?.length ?? 0) >= 2;
}

interface RaisedWords {
  /** The first word has a capital that the table's form lacks. */
  readonly first: boolean;
  /** All words that a headline raises are raised, and there are at least two of them. */
  readonly isTitle: boolean;
  /** Words such as "of" are raised too. */
  readonly withSmallWords: boolean;
}

function raisedWords(was: string, canonicalSpun: string): RaisedWords {
  const found = was.split(/\s+/);
  const canonical = canonicalSpun.split(/\s+/);
  const first = isRaised(found[0]!, canonical[0]!);
  const none = { first, isTitle: false, withSmallWords: false };
  if (found.length !== canonical.length || !first) return none;
  const lower = canonical.map((word, i) => ({ small: SMALL.has(word), raised: isRaised(found[i]!, word), word }));
  const raisable = lower.filter(({ word }) => startsLower(word));
  const withSmallWords = raisable.length >= 2 && raisable.every(({ raised }) => raised);
  const large = raisable.filter(({ small }) => !small);
  const isTitle = withSmallWords || (large.length >= 2 && large.every(({ raised }) => raised));
  return { first, isTitle, withSmallWords };
}

function isRaised(found: string, canonical: string): boolean {
  return startsLower(canonical) && /^\p{Lu}/u.test(found);
}

function startsLower(phrase: string): boolean {
  return /^\p{Ll}/u.test(phrase);
}

function titleCase(phrase: string, withSmallWords: boolean): string {
  const words = phrase.split(" ");
  return words.map((word, i) => (i > 0 && !withSmallWords && SMALL.has(word) ? word : raiseFirst(word))).join(" ");
}

/** Raises the first letter, unless the first word has capitals of its own further in ("iPhone"). */
function raiseFirst(phrase: string): string {
  const [first] = phrase;
  if (first === undefined || /^\S+?\p{Lu}/u.test(phrase)) return phrase;
  return first.toUpperCase() + phrase.slice(first.length);
}

function carryApostrophes(phrase: string, was: string, curlyAround: boolean): string {
  if (was.includes("’")) return phrase.replaceAll("'", "’");
  if (was.includes("'")) return phrase.replaceAll("’", "'");
  return curlyAround ? phrase.replaceAll("'", "’") : phrase;
}

function carryGaps(phrase: string, was: string): string | null {
  if (!MEANT_GAP.test(was)) return phrase;
  const gaps = was.match(/\s+/g) ?? [];
  const meant = gaps.flatMap((gap, index) => (MEANT_GAP.test(gap) ? [{ gap, index }] : []));
  const words = phrase.split(" ");
  const room = words.length - 1;
  if (room < meant.length || meant.some(({ gap }) => PARAGRAPH_BREAK.test(gap))) return null;
  const filled = new Array<string>(room).fill(" ");
  let lowest = 0;
  for (const [i, { gap, index }] of meant.entries()) {
    // The nearest place in proportion, that leaves room for the gaps still to come.
    const wanted = Math.round(((index + 1) * (room + 1)) / (gaps.length + 1)) - 1;
    const place = Math.min(Math.max(wanted, lowest), room - (meant.length - i));
    filled[place] = gap;
    lowest = place + 1;
  }
  return words.map((word, i) => word + (filled[i] ?? "")).join("");
}
