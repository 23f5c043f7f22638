import { writesCurly } from "../edits/index.js";
import { overlapsAny } from "../protection/index.js";
import type { Edit, Range } from "../result.js";
import { readTokens } from "../tokens/reading.js";
import { fingerprint } from "./fingerprint.js";
import { type Decision, folded, isLater, type Ledger } from "./ledger.js";
import { wordingFor } from "./pair-wording.js";
import { PhraseFinder } from "./phrase-finder.js";

/** A place of a text that a decision is about. */
export interface DecidedPlace extends Range {
  readonly was: string;
  readonly now: string;
  readonly decision: Decision;
}

/** Finds where a ledger's decisions have their places in a text, whether or not anything is proposed there. */
export class DecidedPlaces {
  private readonly places: PhraseFinder<Decision>;
  private readonly pairs: PhraseFinder<Decision>;

  constructor(ledger: Ledger) {
    this.places = finderOf(ledger.decided());
    this.pairs = finderOf(latestByPhrase(ledger.decidedPairs()));
  }

  /**
   * The places whose fingerprint was decided: those accepted, disjoint (where some overlap, the later decision counts), and those
   * rejected that no accepted one meets. Sorted.
   * @param own edits that were proposed: their places are known.
   */
  byFingerprint(text: string, ledger: Ledger, own: readonly Edit[]): DecidedByPlace {
    const accepted: DecidedPlace[] = [];
    const rejected: DecidedPlace[] = [];
    const put = (decision: Decision, { start, end }: Range) => {
      const place = { start, end, was: text.slice(start, end), now: decision.now, decision };
      const isWanted = isAccepted(decision) && !isWordingRejected(text, place, ledger);
      (isWanted ? accepted : rejected).push(place);
    };
    for (const edit of own) {
      const decision = ledger.byFingerprint(edit.id);
      if (decision !== undefined) put(decision, edit);
    }
    for (const { start, end, value: decision } of this.places.find(text)) {
      const was = text.slice(start, end);
      const id = fingerprint(text, { start, end, was, now: decision.proposed ?? decision.now });
      if (id === decision.fingerprint) put(decision, { start, end });
    }
    const latest = disjoint(accepted, laterFirst);
    return { accepted: latest, rejected: disjoint(rejected, laterFirst).filter((one) => !meets(latest, one)) };
  }

  /** The places of pairs that were accepted everywhere, by whole words and in the case that is found; sorted and disjoint. */
  byPair(text: string): DecidedPlace[] {
    const matches = [...this.pairs.find(text)];
    if (matches.length === 0) return [];
    const { tokens, sentences } = readTokens(text);
    const starts = new Map(Array.from(tokens.starts.subarray(0, tokens.count), (start, at) => [start, at]));
    const ends = new Set(tokens.ends.subarray(0, tokens.count));
    const begins = new Set(sentences);
    const curlyApostrophes = writesCurly(text);
    const found: DecidedPlace[] = [];
    for (const { start, end, value: decision } of matches) {
      const token = starts.get(start);
      if (token === undefined || !ends.has(end) || readsSoAlready(text, start, decision)) continue;
      const was = text.slice(start, end);
      const now = wordingFor(decision, was, { sentenceStart: begins.has(token), curlyApostrophes });
      if (now !== null && now !== was) found.push({ start, end, was, now, decision });
    }
    return disjoint(found, () => 0);
  }
}

/** What was decided of places, by fingerprint. */
export interface DecidedByPlace {
  readonly accepted: readonly DecidedPlace[];
  readonly rejected: readonly DecidedPlace[];
}

function meets(places: readonly DecidedPlace[], { start, end }: Range): boolean {
  return overlapsAny(places, start, end);
}

function laterFirst(a: DecidedPlace, b: DecidedPlace): number {
  return Number(isLater(b.decision, a.decision)) - Number(isLater(a.decision, b.decision));
}

/** An own wording has an id of its own, which may have been rejected since. */
function isWordingRejected(text: string, place: DecidedPlace, ledger: Ledger): boolean {
  if (place.decision.proposed === undefined) return false;
  const decision = ledger.byFingerprint(fingerprint(text, place));
  return decision !== undefined && !isAccepted(decision) && !isLater(place.decision, decision);
}

/** An own wording that is the text's own only says that nothing is to change. */
export function isAccepted({ decision, was, now }: Decision): boolean {
  return decision === "accept" && was !== now;
}

function finderOf(decisions: Iterable<Decision>): PhraseFinder<Decision> {
  const phrases: [string, Decision][] = [];
  for (const decision of decisions) phrases.push([decision.was, decision]);
  return new PhraseFinder(phrases);
}

/** Of several wordings for one phrase everywhere the one decided last. */
function latestByPhrase(decisions: Iterable<Decision>): Iterable<Decision> {
  const latest = new Map<string, Decision>();
  for (const decision of decisions) {
    if (!isAccepted(decision)) continue;
    const before = latest.get(folded(decision.was));
    if (before === undefined || !isLater(before, decision)) latest.set(folded(decision.was), decision);
  }
  return latest.values();
}

/** "Times" inside "New York Times" needs no "New York" again. */
function readsSoAlready(text: string, start: number, { was, now }: Decision): boolean {
  const [phrase, wording] = [was.toLowerCase(), now.toLowerCase()];
  for (let at = wording.indexOf(phrase); at >= 0; at = wording.indexOf(phrase, at + 1)) {
    if (start >= at && text.slice(start - at, start - at + now.length).toLowerCase() === wording) return true;
  }
  return false;
}

/** The places that come first by `order` and then by length, as many as do not overlap; sorted. */
function disjoint(
  places: readonly DecidedPlace[],
  order: (a: DecidedPlace, b: DecidedPlace) => number,
): DecidedPlace[] {
  const sorted = [...places].sort((a, b) => order(a, b) || b.end - b.start - (a.end - a.start) || a.start - b.start);
  const taken = new TakenRanges();
  return sorted.filter((place) => taken.take(place)).sort((a, b) => a.start - b.start);
}

/** Units of a text that are spoken for: linear in their number, however many places are asked for. */
class TakenRanges {
  private readonly units = new Set<number>();

  take({ start, end }: Range): boolean {
    for (let at = start; at < end; at++) if (this.units.has(at)) return false;
    for (let at = start; at < end; at++) this.units.add(at);
    return true;
  }
}

/** Places that no protected span holds. @param off sorted and disjoint. */
export function unprotected(places: readonly DecidedPlace[], off: readonly Range[]): DecidedPlace[] {
  return places.filter(({ start, end }) => !overlapsAny(off, start, end));
}
