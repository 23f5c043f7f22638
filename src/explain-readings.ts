import type { ExplainedCandidate, Explanation } from "./explain.js";
import type { Edit, Range } from "./result.js";

/**
 * What was found in a text with, for edits that only a later reading of the repaired text came to, or came to be less sure of,
 * what was found then.
 * @param explain what is found in the reading with this number, from 0, behind the first.
 */
export function withLaterReadings(
  first: readonly Explanation[],
  edits: readonly Edit[],
  readings: number,
  explain: (at: number) => readonly Explanation[],
): Explanation[] {
  let missing = edits.filter((edit) => !first.some((place) => overlaps(place, edit) && candidateOf(place, edit)));
  const found: Explanation[] = [];
  for (let at = 0; at < readings && missing.length > 0; at++) {
    const places = explain(at);
    missing = missing.filter((edit) => {
      const place = places.find((one) => one.was !== "" && candidateOf(one, edit) !== undefined);
      if (place === undefined) return true;
      const { start, end, was } = edit;
      found.push({ ...place, start, end, was, later: { reading: at + 2, was: place.was } });
      return false;
    });
  }
  return [...first, ...found].sort((a, b) => a.start - b.start || a.end - b.end);
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && a.end > b.start;
}

/** The candidate that became the edit, perhaps with the words beside it: as sure as the edit, and part of what it writes. */
export function candidateOf(place: Explanation, edit: Edit): ExplainedCandidate | undefined {
  const now = edit.now.toLowerCase();
  return place.candidates.find(
    (one) =>
      one.probability === edit.probability &&
      one.family === edit.evidence.family &&
      now.includes(one.now.toLowerCase()),
  );
}
