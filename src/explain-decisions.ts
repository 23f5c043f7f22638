import type { ExplainedDecision, Explanation } from "./explain.js";
import type { Edit } from "./result.js";

/** What was found in a text with what a ledger says of each place, and the places of which it alone says something. */
export function withDecisions(found: readonly Explanation[], edits: readonly Edit[]): readonly Explanation[] {
  const decided = edits.filter(({ evidence }) => evidence.decision !== undefined);
  if (decided.length === 0) return found;
  const told = new Set<Edit>();
  let first = 0;
  const explained = found.map((place): Explanation => {
    // Places come sorted, and so do edits, which never overlap.
    while (first < decided.length && decided[first]!.end <= place.start) first += 1;
    const edit = decided[first];
    if (edit === undefined || edit.start >= Math.max(place.end, place.start + 1)) return place;
    told.add(edit);
    return { ...place, decision: decisionOf(edit) };
  });
  const others = decided.filter((edit) => !told.has(edit)).map(placeOf);
  return [...explained, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
}

function decisionOf({ was, now, evidence }: Edit): ExplainedDecision {
  return { was, now, ...evidence.decision! };
}

function placeOf(edit: Edit): Explanation {
  const { start, end, was, evidence } = edit;
  return { start, end, was, family: evidence.family ?? null, candidates: [], decision: decisionOf(edit) };
}
