/** BBC stories garbled by tools that nobody has seen: both halves of a split, each by a table of its own. */
import type { CleanText, GarbledPair } from "./datasets.js";
import { garble, prepareTool } from "./garble.js";
import { countWords } from "./measure-tokens.js";
import { createNamedRandom } from "./random.js";
import type { SynonymList } from "./synonym-lists.js";
import { drawUnknownTool } from "./unknown-tool.js";

/** Shares of the words that the tools replace. */
export const UNKNOWN_SHARES = [0.05, 0.1, 0.25, 0.4] as const;

/** One direction of the split: half of the stories garbled, the other half as they were. */
export interface UnknownDirection {
  readonly garbled: readonly (GarbledPair & { readonly swapped: number; readonly words: number })[];
  readonly clean: readonly CleanText[];
}

const SEED = 1911;
const STORIES = 50;
/** Words of a story that is neither a note nor a long feature. */
const [SHORTEST, LONGEST] = [250, 700];

/** Fifty stories, the same on every machine, in two halves. */
export function splitStories(news: readonly CleanText[]): [CleanText[], CleanText[]] {
  const drawn = news
    .filter(({ text }) => {
      const words = countWords(text);
      return words >= SHORTEST && words <= LONGEST;
    })
    .map((story) => ({ story, rank: createNamedRandom(SEED, story.id)() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, STORIES)
    .map(({ story }) => story);
  return [drawn.slice(0, drawn.length / 2), drawn.slice(drawn.length / 2)];
}

/** Both directions: a table is drawn for each, `share` of the words in its half. */
export function unknownDirections(
  lists: readonly SynonymList[],
  halves: readonly [readonly CleanText[], readonly CleanText[]],
  share: number,
): UnknownDirection[] {
  return halves.map((stories, direction) => {
    const seed = SEED + direction;
    const tool = prepareTool(drawUnknownTool(lists, { seed, share, texts: stories.map(({ text }) => text) }));
    const garbled = stories.map(({ id, text: gold }) => {
      const { text: spun, edits } = garble(tool, gold, { seed });
      return { id, family: "unknown", spun, gold, swapped: edits.length, words: countWords(gold) };
    });
    return { garbled, clean: halves[1 - direction]! };
  });
}
