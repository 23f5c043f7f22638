import type { Edit } from "../result.js";

/** What an edit rests on, in a word: the family whose table has the pair, or else the kind of its source. */
export function ruleOf({ channel, evidence }: Edit): string {
  return channel === "dictionary" && evidence.family !== undefined ? `family-${evidence.family}` : channel;
}

/** What a rule finds, as a sentence. */
export function describeRule(rule: string): string {
  if (rule.startsWith("family-")) {
    return `Wording that a text spinner puts in place of another (its table: ${rule.slice("family-".length)}).`;
  }
  return OTHERS[rule] ?? "Wording that a text spinner put in place of another.";
}

const OTHERS: Readonly<Record<string, string>> = {
  dictionary: "Wording that a text spinner puts in place of another.",
  gazetteer: "A name that a text spinner changed.",
  reference: "Wording that differs from the article which the text was made from.",
  generic: "A synonym that a text spinner of no known table put in.",
};
