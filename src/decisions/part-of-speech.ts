import type { Entry } from "../dictionary/compile.js";
import { headIndex } from "../tokens/head.js";
import type { Tokens } from "../tokens/tokenize.js";
import { openTagger, type PartOfSpeech, type TaggedToken } from "../tokens/wink.js";
import type { Proposal } from "./proposals.js";

/** The tagger's tags that answer to what a rule may want. */
const WANTED: Readonly<Record<NonNullable<Entry["pos"]>, readonly PartOfSpeech[]>> = {
  // A noun before a noun, as in "metal mill", is often tagged as an adjective.
  noun: ["NOUN", "ADJ"],
  verb: ["VERB", "AUX"],
  adjective: ["ADJ"],
  adverb: ["ADV"],
};

/** Tags in a reader's words. Others (names, signs, foreign words) speak against nothing. */
const WORDS: Readonly<Partial<Record<PartOfSpeech, string>>> = {
  ADJ: "an adjective",
  ADP: "a preposition",
  ADV: "an adverb",
  AUX: "a verb",
  CCONJ: "a conjunction",
  DET: "a determiner",
  NOUN: "a noun",
  NUM: "a number",
  PRON: "a pronoun",
  SCONJ: "a conjunction",
  VERB: "a verb",
};

/** Why a rule that holds for one part of speech only must not be applied here, or undefined when it may. */
export type PartOfSpeechGuard = (proposal: Pick<Proposal, "start" | "was" | "entry">) => string | undefined;

/** A guard for one document. It tags the sentences that it is asked about, each once, and no other. */
export function partOfSpeechGuard(tokens: Tokens, sentences: Uint32Array): PartOfSpeechGuard {
  const tagged = new Map<number, readonly TaggedToken[]>();
  return ({ start, was, entry }) => {
    if (entry.pos === undefined) return undefined;
    const sentence = lastAtMost(sentences, (token) => tokens.starts[token]!, start);
    const from = tokens.starts[sentences[sentence]!]!;
    const word = headOf(was, entry.pos);
    // A raised letter inside a sentence marks a name or a headline, of which taggers know little.
    if (/^\p{Lu}/u.test(word.text) && (word.offset > 0 || start > from)) return undefined;
    let tags = tagged.get(sentence);
    if (tags === undefined) {
      const next = sentences[sentence + 1] ?? tokens.count;
      tags = openTagger().tag(tokens.text.slice(from, tokens.ends[next - 1]!)).tokens;
      tagged.set(sentence, tags);
    }
    return objection(tags, start + word.offset - from, entry.pos);
  };
}

function objection(tags: readonly TaggedToken[], at: number, pos: NonNullable<Entry["pos"]>): string | undefined {
  const near = tags[lastAtMost(tags, ({ start }) => start, at)];
  const tag = near !== undefined && near.start <= at && at < near.end ? near.pos : undefined;
  const name = tag && WORDS[tag];
  if (tag === undefined || name === undefined || WANTED[pos].includes(tag)) return undefined;
  return `the word is ${name} here, the rule wants ${pos === "noun" || pos === "verb" ? "a" : "an"} ${pos}`;
}

/** The word that a rule's part of speech speaks of, and where it stands in the phrase. */
function headOf(phrase: string, pos: NonNullable<Entry["pos"]>): { readonly text: string; readonly offset: number } {
  const words = [...phrase.matchAll(/\S+/g)];
  const head =
    words[
      headIndex(
        words.map(([word]) => word.toLowerCase()),
        pos,
      )
    ];
  return { text: head?.[0] ?? "", offset: head?.index ?? 0 };
}

/** Index of the last item whose value is at most `limit`; values ascend, and the first is. */
function lastAtMost<T>(items: ArrayLike<T>, value: (item: T) => number, limit: number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (value(items[middle]!) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
