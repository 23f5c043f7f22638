import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import type { ScoredReading } from "./score.js";

/** Readings of the same tokens that are kept. */
const MOST_RIVALS = 3;

/**
 * The readings worth a candidate, in the order of their first token, for the same tokens the best first: one for every wording
 * of the text, since "Street Journal" and "Wall Street Journal" change the same word, and few for every span.
 */
export function chosen(readings: readonly ScoredReading[]): ScoredReading[] {
  const sorted = readings.flatMap(fitted).sort((a, b) => b.score - a.score || b.words.length - a.words.length);
  const changes = new Set<string>();
  const rivals = new Map<string, number>();
  const kept = sorted.filter((reading) => {
    const change = changeOf(reading);
    const span = `${reading.start} ${reading.end}`;
    const before = rivals.get(span) ?? 0;
    if (changes.has(change) || before >= MOST_RIVALS) return false;
    changes.add(change);
    rivals.set(span, before + 1);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** The words that a reading puts in, each with the token that it comes from. */
function changeOf({ start, words, from, swapped }: ScoredReading): string {
  return words.flatMap((word, at) => (swapped[from[at]! - start] === 1 ? [`${from[at]}:${word}`] : [])).join(" ");
}

/** A reading that is too long for an edit, less the words at its ends that stay; none if it still is. */
function fitted(reading: ScoredReading): ScoredReading[] {
  let { start, end, words, from, swapped, nameWords } = reading;
  const isLong = () => end - start > MAX_PHRASE || words.length > MAX_PHRASE;
  while (isLong() && swapped.at(-1) === 0) {
    end -= 1;
    [words, from, swapped, nameWords] = [
      words.slice(0, -1),
      from.slice(0, -1),
      swapped.slice(0, -1),
      nameWords.slice(0, -1),
    ];
  }
  while (isLong() && swapped[0] === 0) {
    start += 1;
    [words, from, swapped, nameWords] = [words.slice(1), from.slice(1), swapped.slice(1), nameWords.slice(1)];
  }
  return isLong() ? [] : [{ ...reading, start, end, words, from, swapped, nameWords }];
}
