/** Stories garbled by tools with random tables, for fitting: other stories and other draws than those that are measured. */
import type { CleanText, GarbledPair } from "./datasets.js";
import { garble, prepareTool } from "./garble.js";
import { countWords } from "./measure-tokens.js";
import { createNamedRandom } from "./random.js";
import type { SynonymList } from "./synonym-lists.js";
import { drawUnknownTool } from "./unknown-tool.js";

/** Shares of the words that the tools replace, and the seeds of their tables; `unknown-texts.ts` has other seeds. */
const SHARES = [0.1, 0.25, 0.4] as const;
const SEED = 40_000;
/** Stories that a table is drawn for. */
const STORIES = 25;
const TABLES = 12;
/** Shorter stories give no piece to speak of. */
const LEAST_WORDS = 200;

/** `TABLES` lots of garbled stories, of a fixed half of those given; each lot by a table of its own. */
export function trainingTools(lists: readonly SynonymList[], news: readonly CleanText[]): GarbledPair[][] {
  const half = news
    .filter(({ text }) => countWords(text) >= LEAST_WORDS)
    .map((story) => ({ story, rank: createNamedRandom(SEED, story.id)() }))
    .filter(({ rank }) => rank < 0.5)
    .sort((a, b) => a.rank - b.rank)
    .map(({ story }) => story);
  return Array.from({ length: TABLES }, (_, at) => {
    const seed = SEED + at;
    const stories = half.slice(at * STORIES, (at + 1) * STORIES);
    const texts = stories.map(({ text }) => text);
    const tool = prepareTool(drawUnknownTool(lists, { seed, share: SHARES[at % SHARES.length]!, texts }));
    return stories.map(({ id, text: gold }) => ({
      id,
      family: "unknown",
      spun: garble(tool, gold, { seed }).text,
      gold,
    }));
  });
}
