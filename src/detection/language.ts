import { type LanguageDetector, loadDetector } from "./eld.js";
import { type Material, readUnits, type Unit } from "./units.js";

export type LanguageVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Says whether a text is English enough for its wording to be judged. */
export interface LanguageGate {
  judge(text: string): LanguageVerdict;
}

/** Fewer words than these are too few for any judgement. */
export const LEAST_WORDS = 5;

/** A foreign share of the words from which a text is a mixture, and one from which it is simply not English. */
const MIXED_SHARE = 1 / 3;
const FOREIGN_SHARE = 0.75;

/** Prose is mostly letters, and has few of the signs of code, markup and tables. */
const LEAST_LETTERS = 0.55;
const MOST_SIGNS = 0.1;

/** What the detector is shown: it reads 350 bytes of a stretch, and guesses wildly below some words. */
const MOST_WORDS = 40;
const LEAST_WORDS_TO_DETECT = 3;
/** So many stretches, spread over the text, are enough for a share. */
const MOST_STRETCHES = 200;
/**
 * A stretch counts as foreign when English scores at most this share of the best: names alone look like
 * any language (headlines that were taken for another scored .83 and more, foreign sentences .67 and less).
 */
const ENGLISH_AT_MOST = 0.75;

/** Words that English has given up; from so many of them on, and such a share of the words, the text is older than any spinner. */
const GIVEN_UP = /(?<![\p{L}\d])(?:thou|thee|thy|thine|ye|hath|doth|hast|dost|shalt|saith|unto)(?![\p{L}\d])/giu;
const LEAST_GIVEN_UP = 2;
const GIVEN_UP_SHARE = 0.02;

const OK: LanguageVerdict = { ok: true };

/**
 * A gate that judges at once. English is recognised by its function words; only a text that they
 * leave open pays for the detector, which is loaded then, once for each gate.
 * @param load where the detector comes from.
 */
export function openLanguageGate(load: () => LanguageDetector = loadDetector): LanguageGate {
  let detector: LanguageDetector | undefined;
  return {
    judge(text) {
      const material = readUnits(text);
      const unfit = tooShortOrNoProse(material);
      if (unfit !== null) return unfit;
      if (isOldEnglish(text, material.words))
        return { ok: false, reason: "older English: thou, hath, unto and the like" };
      const open = material.units.filter(({ kind }) => kind === "open");
      if (wordsOf(open) < MIXED_SHARE * material.words) return OK;
      detector ??= load();
      return judgeStretches(text, material, detector);
    },
  };
}

function tooShortOrNoProse({ words, letters, digits, signs, units }: Material): LanguageVerdict | null {
  const mass = letters + digits + signs;
  const mostlyEnglish = wordsOf(units.filter(({ kind }) => kind === "english")) >= words / 2;
  const isProse = letters >= LEAST_LETTERS * mass && (signs <= MOST_SIGNS * mass || mostlyEnglish);
  if (mass > 0 && !isProse) return { ok: false, reason: "not prose: mostly numbers, markup or code" };
  if (words >= LEAST_WORDS) return null;
  return {
    ok: false,
    reason: `too short to judge: ${words} ${words === 1 ? "word" : "words"}, at least ${LEAST_WORDS} are needed`,
  };
}

/** The language model knows today's English, and would modernise a psalm. */
function isOldEnglish(text: string, words: number): boolean {
  const found = text.match(GIVEN_UP)?.length ?? 0;
  return found >= LEAST_GIVEN_UP && found >= GIVEN_UP_SHARE * words;
}

/** Asks the detector about the stretches that are open. */
function judgeStretches(text: string, material: Material, detector: LanguageDetector): LanguageVerdict {
  const stretches = openStretches(material.units);
  const step = Math.max(1, stretches.length / MOST_STRETCHES);
  const byLanguage = new Map<string, number>();
  let seen = 0;
  for (let i = 0; i < stretches.length; i += step) {
    const stretch = stretches[Math.floor(i)]!;
    seen += stretch.words;
    if (stretch.words < LEAST_WORDS_TO_DETECT) continue;
    const { language, english } = detector.detect(text.slice(stretch.start, stretch.end));
    if (language === "" || language === "en" || english > ENGLISH_AT_MOST) continue;
    byLanguage.set(language, (byLanguage.get(language) ?? 0) + stretch.words);
  }
  const foreignOfOpen = [...byLanguage.values()].reduce((sum, words) => sum + words, 0) / Math.max(1, seen);
  const foreign = (foreignOfOpen * wordsOf(stretches)) / material.words;
  return foreign < MIXED_SHARE ? OK : { ok: false, reason: foreignReason(foreign, byLanguage) };
}

/** Neighbouring units that are open, joined up to what the detector reads. */
function openStretches(units: readonly Unit[]): Unit[] {
  const stretches: Unit[] = [];
  let joins = false;
  for (const unit of units) {
    const last = stretches.at(-1);
    const isOpen = unit.kind === "open";
    if (isOpen && joins && last !== undefined && last.words + unit.words <= MOST_WORDS) {
      stretches[stretches.length - 1] = { ...last, end: unit.end, words: last.words + unit.words };
    } else if (isOpen) stretches.push(unit);
    joins = isOpen;
  }
  return stretches;
}

function foreignReason(share: number, byLanguage: ReadonlyMap<string, number>): string {
  const [main] = [...byLanguage].sort((a, b) => b[1] - a[1])[0]!;
  const name = new Intl.DisplayNames(["en"], { type: "language" }).of(main) ?? main;
  if (share >= FOREIGN_SHARE) return `not English: reads as ${name}`;
  return `mixed languages: about ${Math.round(100 * share)} % is not English (mostly ${name})`;
}

function wordsOf(units: readonly Unit[]): number {
  return units.reduce((sum, unit) => sum + unit.words, 0);
}
