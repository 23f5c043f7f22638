import { fingerprint } from "./decisions/fingerprint.js";
import type { LedgerFollower, ProposedEdits } from "./decisions/ledger-follower.js";
import { applyEdits, composeEdits } from "./edits/index.js";
import type { Edit } from "./result.js";

/** Repairing goes on from its own result until nothing changes; real text needs one or two rounds. */
const MOST_ROUNDS = 8;

/** What was proposed for a text, settled; and decided as a ledger says, if there is one. */
export function settledUnder(
  follower: LedgerFollower | null,
  first: ProposedEdits,
  propose: (text: string) => ProposedEdits,
): readonly Edit[] {
  const { text } = first;
  if (follower === null) return settled(text, first.edits, (now) => propose(now).edits);
  const review = follower.review();
  return review.last(
    text,
    settled(text, review.first(first), (now) => review.further(propose(now))),
  );
}

/**
 * Repairs what was repaired until that changes nothing more, so that the result is its own repair. Should the
 * readings ever go in a circle, the least text of the circle is taken: whichever of its texts comes in, it goes out.
 * @param first the edits of `text`.
 * @param decide the edits of a text, repaired so far.
 */
export function settled(
  text: string,
  first: readonly Edit[],
  decide: (text: string) => readonly Edit[],
): readonly Edit[] {
  let edits = first;
  let current = applyEdits(text, edits);
  const seen = new Map<string, readonly Edit[]>([[current, edits]]);
  for (let round = 1; round < MOST_ROUNDS && edits.some((edit) => edit.verdict === "apply"); round++) {
    const more = decide(current).filter(({ verdict }) => verdict === "apply");
    if (more.length === 0) return edits;
    edits = composeEdits(text, edits, more, joinEdits).map((edit) => ({ ...edit, id: fingerprint(text, edit) }));
    current = applyEdits(text, edits);
    if (seen.has(current)) return leastOfCircle(seen, current);
    seen.set(current, edits);
  }
  return edits;
}

/** Texts in the order they came; the circle begins at `back`. */
function leastOfCircle(seen: ReadonlyMap<string, readonly Edit[]>, back: string): readonly Edit[] {
  const texts = [...seen.keys()];
  const circle = texts.slice(texts.indexOf(back));
  return seen.get(circle.sort()[0]!)!;
}

/** One edit for several that touch the same words: as sure as the least sure of them. */
function joinEdits(parts: readonly Edit[], merged: Pick<Edit, "start" | "end" | "was" | "now">): Edit {
  const least = parts.reduce((a, b) => (b.probability < a.probability ? b : a));
  return { ...least, ...merged, verdict: "apply", alternatives: [] };
}
