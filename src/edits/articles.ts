import indefinite from "indefinite";

export type Article = "a" | "an";

/** Capitals of two or three letters that are read as a word. */
const SPOKEN = new Set("LAN RAM ROM SAM SIM HUD FOX MAN".split(" "));

/** Capitals of four letters and more that are read letter by letter although they hold a vowel, or that begin so. */
const SPELLED = new Set(
  `NCAA NAACP NYSE RIAA MPAA RSPCA UCLA SEIU HTTPS USDA USGA USTA UKIP USAID MRSA NCIS LAPD NOPD LSAT MCAT HVAC HDMI FDIC FCPA
   UNESCO UNICEF UEFA UNIX`.split(/\s+/),
);

/** Letters whose names begin with a vowel sound. */
const VOWEL_NAMES = "AEFHILMNORSX";

/** Words in which a written vowel is a "y" or "w" sound. */
const CONSONANT_SOUND = [
  /^eu(?!ler)/,
  /^ewe/,
  /^one(?:$|[^a-z]|time|ness|self|off)/,
  /^once/,
  /^ouija/,
  /^ubiq/,
  /^ufo/,
  /^ugand/,
  /^uk[eru]/,
  /^unanim/,
  /^uni(?:$|[^a-z]|[cfopqtv]|l(?!l)|son|sex)/,
  /^ur(?:an|in|ol|ug|ea|et)/,
  /^us(?:e|u|ab|ag)/,
  /^ut(?:a|en|er|il|op)/,
  /^u[iy]gh/,
];

/** Words in which a written consonant is silent or gets its name. */
const VOWEL_SOUND = [/^(?:heir|honest|honou?r|hour)/, /^xbox/, /^x-/, /^mrna/, /^msc$/, /^yttri/];

/** Words that good writers use with either article; 1100 and 1812 are read as years or as amounts. */
const EITHER = /^(?:herb|historic|hotel|homage|faq|sql|1[18]\d\d(?![\d.]))/i;

/** Opening quotes and brackets, and currency signs, which are written before a word but not read there. */
const UNREAD = /^[^\p{L}\p{N}]+/u;

/**
 * The indefinite article for what follows it, by sound: "an hour", "a U.S. plan", "an $11 million loan".
 * Only the first word is looked at. Capitals are read as an acronym; pass a word of an
 * all-capitals text in lower case.
 */
export function articleFor(nextWord: string): Article {
  const word = nextWord.replace(UNREAD, "").split(/\s/, 1)[0]!;
  return initialismArticle(word) ?? wordArticle(word);
}

/** Is this the article for the word, or one of two that are in use? */
export function articleFits(article: Article, nextWord: string): boolean {
  return EITHER.test(nextWord.replace(UNREAD, "")) || articleFor(nextWord) === article;
}

/** The article of "U.S.", "M&A", "F-16", "G7", "MP", "NFL's"; null when the word is none of that kind. */
function initialismArticle(word: string): Article | null {
  if (/^[A-Z](?:[.&\d]|-\d|$)/.test(word)) return byLetterName(word);
  const capitals = /^([A-Z]{2,})s?(?![A-Za-z])/.exec(word)?.[1];
  if (capitals === undefined) return null;
  const spoken = SPOKEN.has(capitals) || (capitals.length >= 4 && /[AEIOU]/.test(capitals) && !SPELLED.has(capitals));
  return spoken ? wordArticle(capitals.toLowerCase()) : byLetterName(capitals);
}

function byLetterName(word: string): Article {
  return VOWEL_NAMES.includes(word[0]!) ? "an" : "a";
}

function wordArticle(word: string): Article {
  const lower = word.toLowerCase();
  if (CONSONANT_SOUND.some((pattern) => pattern.test(lower))) return "a";
  if (VOWEL_SOUND.some((pattern) => pattern.test(lower))) return "an";
  // The package takes one-letter words and digits as well, but throws on nothing at all.
  return lower === "" ? "a" : indefinite(lower, { articleOnly: true });
}
