/** `--set held-back`: clean text of every corpus kind, read with a language model that never saw it. */
import { existsSync } from "node:fs";
import { sameNumbers } from "../dictionary/facts.js";
import { type Engine, openEngine } from "../engine.js";
import type { Edit } from "../result.js";
import { type CleanText, type DataSet, loadItems } from "./datasets.js";
import type { EvalContext } from "./eval-context.js";
import { formatCount, formatFigure } from "./format.js";
import { CORPUS_KINDS, heldItemsPath } from "./held-back-corpora.js";
import { HELD_BACK_COMMAND, heldBackObstacle, heldBackPlaces } from "./held-back-places.js";
import { countWords } from "./measure-tokens.js";
import { nameEdits } from "./name-edits.js";
import type { PlainTable } from "./plain-table.js";

/** The held-back items of one kind. */
export interface HeldBackKind {
  readonly kind: string;
  readonly texts: readonly CleanText[];
}

/** The held-back items by kind, or what has to be run first. */
export async function loadHeldBack(root: string): Promise<DataSet<HeldBackKind>> {
  const obstacle = heldBackObstacle(root);
  if (obstacle !== null) return { items: null, reason: obstacle };
  const { folder } = heldBackPlaces(root);
  const items: HeldBackKind[] = [];
  for (const { kind } of CORPUS_KINDS) {
    const path = heldItemsPath(folder, kind);
    if (!existsSync(path)) return { items: null, reason: `${path} is not there: run "${HELD_BACK_COMMAND}"` };
    items.push({ kind, texts: await loadItems(path) });
  }
  return { items, reason: null };
}

/** An engine on the model that never saw the held-back items. */
function openHeldBackEngine(root: string): Promise<Engine> {
  return openEngine({ model: heldBackPlaces(root).model });
}

export async function heldBackTables({ places }: EvalContext): Promise<DataSet<PlainTable>> {
  const kinds = await loadHeldBack(places.root);
  if (kinds.items === null) return kinds;
  const engine = await openHeldBackEngine(places.root);
  const counted = kinds.items.map(({ kind, texts }) => ({
    kind,
    counts: texts.map(({ text }) => countsOf(engine, text)),
  }));
  engine.close();
  const all = { kind: "all", counts: counted.flatMap(({ counts }) => counts) };
  return {
    items: [
      {
        title: "Clean text that the language model under test never saw",
        head: [
          ...["kind", "items", "words", "skipped", "called spun", "applied", "applied / 1,000 words"],
          ...["suggested / 1,000 words", "numbers changed", "names changed"],
        ],
        rows: [...counted, all].map(({ kind, counts }) => heldBackRow(kind, counts)),
      },
    ],
    reason: null,
  };
}

interface CleanCounts {
  readonly words: number;
  readonly skipped: number;
  readonly spun: number;
  readonly applied: number;
  readonly suggested: number;
  readonly numbers: number;
  readonly names: number;
}

function countsOf(engine: Engine, text: string): CleanCounts {
  const { edits, detection } = engine.repair(text);
  const applied = edits.filter(({ verdict }) => verdict === "apply");
  return {
    words: countWords(text),
    skipped: detection.verdict === "skipped" ? 1 : 0,
    spun: detection.verdict === "spun" ? 1 : 0,
    applied: applied.length,
    suggested: edits.length - applied.length,
    numbers: applied.filter(changesNumber).length,
    names: nameEdits(text, applied).length,
  };
}

/** In clean text every figure is right as it stands, whatever its value. */
function changesNumber({ was, now }: Edit): boolean {
  const digits = (phrase: string) => phrase.match(/\p{Nd}+/gu)?.join(" ") ?? "";
  return digits(was) !== digits(now) || !sameNumbers(was, now);
}

function heldBackRow(kind: string, counts: readonly CleanCounts[]): string[] {
  const sum = (of: (count: CleanCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  const words = sum((count) => count.words);
  const applied = sum((count) => count.applied);
  return [
    kind,
    formatCount(counts.length),
    formatCount(words),
    formatCount(sum((count) => count.skipped)),
    formatFigure(sum((count) => count.spun) / counts.length),
    formatCount(applied),
    formatFigure((1000 * applied) / words),
    formatFigure((1000 * sum((count) => count.suggested)) / words),
    formatCount(sum((count) => count.numbers)),
    formatCount(sum((count) => count.names)),
  ];
}
