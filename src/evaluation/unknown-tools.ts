/** `--set unknown-tools`: detection and repair of what tools with random tables wrote, by how much they replace. */
import type { Engine } from "../engine.js";
import { f05Interval } from "./bootstrap.js";
import { type DataSet, loadCleanNews } from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure, formatInterval } from "./format.js";
import { oracleRepair } from "./oracle.js";
import type { PlainTable } from "./plain-table.js";
import { calibrationError, type Stated } from "./reliability.js";
import { pool, type Score, scoreTexts } from "./score.js";
import type { Stages } from "./stages.js";
import { loadSynonymLists } from "./synonym-lists.js";
import { splitStories, UNKNOWN_SHARES, type UnknownDirection, unknownDirections } from "./unknown-texts.js";

export async function unknownToolTables({ engine, stages, places }: EvalContext): Promise<DataSet<PlainTable>> {
  const [lists, news] = [await loadSynonymLists(places.root), await loadCleanNews(places.shared)];
  if (lists.items === null) return lists;
  if (news.items === null) return news;
  const halves = splitStories(news.items);
  const rows = UNKNOWN_SHARES.map((share) => unknownRow(engine, stages, unknownDirections(lists.items, halves, share)));
  return {
    items: [
      {
        title: "Synthetic unknown tools: random tables, both halves of a split of the stories garbled in turn",
        head: [
          ...[
            "words swapped",
            "stories",
            "words",
            "edits",
            "found",
            "other half found",
            "false edits / 1,000 clean words",
          ],
          ...[
            "P",
            "R",
            "F0.5",
            "90 %",
            "edits applied",
            "edit precision",
            "wrong / 1,000 words",
            "suggested / 1,000 words",
          ],
          ...["calibration error", "WER before", "WER after", "ceiling R"],
        ],
        rows,
      },
    ],
    reason: null,
  };
}

/** What is counted over the garbled stories of both directions. */
interface Garbled {
  readonly words: number;
  readonly swapped: number;
  readonly found: boolean;
  readonly suggested: number;
  readonly stated: readonly Stated[];
  readonly score: Score;
  readonly ceiling: Score;
}

function unknownRow(engine: Engine, stages: Stages, directions: readonly UnknownDirection[]): string[] {
  const garbled = directions.flatMap((direction) => direction.garbled.map((pair) => readGarbled(engine, stages, pair)));
  const clean = directions.flatMap((direction) => direction.clean.map(({ text }) => engine.repair(text)));
  const sum = (of: (text: Garbled) => number) => garbled.reduce((total, text) => total + of(text), 0);
  const scores = garbled.map(({ score }) => score);
  const pooled = pool(scores);
  const words = sum((text) => text.words);
  const falseEdits = clean.reduce(
    (total, { edits }) => total + edits.filter(({ verdict }) => verdict === "apply").length,
    0,
  );
  return [
    formatFigure(sum(({ swapped }) => swapped) / words),
    formatCount(garbled.length),
    formatCount(words),
    formatCount(pooled.tp + pooled.fn),
    formatFigure(sum(({ found }) => (found ? 1 : 0)) / garbled.length),
    formatFigure(clean.filter(({ detection }) => detection.verdict === "spun").length / clean.length),
    formatFigure((1000 * falseEdits) / words), // each half is clean once and garbled once
    ...[pooled.edits > 0 ? pooled.precision : null, pooled.recall, pooled.f05].map(formatFigure),
    formatInterval(f05Interval(scores)),
    formatCount(pooled.edits),
    formatFigure(pooled.edits > 0 ? pooled.editPrecision : null),
    formatFigure((1000 * (pooled.edits - pooled.rightEdits)) / words),
    formatFigure((1000 * sum(({ suggested }) => suggested)) / words),
    formatFigure(calibrationError(garbled.flatMap(({ stated }) => stated))),
    ...[pooled.werBefore, pooled.werAfter, pool(garbled.map(({ ceiling }) => ceiling)).recall].map(formatFigure),
  ];
}

function readGarbled(engine: Engine, stages: Stages, pair: UnknownDirection["garbled"][number]): Garbled {
  const { spun, gold, words, swapped } = pair;
  const { edits, detection, text } = engine.repair(spun);
  const judge = new EditJudge(spun, gold);
  return {
    words,
    swapped,
    found: detection.verdict === "spun",
    suggested: edits.filter(({ verdict }) => verdict === "suggest").length,
    stated: edits.map((edit) => ({ probability: edit.probability, right: judge.isRight(edit) })),
    score: scoreTexts(spun, text, gold),
    ceiling: scoreTexts(spun, oracleRepair(stages, spun, gold).text, gold),
  };
}
