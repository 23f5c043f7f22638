/**
 * How good a table is that was learned from little: family A taken for unknown, and a tool drawn from a thesaurus, each learned from
 * some pairs, and from garbled pages alone. Every fourth story of the parallel dev set is repaired, the others are learned from.
 *
 *     node dist/evaluation/learning-curve.js
 */
import { fileURLToPath } from "node:url";
import type { Family } from "../dictionary/family.js";
import { learnFamily } from "../dictionary/learn.js";
import { joinSynonyms, type SynonymSource, tableSynonyms } from "../dictionary/synonym-source.js";
import { engineOn } from "../engine.js";
import { openBackground } from "../language/background.js";
import { learnPages } from "../learning/learn-pages.js";
import { builtIn, MODEL, resourcesOf } from "../resources.js";
import { findShared, type GarbledPair, loadFamilyADev } from "./datasets.js";
import { garble, prepareTool } from "./garble.js";
import { renderPlainText } from "./plain-table.js";
import { randomTool } from "./random-tool.js";
import { pool, scoreTexts } from "./score.js";
import { builtInFamilies } from "./stages.js";
import { readMoby, readPpdb, thesaurusSource } from "./thesaurus.js";

const PAIRS = [3, 10, 30, 100] as const;
const PAGES = [10, 30] as const;
/** Share of the words that the drawn tool swaps. */
const SHARE = 0.25;
const SEED = 11;

/** A tool that is taken for unknown. */
interface Unknown {
  readonly name: string;
  /** What it really does. */
  readonly table: Family;
  readonly known: readonly Family[];
  /** What is known of what any tool may do. */
  readonly synonyms: SynonymSource;
  readonly learned: readonly GarbledPair[];
  readonly tested: readonly GarbledPair[];
}

const HEAD = ["tool", "learned from", "rows", "right rows", "precision", "recall", "F0.5", "edit prec.", "WER", "spun"];

await main();

async function main(): Promise<void> {
  const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
  const set = await loadFamilyADev(shared);
  if (shared === null || set.items === null) {
    process.stderr.write(`learning-curve: not measured: ${set.reason ?? "there is no folder shared/data"}\n`);
    return;
  }
  const [ppdb, moby] = [await readPpdb(shared), await readMoby(shared)];
  const all = builtInFamilies();
  const others = all.filter(({ id }) => id !== "a");
  const drawn = randomTool(ppdb, { seed: SEED, share: SHARE, words: wordsOf(set.items) });
  const a = all.filter(({ id }) => id === "a").flatMap(({ substitutions }) => substitutions);
  const tools: Unknown[] = [
    {
      name: "A",
      table: { id: "a", title: "A", substitutions: a },
      known: others,
      synonyms: joinSynonyms(thesaurusSource(moby, ppdb), tableSynonyms(others)),
      ...split(set.items),
    },
    {
      name: `drawn from PPDB, ${SHARE * 100} %`,
      table: drawn,
      known: all,
      synonyms: joinSynonyms(thesaurusSource(moby), tableSynonyms(all)),
      ...split(garbled(drawn, set.items)),
    },
  ];
  process.stdout.write(
    renderPlainText({ title: "Tables learned from little", head: HEAD, rows: tools.flatMap(curve) }),
  );
}

function split(pairs: readonly GarbledPair[]): Pick<Unknown, "learned" | "tested"> {
  return { learned: pairs.filter((_, at) => at % 4 !== 0), tested: pairs.filter((_, at) => at % 4 === 0) };
}

function wordsOf(pairs: readonly GarbledPair[]): string[] {
  return pairs.flatMap(({ gold }) => gold.toLowerCase().match(/\p{L}+/gu) ?? []);
}

function garbled(tool: Family, pairs: readonly GarbledPair[]): GarbledPair[] {
  const prepared = prepareTool(tool);
  return pairs.map((pair, seed) => ({ ...pair, family: tool.id, spun: garble(prepared, pair.gold, { seed }).text }));
}

function curve(tool: Unknown): string[][] {
  const background = openBackground(builtIn(MODEL));
  const options = { id: "learned", title: "Learned", synonyms: tool.synonyms };
  const rows = [rowOf(tool, "nothing", null)];
  for (const count of PAIRS) {
    const texts = tool.learned.slice(0, count).map(({ gold, spun }) => ({ original: gold, spun }));
    const { family } = learnFamily(texts, { ...options, synonyms: tableSynonyms(tool.known) });
    rows.push(rowOf(tool, `${count} pairs`, family));
  }
  for (const count of PAGES) {
    const pages = tool.learned.slice(0, count).map(({ spun }) => spun);
    rows.push(
      rowOf(tool, `${count} pages`, learnPages(pages, { ...options, background, families: tool.known }).family),
    );
  }
  return rows;
}

function rowOf(tool: Unknown, from: string, family: Family | null): string[] {
  const background = openBackground(builtIn(MODEL));
  const families = family === null ? tool.known : [...tool.known, family];
  const engine = engineOn(resourcesOf(background, families));
  const repaired = tool.tested.map(({ spun }) => engine.repair(spun));
  const scores = tool.tested.map(({ spun, gold }, at) => scoreTexts(spun, repaired[at]!.text, gold));
  const { precision, recall, f05, editPrecision, werBefore, werAfter } = pool(scores);
  const found = repaired.filter(({ detection }) => detection.verdict === "spun").length / repaired.length;
  const rows = family?.substitutions.length ?? 0;
  return [
    tool.name,
    from,
    String(rows),
    rows === 0 ? "" : figure(rightRows(tool.table, family!) / rows),
    ...[precision, recall, f05, editPrecision].map(figure),
    `${figure(werBefore)} -> ${figure(werAfter)}`,
    figure(found),
  ];
}

function rightRows(truth: Family, learned: Family): number {
  const key = (row: { readonly original: string; readonly spun: string }) =>
    `${row.original}\t${row.spun}`.toLowerCase();
  const known = new Set(truth.substitutions.map(key));
  return learned.substitutions.filter((row) => known.has(key(row))).length;
}

function figure(value: number): string {
  return value.toFixed(3);
}
