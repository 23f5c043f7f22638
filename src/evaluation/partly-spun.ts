/** `--set partly-spun`: stories of which only a part was garbled by family A's tool. */
import type { Engine } from "../engine.js";
import type { Range } from "../result.js";
import { type DataSet, loadFamilyADev } from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import type { GarbleTool } from "./garble.js";
import { familyATool } from "./garble-samples.js";
import { countWords } from "./measure-tokens.js";
import { PARTS, type PartlySpun, spinPartly, wordStarts } from "./partly-spun-texts.js";
import type { PlainTable } from "./plain-table.js";

const SEED = 300;
const STORIES = 60;
/** Words of the stories. */
const [SHORTEST, LONGEST] = [400, 1000];

/** What was counted in stories of which one kind of part was spun. */
export interface PartlySpunCounts {
  stories: number;
  found: number;
  swaps: number;
  /** Applied edits inside the spun parts, the right ones among them, and outside. */
  applied: number;
  right: number;
  falseEdits: number;
  /** Words inside and outside the spun parts, and how many of them `detection.spans` puts there too. */
  inside: number;
  insideFound: number;
  outside: number;
  outsideFound: number;
}

export async function partlySpunTables({ places, engine }: EvalContext): Promise<DataSet<PlainTable>> {
  const dev = await loadFamilyADev(places.shared);
  if (dev.items === null) return dev;
  const stories = dev.items
    .map(({ id, gold }) => ({ id, text: gold }))
    .filter(({ text }) => countWords(text) >= SHORTEST && countWords(text) <= LONGEST)
    .slice(0, STORIES);
  const tool: GarbleTool = familyATool();
  const rows = PARTS.map((part) => {
    const texts = stories.map((story, at) => spinPartly(tool, story, part, SEED + at));
    return [part, ...cells(countPartlySpun(engine, texts))];
  });
  const head =
    "spun|stories|found|recall|edit precision|false edits / 1,000 clean words|words in spans|clean words out";
  return { items: [{ title: "partly spun stories, family A", head: head.split("|"), rows }], reason: null };
}

function cells(counts: PartlySpunCounts): string[] {
  const { stories, found, swaps, applied, right, falseEdits, inside, insideFound, outside, outsideFound } = counts;
  const figures = [
    found / stories,
    right / swaps,
    right / applied,
    (1000 * falseEdits) / outside,
    insideFound / inside,
    outsideFound / outside,
  ];
  return [formatCount(stories), ...figures.map(formatFigure)];
}

/** Repairs the texts and counts what happened inside and outside their spun parts. */
export function countPartlySpun(engine: Engine, texts: readonly PartlySpun[]): PartlySpunCounts {
  const counts: PartlySpunCounts = {
    stories: texts.length,
    found: 0,
    swaps: 0,
    applied: 0,
    right: 0,
    falseEdits: 0,
    inside: 0,
    insideFound: 0,
    outside: 0,
    outsideFound: 0,
  };
  for (const text of texts) addText(counts, engine, text);
  return counts;
}

function addText(counts: PartlySpunCounts, engine: Engine, { spun, gold, parts, swaps }: PartlySpun): void {
  const { detection, edits } = engine.repair(spun);
  const judge = new EditJudge(spun, gold);
  counts.swaps += swaps;
  if (detection.verdict === "spun") counts.found++;
  for (const edit of edits.filter(({ verdict }) => verdict === "apply")) {
    if (holds(parts, edit.start)) {
      counts.applied++;
      if (judge.isRight(edit)) counts.right++;
    } else counts.falseEdits++;
  }
  for (const word of wordStarts(spun)) {
    const isSpan = holds(detection.spans, word);
    if (holds(parts, word)) {
      counts.inside++;
      if (isSpan) counts.insideFound++;
    } else {
      counts.outside++;
      if (!isSpan) counts.outsideFound++;
    }
  }
}

function holds(ranges: readonly Range[], offset: number): boolean {
  return ranges.some(({ start, end }) => offset >= start && offset < end);
}
