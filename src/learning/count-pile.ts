import { decode } from "../decoding/decode.js";
import { compileDictionary } from "../dictionary/compile.js";
import { entryAt, forDocument } from "../dictionary/document-dictionary.js";
import type { Family } from "../dictionary/family.js";
import type { Background } from "../language/background.js";
import { modelWordIds, vocabularyIds } from "../language/word-ids.js";
import { lockedTokens, protectedSpans } from "../protection/index.js";
import type { Page, Pile } from "./pile.js";

/** A place where a pair may have been at work. */
export interface Place {
  readonly page: Page;
  readonly startToken: number;
  readonly endToken: number;
  readonly posterior: number;
}

/** What the pile shows of a pair. */
export interface PairCount {
  readonly original: string;
  readonly spun: string;
  /** Expected number of swaps. */
  swaps: number;
  /** The surest places, most probable first. */
  readonly places: Place[];
}

export interface PileCounts {
  readonly pairs: readonly PairCount[];
  /** Expected number of swaps by each family that was given, in their order. */
  readonly byFamily: readonly number[];
}

/** Places kept of each pair. */
const MOST_PLACES = 2;
/** Posterior below which a place is no evidence of anything. */
const LEAST_POSTERIOR = 0.01;

/** The E step: decodes every page with all families at once and sums what each pair is expected to have done. */
export function countPile(background: Background, families: readonly Family[], pile: Pile): PileCounts {
  const dictionary = compileDictionary(families, background.vocabulary);
  const pairs = new Map<string, PairCount>();
  const byFamily = new Array<number>(dictionary.families.length).fill(0);
  for (const page of pile.pages) {
    const { tokens, sentences } = page;
    const ids = vocabularyIds(background.vocabulary, tokens);
    const words = modelWordIds(background.vocabulary, tokens, ids);
    const input = { tokens, ids, words, sentences, locked: lockedTokens(tokens, protectedSpans(tokens.text)) };
    const read = forDocument(dictionary, input, [], null);
    for (const edge of decode(background, read, input).edges) {
      if (edge.posterior < LEAST_POSTERIOR) continue;
      const { original, spun, family } = entryAt(read, edge.entry);
      byFamily[family]! += edge.posterior;
      const key = `${original}\t${spun}`.toLowerCase();
      const pair = pairs.get(key) ?? { original, spun, swaps: 0, places: [] };
      pairs.set(key, pair);
      addPlace(pair, { page, startToken: edge.startToken, endToken: edge.endToken, posterior: edge.posterior });
    }
  }
  return { pairs: [...pairs.values()], byFamily };
}

function addPlace(pair: PairCount, place: Place): void {
  const { places } = pair;
  pair.swaps += place.posterior;
  places.push(place);
  places.sort((a, b) => b.posterior - a.posterior);
  places.length = Math.min(places.length, MOST_PLACES);
}
