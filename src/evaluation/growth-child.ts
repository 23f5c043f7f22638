/**
 * Takes one measure of `npm run bench:growth` in a process of its own, so that its memory is its own, and prints it as JSON:
 * growth-child.js document clean|spun UNITS, growth-child.js table ENTRIES, growth-child.js store MOST.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, openEngine } from "../engine.js";
import { openBackground } from "../language/background.js";
import { builtIn, MODEL } from "../resources.js";
import { familyATool } from "./garble-samples.js";
import { type GrowthFigure, residentMost } from "./growth-figure.js";
import { growStore } from "./growth-stores.js";
import { madeTable } from "./growth-tables.js";
import { cleanStories, documentsOf, garbled } from "./growth-texts.js";
import { countWords } from "./measure-tokens.js";

/** Units of text that small documents make up together, and that the engine is warmed up with. */
const LEAST_PILE = 200_000;
const WARM_UP = 100_000;
/** The least of so many runs counts: what else the machine does only adds. A large document runs once. */
const RUNS = 3;
const LARGE = 1_000_000;

const [kind, ...rest] = process.argv.slice(2);
if (kind === "document") print(await documentFigure(rest[0] === "spun", Number(rest[1])));
else if (kind === "table") print(await tableFigure(Number(rest[0])));
else if (kind === "store") await growStore(Number(rest[0]), print);
else throw new Error(`bench:growth: "${kind}" is nothing to measure. Expected document, table or store.`);

async function documentFigure(isSpun: boolean, units: number): Promise<GrowthFigure> {
  const stories = await cleanStories(Math.max(units, LEAST_PILE) + WARM_UP);
  const warm = documentsOf(stories.toReversed(), WARM_UP / 20, WARM_UP);
  const documents = documentsOf(stories, units, LEAST_PILE);
  const tool = familyATool();
  const engine = await openEngine();
  repairAll(engine, isSpun ? garbled(warm, tool) : warm);
  const perThousand = leastTime(engine, isSpun ? garbled(documents, tool) : documents, units >= LARGE ? 1 : RUNS);
  return { size: units, perThousand, resident: residentMost() };
}

async function tableFigure(entries: number): Promise<GrowthFigure> {
  const folder = mkdtempSync(join(tmpdir(), "unspin-growth-"));
  try {
    const path = join(folder, "made.tsv");
    writeFileSync(path, madeTable(entries, openBackground(builtIn(MODEL)).vocabulary));
    const stories = documentsOf(await cleanStories(LEAST_PILE), 4000, LEAST_PILE);
    const spun = garbled(stories, familyATool());
    const before = process.cpuUsage();
    const engine = await openEngine({ dictionaries: [path] });
    const open = milliseconds(process.cpuUsage(before));
    repairAll(engine, spun);
    return {
      size: entries,
      perThousand: leastTime(engine, spun, RUNS),
      clean: leastTime(engine, stories, RUNS),
      resident: residentMost(),
      open,
      bytes: statSync(path).size,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of processor time for 1,000 words. */
function leastTime(engine: Engine, documents: readonly string[], runs: number): number {
  const words = documents.reduce((sum, text) => sum + countWords(text), 0);
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    repairAll(engine, documents);
    least = Math.min(least, milliseconds(process.cpuUsage(before)));
  }
  return (1000 * least) / words;
}

function repairAll(engine: Engine, documents: readonly string[]): void {
  for (const text of documents) engine.repair(text);
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

function print(figure: GrowthFigure): void {
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}
