/**
 * Inflection: the forms of a verb or noun, or of a phrase by its head word. The only door to `natural`, whose noun
 * rules are used where our own tables are silent; its verb rules are too coarse ("coughes") for what we write back.
 */
import { NounInflector } from "natural/lib/natural/inflectors/index.js";
import { headIndex } from "./head.js";
import { BRITISH_VERBS, FINAL_STRESS, IRREGULAR_NOUNS, IRREGULAR_VERBS } from "./irregular.js";

export type InflectedPart = "noun" | "verb";
export type Spelling = "american" | "british";
export type FormKey = "base" | "third" | "past" | "participle" | "gerund" | "singular" | "plural";

/** Form by key: base, third, past, participle, gerund for a verb; singular, plural for a noun. */
export type Forms = Readonly<Partial<Record<FormKey, string>>>;

let nouns: NounInflector | undefined;

/**
 * All forms of a phrase, by its head: a verb phrase inflects its first word ("carry out" -> "carried out"), a noun
 * phrase its last before any preposition ("loss of life" -> "losses of life"). `phrase` is the base form, one space
 * between words; the head's case is kept only when it is lower case or capitalised.
 */
export function inflect(phrase: string, pos: InflectedPart, spelling: Spelling = "american"): Forms {
  const words = phrase.split(" ");
  const at = headIndex(words, pos);
  const head = words[at] ?? "";
  const forms = pos === "verb" ? verbForms(head, spelling) : { singular: head, plural: pluralOf(head) };
  return Object.fromEntries(Object.entries(forms).map(([key, form]) => [key, words.with(at, form).join(" ")]));
}

function verbForms(
  base: string,
  spelling: Spelling,
): Record<"base" | "third" | "past" | "participle" | "gerund", string> {
  if (base === "be") return { base, third: "is", past: "was", participle: "been", gerund: "being" };
  const regular = pastOf(base, spelling);
  const irregular = (spelling === "british" ? BRITISH_VERBS.get(base) : undefined) ?? IRREGULAR_VERBS.get(base);
  return {
    base,
    third: thirdOf(base),
    past: irregular?.past ?? regular,
    participle: irregular?.participle ?? regular,
    gerund: gerundOf(base, spelling),
  };
}

/** Third person singular: "tries", "goes", "coughs". */
function thirdOf(base: string): string {
  if (base === "have") return "has";
  if (/(?:s|x|z|ch|sh)$/.test(base)) return /[^z]z$/.test(base) ? `${base}zes` : `${base}es`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return /[^aeiou]o$/.test(base) ? `${base}es` : `${base}s`;
}

function pastOf(base: string, spelling: Spelling): string {
  if (base.endsWith("e")) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  return `${beforeSuffix(base, spelling)}ed`;
}

function gerundOf(base: string, spelling: Spelling): string {
  if (base.endsWith("ie")) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return base.length > 2 ? `${base.slice(0, -1)}ing` : `${base}ing`;
  return `${beforeSuffix(base, spelling)}ing`;
}

/** The stem before -ed and -ing: last consonant doubled ("stopp", British "travell"), "panic" as "panick". */
function beforeSuffix(base: string, spelling: Spelling): string {
  if (/[^aeiou]?[aeiou]c$/.test(base) && base.length > 3) return `${base}k`;
  if (!/(?:^|[^aeiou]|qu)[aeiou][^aeiouwxy]$/.test(base)) return base;
  const syllables = base.replace(/qu/g, "q").match(/[aeiouy]+/g)?.length ?? 0;
  const doubled = `${base}${base.at(-1)}`;
  if (syllables === 1 || FINAL_STRESS.has(base)) return doubled;
  const britishDoubles = base.endsWith("l") && base !== "parallel";
  return spelling === "british" && (britishDoubles || base === "worship") ? doubled : base;
}

function pluralOf(singular: string): string {
  const lower = singular.toLowerCase();
  const own = IRREGULAR_NOUNS.get(singular) ?? IRREGULAR_NOUNS.get(lower) ?? compoundPlural(lower);
  if (own !== undefined) return singular === lower ? own : own.charAt(0).toUpperCase() + own.slice(1);
  nouns ??= new NounInflector();
  return nouns.pluralize(singular);
}

/** "chairwoman" by "woman", "policeman" by "man", "grandchild" by "child"; "human" and "German" stand in the table. */
function compoundPlural(word: string): string | undefined {
  const ending = /(?:wo)?man$|child$|wife$|foot$|tooth$|mouse$/.exec(word)?.[0];
  const plural = ending === undefined || ending === word ? undefined : IRREGULAR_NOUNS.get(ending);
  if (ending === undefined || plural === undefined) return undefined;
  return word.slice(0, -ending.length) + plural;
}
