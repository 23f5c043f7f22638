/** Fits the verdict's weights by folds, and counts what they would call spun. */
import { logitOf, type VerdictWeights } from "../decisions/verdict-model.js";
import { formatCount, formatFigure } from "./format.js";
import { fitLogistic } from "./logistic.js";
import type { PlainTable } from "./plain-table.js";
import { createNamedRandom } from "./random.js";
import { CUTS, OWN_TABLE, PAGES, REGISTERS, TOOLS, type VerdictSample } from "./verdict-samples.js";

const FOLDS = 5;
/** A piece of a page found on the web counts as so many of the one garbled text that there is plenty of. */
const PAGE_WEIGHT = 4;

/** Gives each sample the weights to judge it by. */
export interface VerdictScorer {
  readonly name: string;
  weightsFor(sample: VerdictSample): VerdictWeights;
}

/** What a fit on everything gives, and what fits on the other folds give for each. */
export interface VerdictFit extends VerdictScorer {
  readonly weights: VerdictWeights;
}

/** Same story, same fold, on every machine. */
export function foldOf(story: string): number {
  return Math.floor(FOLDS * createNamedRandom(FOLDS, story)());
}

/**
 * Logistic regression on the features of the closest decoding.
 * @param toolShare what the random tools' texts make of the weight of all that is spun. Range 0..1, 1 excluded.
 */
export function fitVerdict(name: string, samples: readonly VerdictSample[], toolShare: number): VerdictFit {
  const material = samples.filter(({ group }) => group !== OWN_TABLE && (toolShare > 0 || group !== TOOLS));
  const weigh = toolWeight(material, toolShare);
  const fitted = (list: readonly VerdictSample[]) =>
    fitLogistic(
      list.map((sample) => ({
        features: [1, ...sample.closest],
        right: sample.spun,
        weight: sample.group === TOOLS ? weigh : ownWeight(sample),
      })),
    );
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    fitted(material.filter(({ story }) => foldOf(story) !== fold)),
  );
  return { name, weights: fitted(material), weightsFor: ({ story }) => folds[foldOf(story)]! };
}

/** A text of our own in a register that corpora of news lack counts as so many of theirs. */
const REGISTER_WEIGHT = 4;

function ownWeight({ group }: VerdictSample): number {
  if (group === REGISTERS) return REGISTER_WEIGHT;
  return group === PAGES ? PAGE_WEIGHT : 1;
}

function toolWeight(samples: readonly VerdictSample[], share: number): number {
  const tools = samples.filter(({ group }) => group === TOOLS).length;
  const others = samples.filter(({ spun, group }) => spun && group !== TOOLS);
  const mass = others.reduce((sum, sample) => sum + ownWeight(sample), 0);
  return tools === 0 ? 0 : ((share / (1 - share)) * mass) / tools;
}

/** The verdict that `readDocument` would give under these weights, were the bar so many nats higher. */
export function isCalledSpun(sample: VerdictSample, weights: VerdictWeights, beyond = 0): boolean {
  const { tokens, suspect, notable, explained, byTables, closest } = sample;
  if (suspect && explained) return true;
  const byTablesAlone = suspect && logitOf(byTables, tokens, weights) >= beyond;
  return (notable || byTablesAlone) && (explained || logitOf(closest, tokens, weights) >= beyond);
}

const LENGTHS = [null, ...CUTS];
const LENGTH_HEADS = ["whole", ...CUTS.map((words) => `${words} words`)];

/** Clean texts called spun, by group and length, for each scorer. */
export function falseAlarmTable(samples: readonly VerdictSample[], scorers: readonly VerdictScorer[]): PlainTable {
  const clean = samples.filter(({ spun }) => !spun);
  const cell = (list: readonly VerdictSample[], called: number) =>
    list.length === 0 ? "–" : `${called} of ${formatCount(list.length)}`;
  return table("Clean texts called spun, on the folds not fitted on", clean, scorers, cell);
}

/** Spun texts found, likewise. */
export function foundTable(samples: readonly VerdictSample[], scorers: readonly VerdictScorer[]): PlainTable {
  const spun = samples.filter((sample) => sample.spun);
  const cell = (list: readonly VerdictSample[], called: number) =>
    list.length === 0 ? "–" : `${formatFigure(called / list.length)} of ${formatCount(list.length)}`;
  return table("Share of spun texts found, on the folds not fitted on", spun, scorers, cell);
}

function table(
  title: string,
  samples: readonly VerdictSample[],
  scorers: readonly VerdictScorer[],
  cell: (list: readonly VerdictSample[], called: number) => string,
): PlainTable {
  const groups = [...new Set(samples.map(({ group }) => group))];
  const rows = groups.flatMap((group) =>
    scorers.map((scorer) => [
      `${group}: ${scorer.name}`,
      ...LENGTHS.map((words) => {
        const list = samples.filter((sample) => sample.group === group && sample.words === words);
        return cell(list, list.filter((sample) => isCalledSpun(sample, scorer.weightsFor(sample))).length);
      }),
    ]),
  );
  return { title, head: ["texts", ...LENGTH_HEADS], rows };
}

/** By how far the bar is moved: false alarms by length, and what is found of each group. */
export function barTable(
  samples: readonly VerdictSample[],
  scorer: VerdictScorer,
  bars: readonly number[],
): PlainTable {
  const spunGroups = [...new Set(samples.filter(({ spun }) => spun).map(({ group }) => group))];
  const share = (list: readonly VerdictSample[], bar: number) =>
    formatFigure(list.filter((sample) => isCalledSpun(sample, scorer.weightsFor(sample), bar)).length / list.length);
  const clean = samples.filter(({ spun }) => !spun);
  const columns: [string, readonly VerdictSample[]][] = [
    ...LENGTHS.map((words, at): [string, readonly VerdictSample[]] => [
      `clean, ${LENGTH_HEADS[at]}`,
      clean.filter((sample) => sample.words === words),
    ]),
    ...spunGroups.map((group): [string, VerdictSample[]] => [group, samples.filter((each) => each.group === group)]),
  ];
  return {
    title: `Share called spun when the bar is moved by so many nats, ${scorer.name}`,
    head: ["bar", ...columns.map(([name]) => name)],
    rows: bars.map((bar) => [formatFigure(bar), ...columns.map(([, list]) => share(list, bar))]),
  };
}
