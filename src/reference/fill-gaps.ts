import { type AlignedPair, pairOf, sentenceStretch } from "./align.js";
import { type AlignmentTools, alignSentence, type Stretch } from "./align-sentence.js";
import type { ReadText } from "./read-text.js";

export interface GapInput {
  readonly tools: AlignmentTools;
  readonly document: ReadText;
  readonly article: ReadText;
  /** By sentence of the document; what is found is written in. */
  readonly pairs: (AlignedPair | null)[];
  /** Is the sentence its article's? What is found is marked. */
  readonly grounded: boolean[];
}

/** Sentences between two that are settled need no more than this agreement when the article has as many there. */
const LEAST_AGREEMENT = 0.08;
/** A sentence and its original differ in length by no more than this factor. */
const MOST_STRETCHED = 2;

/**
 * Grounds sentences that agree in little: where the sentences before and after are an article's, and the article has as many
 * sentences between those, each is its counterpart. Tools keep sentences as they are.
 */
export function fillGaps({ tools, document, article, pairs, grounded }: GapInput): void {
  for (let first = 0; first < pairs.length; ) {
    if (grounded[first]) {
      first++;
      continue;
    }
    let end = first;
    while (end < pairs.length && !grounded[end]) end++;
    const stretches = between(article, pairs[first - 1], pairs[end], end - first);
    stretches?.forEach((stretch, k) => {
      const at = first + k;
      const sentence = sentenceStretch(document, at);
      const { columns } = alignSentence(tools, document, sentence, article, stretch);
      const pair = pairOf(tools, document, article, at, columns);
      if (pair === null || pair.agreement < LEAST_AGREEMENT || !isOfLength(sentence, stretch)) return;
      pairs[at] = pair;
      grounded[at] = true;
    });
    first = end;
  }
}

/**
 * The article's sentences that stand where some sentences of the document are missing: those between two pairs when there are just as
 * many, those right before the first pair of all, or right after the last.
 */
function between(
  article: ReadText,
  before: AlignedPair | null | undefined,
  after: AlignedPair | null | undefined,
  count: number,
): readonly Stretch[] | null {
  const low = before?.to ?? 0;
  const high = after?.from ?? article.tokens.count;
  if (before == null && after == null) return null;
  const starts = Array.from(article.sentences.filter((start) => start >= low && start < high));
  const ends = starts.map((_, at) => starts[at + 1] ?? high);
  const all = starts.map((start, at) => ({ start, end: ends[at]! }));
  if (before == null) return all.length < count ? null : all.slice(all.length - count);
  if (after == null) return all.length < count ? null : all.slice(0, count);
  return all.length === count ? all : null;
}

function isOfLength(a: Stretch, b: Stretch): boolean {
  const ratio = (a.end - a.start) / Math.max(1, b.end - b.start);
  return ratio <= MOST_STRETCHED && ratio >= 1 / MOST_STRETCHED;
}
