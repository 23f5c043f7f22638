/** `--set unseen-detection`: short texts by tools whose table is not known, at a fixed share of false alarms. */
import { type Engine, engineOn } from "../engine.js";
import { openResources } from "../resources.js";
import { cutText } from "./cut-texts.js";
import { type DataSet, loadCleanNews, loadWildPages, type WildPage } from "./datasets.js";
import { addCounts, type CleanHalves, type DetectionCounts, detectionAt, type Scored } from "./detection-threshold.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import { type HeldBackKind, loadHeldBack } from "./held-back.js";
import { heldBackPlaces } from "./held-back-places.js";
import type { PlainTable } from "./plain-table.js";
import { loadSynonymLists } from "./synonym-lists.js";
import { splitStories, unknownDirections } from "./unknown-texts.js";

/** Words of the texts. */
const LENGTHS = [60, 120, 250, 400] as const;
/** Share of the clean texts that may be taken for spun where a threshold is set. */
const FALSE_SHARE = 0.005;
/** Shares of the words that the synthetic tools replace. */
const SHARES = [0.25, 0.4] as const;

/** The engines of one choice of tables: that on the model in force, and that on the model without the held-back items. */
interface Engines {
  readonly engine: Engine;
  readonly heldBack: Engine | null;
}

/** Whole texts; every engine and length cuts them anew. */
interface CleanTexts {
  readonly news: readonly string[];
  readonly heldBack: readonly HeldBackKind[];
}

/** Counts by length, for texts of one kind. */
interface Group {
  readonly name: string;
  readonly counts: readonly DetectionCounts[];
}

export async function unseenDetectionTables({ model, places }: EvalContext): Promise<DataSet<PlainTable>> {
  const [wild, news, lists, heldBack] = [
    await loadWildPages(places.shared),
    await loadCleanNews(places.shared),
    await loadSynonymLists(places.root),
    await loadHeldBack(places.root),
  ];
  if (wild.items === null) return wild;
  if (news.items === null) return news;
  const halves = splitStories(news.items);
  const drawn = new Set(halves.flat().map(({ id }) => id));
  const rest = news.items.filter(({ id }) => !drawn.has(id));
  const clean = { news: rest.map(({ text }) => text), heldBack: heldBack.items ?? [] };
  const open = async (leftOut: string | null): Promise<Engines> => {
    const families = new Set(leftOut === null ? [] : [leftOut]);
    return {
      engine: engineOn(await openResources(model, families)),
      heldBack: heldBack.items && engineOn(await openResources(heldBackPlaces(places.root).model, families)),
    };
  };
  const groups = [await familyGroup(wild.items, clean, open)];
  if (lists.items !== null) {
    const engines = await open(null);
    const negatives = LENGTHS.map((words) => cleanHalves(engines, clean, words));
    for (const share of SHARES) {
      const stories = unknownDirections(lists.items, halves, share).flatMap(({ garbled }) => garbled);
      const counts = LENGTHS.map((words, at) => {
        const pieces = stories.flatMap(({ spun }) => cutText(spun, words));
        return detectionAt(scoresOf(engines.engine, pieces), negatives[at]!, FALSE_SHARE);
      });
      groups.push({ name: `unknown tool, ${formatFigure(share)} of the words`, counts });
    }
  }
  return { items: [detectionTable(groups, [lists.reason, heldBack.reason])], reason: null };
}

/** Pages of the families B to G, those of one family joined, read without the tables of that family. */
async function familyGroup(
  pages: readonly WildPage[],
  clean: CleanTexts,
  open: (leftOut: string) => Promise<Engines>,
): Promise<Group> {
  const letters = [...new Set(pages.map(({ family }) => family))].filter((letter) => letter !== "A");
  const byFamily: DetectionCounts[][] = [];
  for (const letter of letters) {
    const engines = await open(letter.toLowerCase());
    const joined = pages.filter(({ family }) => family === letter).map(({ spun }) => spun);
    const counts = LENGTHS.map((words) => {
      const pieces = cutText(joined.join("\n\n"), words, words / 2);
      return detectionAt(scoresOf(engines.engine, pieces), cleanHalves(engines, clean, words), FALSE_SHARE);
    });
    byFamily.push(counts);
  }
  return {
    name: "B to G, own table left out",
    counts: LENGTHS.map((_, at) =>
      addCounts(byFamily.map((counts) => counts[at]!).filter(({ garbled }) => garbled > 0)),
    ),
  };
}

/** Every piece of the stories, and the first of each held-back item; stories and items in turn for either half. */
function cleanHalves({ engine, heldBack }: Engines, { news, heldBack: kinds }: CleanTexts, words: number): CleanHalves {
  const halves: [Scored[], Scored[]] = [[], []];
  news.forEach((text, at) => {
    halves[at % 2]!.push(...scoresOf(engine, cutText(text, words)));
  });
  if (heldBack !== null) {
    for (const { texts } of kinds) {
      texts.forEach(({ text }, at) => {
        halves[at % 2]!.push(...scoresOf(heldBack, cutText(text, words, Number.POSITIVE_INFINITY)));
      });
    }
  }
  return { fitted: halves[0], checked: halves[1] };
}

function scoresOf(engine: Engine, texts: readonly string[]): Scored[] {
  return texts.map((text) => {
    const { probability, verdict } = engine.detect(text);
    return { score: probability, spun: verdict === "spun" };
  });
}

function detectionTable(groups: readonly Group[], reasons: readonly (string | null)[]): PlainTable {
  const missing = reasons.filter((reason) => reason !== null).map((reason) => `; not among them: ${reason}`);
  return {
    title: `Unseen tools in short texts, the threshold set so that ${formatFigure(FALSE_SHARE)} of one half of the clean texts exceed it${missing.join("")}`,
    head: [
      ...["texts", "words each", "number", "found", "clean texts", "false alarms on the other half"],
      ...["found by verdict", "false by verdict"],
    ],
    rows: groups.flatMap(({ name, counts }) =>
      counts.map((count, at) => [
        name,
        formatCount(LENGTHS[at]!),
        formatCount(count.garbled),
        formatFigure(count.found / count.garbled),
        formatCount(count.clean),
        formatFigure(count.falseAlarms / count.clean),
        formatFigure(count.foundByVerdict / count.garbled),
        formatFigure(count.falseByVerdict / count.clean),
      ]),
    ),
  };
}
