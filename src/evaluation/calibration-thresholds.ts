/** By threshold: the full measure and the share of single edits that is right; and what the modes are to be set to. */
import { agreement, applyEdits, type PlainEdit } from "../edits/index.js";
import type { Mode } from "../result.js";
import { type FoldedStory, SOURCES, type Source } from "./calibration-folds.js";
import type { Scorer } from "./calibration-report.js";
import { formatFigure } from "./format.js";
import type { PlainTable } from "./plain-table.js";
import { pool, type Score, scoreTexts } from "./score.js";

const GRID = Array.from({ length: 20 }, (_, at) => 0.3 + 0.03 * at);
const FINE = Array.from({ length: 12 }, (_, at) => 0.9 + 0.0075 * at);
const THRESHOLDS = [...GRID, ...FINE].map((threshold) => Math.round(threshold * 1e4) / 1e4);
/** Scoring a text takes milliseconds: so many of a source are enough for the full measure. */
const SCORED = 60;
/** Share of the applied edits that is to be right. */
const RIGHT = { careful: 0.98, thorough: 0.8 } as const;
/** What `careful` has to be right on: thousands of edits, and the few on real pages, two of which tell the same story. */
const [MANY, FEW]: readonly [Source, Source] = ["A, parallel", "A, pages"];
/** What the other modes are set by. */
const ALL: readonly Source[] = ["A, simulated", "A, pages", "unknown, parallel", "unknown, pages"];
/** One-sided 95 %: few edits must not claim more than they can show. */
const Z = 1.645;

/** What a source gives at a threshold. */
interface Point {
  readonly applied: number;
  readonly right: number;
  /** Strict measure of the texts. */
  readonly score: Pick<Score, "recall" | "f05">;
}

/** The points of one threshold, by source. */
interface Level {
  readonly threshold: number;
  readonly points: ReadonlyMap<Source, Point>;
}

/** A threshold for each mode, or null where none will do. */
export type SuggestedThresholds = Readonly<Record<Mode, number | null>>;

/** The tables, the suggestion last. */
export function thresholdTables(stories: readonly FoldedStory[], scorer: Scorer): PlainTable[] {
  const levels = THRESHOLDS.map(
    (threshold): Level => ({
      threshold,
      points: new Map(SOURCES.map((source) => [source, pointAt(stories, source, scorer, threshold)])),
    }),
  );
  const { careful, balanced, thorough } = suggested(levels);
  return [
    levelTable(levels, scorer),
    {
      title: `Thresholds to set, ${scorer.name}`,
      head: ["mode", "threshold", "rule"],
      rows: [
        ["careful", formatFigure(careful), "lowest with 98 % right on A, parallel, and not surely less on A, pages"],
        ["balanced", formatFigure(balanced), `best mean F0.5 over ${ALL.join("; ")}`],
        ["thorough", formatFigure(thorough), "lowest with 80 % of the edits right on each of them, or not surely less"],
      ],
    },
  ];
}

function suggested(levels: readonly Level[]): SuggestedThresholds {
  const lowest = (holds: (level: Level) => boolean) => levels.find(holds)?.threshold ?? null;
  const best = levels.reduce((a, b) => (meanF05(b) > meanF05(a) ? b : a));
  return {
    careful: lowest(
      ({ points }) => isRight(points.get(MANY)!, RIGHT.careful) && mayBeRight(points.get(FEW)!, RIGHT.careful),
    ),
    balanced: best.threshold,
    thorough: lowest(({ points }) => ALL.every((source) => mayBeRight(points.get(source)!, RIGHT.thorough))),
  };
}

function meanF05({ points }: Level): number {
  return ALL.reduce((sum, source) => sum + points.get(source)!.score.f05, 0) / ALL.length;
}

function isRight({ applied, right }: Point, share: number): boolean {
  return applied > 0 && right / applied >= share;
}

/** Is the share right at least so much, as far as so many edits can show (Wilson's upper bound, 1927)? */
function mayBeRight({ applied: n, right }: Point, share: number): boolean {
  if (n === 0) return false;
  const p = right / n;
  const middle = p + (Z * Z) / (2 * n);
  const width = Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  return (middle + width) / (1 + (Z * Z) / n) >= share;
}

function pointAt(stories: readonly FoldedStory[], source: Source, scorer: Scorer, threshold: number): Point {
  const own = stories.filter((story) => story.source === source);
  const above = own.flatMap(({ samples, fold }) =>
    samples.filter((sample) => scorer.probability(sample, fold) >= threshold),
  );
  return {
    applied: above.length,
    right: above.filter(({ right }) => right).length,
    score: pool(own.slice(0, SCORED).map((story) => scoreAt(story, scorer, threshold))),
  };
}

/** Applies what reaches the threshold, makes a/an agree, and scores the text. */
function scoreAt(story: FoldedStory, scorer: Scorer, threshold: number): Score {
  const edits = story.samples.map((sample): PlainEdit => {
    const { start, end, was, now } = sample;
    const verdict = scorer.probability(sample, story.fold) >= threshold ? "apply" : "suggest";
    return { start, end, was, now, verdict };
  });
  return scoreTexts(story.spun, applyEdits(story.spun, agreement(story.spun, edits)), story.gold);
}

function levelTable(levels: readonly Level[], scorer: Scorer): PlainTable {
  return {
    title: `By threshold, ${scorer.name}: share of the single edits that is right, recall, F0.5`,
    head: ["threshold", ...SOURCES.flatMap((source) => [`${source}: right`, "R", "F0.5"]), "mean F0.5"],
    rows: levels.map((level) => [
      formatFigure(level.threshold),
      ...SOURCES.flatMap((source) => {
        const { applied, right, score } = level.points.get(source)!;
        return [applied > 0 ? right / applied : null, score.recall, score.f05].map(formatFigure);
      }),
      formatFigure(meanF05(level)),
    ]),
  };
}
