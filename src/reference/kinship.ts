import { TokenKind } from "../tokens/tokenize.js";
import type { ReadText } from "./read-text.js";

/** How much two texts have to do with each other, told by their rarest words: names above all, which tools leave alone. */
export interface Kinship {
  /** Distinct rare words that both have. */
  readonly shared: number;
  /** Their weight over that of all distinct rare words of the document. Range 0..1. */
  readonly share: number;
}

/** P(word) in general text up to which a word is rare. */
const RARE = 2e-5;
/** Words that no model knows are as rare as this. */
const LEAST = 1e-7;
/** Two texts about one event share at least so many rare words, in number and in weight; texts on other subjects hardly do. */
const RELATED = { shared: 5, share: 0.05 } as const;

/** How much an article has to do with a document. `frequencyOf` gives P(word) in general text, by vocabulary id. */
export function kinship(document: ReadText, article: ReadText, frequencyOf: (word: number) => number): Kinship {
  const known = new Set(article.words);
  const seen = new Set<number>();
  let shared = 0;
  let weight = 0;
  let total = 0;
  for (let at = 0; at < document.words.length; at++) {
    const word = document.words[at]!;
    const kind = document.tokens.kinds[at];
    if (seen.has(word) || kind === TokenKind.Number || kind === TokenKind.Punctuation) continue;
    seen.add(word);
    const p = word < 0 ? LEAST : Math.max(LEAST, frequencyOf(word));
    if (p > RARE) continue;
    const own = Math.log(RARE / p) + 1;
    total += own;
    if (!known.has(word)) continue;
    shared++;
    weight += own;
  }
  return { shared, share: total === 0 ? 0 : weight / total };
}

/** Do the texts tell of the same things? What is not related has no say at all. */
export function areRelated({ shared, share }: Kinship): boolean {
  return shared >= RELATED.shared && share >= RELATED.share;
}
