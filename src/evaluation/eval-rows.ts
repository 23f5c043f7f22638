import { f05Interval } from "./bootstrap.js";
import type { CleanText, GarbledPair } from "./datasets.js";
import type { EvalRow } from "./eval-report.js";
import { countWords } from "./measure-tokens.js";
import { pool, scoreTexts } from "./score.js";
import type { System, Treatment } from "./systems.js";

/** How far a set's originals can be trusted: not at all in precision where only the evident swaps were undone. */
export type Judged = "fully" | "recall and word errors only";

/** Words treated before the clock starts, so that compiling the program counts for nobody, and while it runs. */
const WARM_UP_WORDS = 10_000;
const TIMED_WORDS = 10_000;

/** What a clean text cannot give. */
const NO_ORIGINAL = {
  goldEdits: null,
  precision: null,
  recall: null,
  f05: null,
  f05Interval: null,
  editPrecision: null,
  werBefore: null,
  werAfter: null,
};

interface Timed {
  readonly treatments: readonly Treatment[];
  readonly words: number;
  readonly seconds: number;
}

/** Measures a system on garbled texts with their originals. */
export function pairRow(system: System, set: string, pairs: readonly GarbledPair[], judged: Judged = "fully"): EvalRow {
  const timed = treatAll(
    system,
    pairs.map(({ spun, gold }) => [spun, gold]),
  );
  const scores = pairs.map(({ spun, gold }, at) => scoreTexts(spun, timed.treatments[at]!.text, gold));
  const { precision, recall, f05, editPrecision, werBefore, werAfter, tp, fn } = pool(scores);
  const full = judged === "fully";
  return {
    ...commonFigures(system, set, timed),
    goldEdits: tp + fn,
    precision: full ? precision : null,
    recall,
    f05: full ? f05 : null,
    f05Interval: full && system.group !== "do nothing" ? f05Interval(scores) : null,
    editPrecision: full ? editPrecision : null,
    werBefore,
    werAfter,
    falseEdits: null,
  };
}

/** Measures a system on clean texts, in which every edit is a false one. */
export function cleanRow(system: System, set: string, texts: readonly CleanText[]): EvalRow {
  const timed = treatAll(
    system,
    texts.map(({ text }) => [text, text]),
  );
  const applied = timed.treatments.reduce((sum, treatment) => sum + treatment.applied, 0);
  return { ...commonFigures(system, set, timed), ...NO_ORIGINAL, falseEdits: (1000 * applied) / timed.words };
}

function commonFigures(system: System, set: string, { treatments, words, seconds }: Timed) {
  const verdicts = treatments.flatMap(({ spun }) => (spun === null ? [] : [spun]));
  const suggested = treatments.reduce((sum, treatment) => sum + treatment.suggested, 0);
  return {
    group: system.group,
    set,
    documents: treatments.length,
    words,
    suggestions: system.group === "system" ? (1000 * suggested) / words : null,
    calledSpun: verdicts.length === 0 ? null : verdicts.filter(Boolean).length / verdicts.length,
    seconds: isTimed(system) ? (1000 * seconds) / words : null,
  };
}

function treatAll(system: System, documents: readonly (readonly [text: string, gold: string])[]): Timed {
  const words = documents.reduce((sum, [text]) => sum + countWords(text), 0);
  const passes = (least: number) => Math.max(1, Math.ceil(least / Math.max(1, words)));
  const treat = () => documents.map(([text, gold]) => system.treat(text, gold));
  let treatments = treat();
  if (!isTimed(system)) return { treatments, words, seconds: 0 };
  for (let pass = passes(WARM_UP_WORDS); pass > 1; pass--) treatments = treat();
  const rounds = passes(TIMED_WORDS);
  const start = performance.now();
  for (let round = 0; round < rounds; round++) treatments = treat();
  return { treatments, words, seconds: (performance.now() - start) / 1000 / rounds };
}

/** Doing nothing takes no time, and how long the ceiling takes says nothing. */
function isTimed({ group }: System): boolean {
  return group === "system" || group === "table only";
}
