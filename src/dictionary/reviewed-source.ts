/** What an entry has learned from reviews stands at the end of its `source`: "review: 3 accepted, 1 rejected". */

const LEARNED = /(^|; )review: (\d+) accepted, (\d+) rejected$/;

export interface ReviewCounts {
  readonly accepted: number;
  readonly rejected: number;
}

/** The decisions that an entry was learned from; undefined when it never was. */
export function learnedCounts(source: string | undefined): ReviewCounts | undefined {
  const found = LEARNED.exec(source ?? "");
  return found === null ? undefined : { accepted: Number(found[2]), rejected: Number(found[3]) };
}

/** `source` with what is known now in place of what was known before. */
export function learnedSource(source: string | undefined, { accepted, rejected }: ReviewCounts): string {
  const others = (source ?? "").replace(LEARNED, "");
  return `${others === "" ? "" : `${others}; `}review: ${accepted} accepted, ${rejected} rejected`;
}
