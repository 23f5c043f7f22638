/**
 * `npm run bench`: speed, start-up, memory and size, all in one run on one machine; medians of repeated runs.
 *
 *     node dist/evaluation/bench.js [--runs N] [--markdown]
 */
import { cpus } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { openEngine } from "../engine.js";
import { built, type ColdRun, line, runCold } from "./bench-cold.js";
import { type LookupTime, timeLookups } from "./bench-lookups.js";
import { timePeers } from "./bench-peers.js";
import { benchText, type StageTime, timeStages } from "./bench-stages.js";
import { formatCount } from "./format.js";
import { readSamples, samplesFolder } from "./garble-samples.js";
import { type PlainTable, renderPlainMarkdown, renderPlainText } from "./plain-table.js";
import { publishedPackage } from "./published-package.js";
import type { Spread } from "./repeated.js";
import { builtInFamilies, openStages } from "./stages.js";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "7" }, markdown: { type: "boolean" } },
});
/** The family whose table the peers get. */
const COMPARED = "a";
/** Files smaller than this, in bytes, are summed up. */
const SMALL_FILE = 250_000;
const runs = Math.max(1, Math.floor(Number(values.runs)) || 1);
await main();

async function main(): Promise<void> {
  // First, while this process is still small and idle.
  const cold = coldRuns();
  const engine = await openEngine();
  const stages = await openStages();
  const times = (["spun", "clean"] as const).flatMap((kind) => {
    const documents = readSamples(kind).map(({ text }) => text);
    return timeStages(engine, stages, benchText(kind, documents), runs);
  });
  const lookups = timeLookups(
    engine,
    readSamples("spun").map(({ text }) => text),
    runs,
  );
  engine.close();
  const spun = benchText(
    "spun",
    readSamples("spun").map(({ text }) => text),
  );
  const rows = builtInFamilies().flatMap(({ id, substitutions }) => (id === COMPARED ? substitutions : []));
  times.push(...(await timePeers(spun, rows)));
  const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
  printTable(speedTable(times, machine));
  printTable(lookupTable(lookups));
  printTable(startTable(cold));
  printTable(sizeTable());
}

function coldRuns(): ColdRun[] {
  const story = join(samplesFolder(), "spun", readSamples("spun")[0]!.name);
  const index = JSON.stringify(pathToFileURL(built("index.js")).href);
  const open = `import { openEngine } from ${index}; await openEngine();`;
  return [
    runCold("node, doing nothing", line(""), runs),
    runCold("openEngine", line(open), runs),
    runCold("unspin repair STORY", [built("cli/main.js"), "repair", story], runs),
    runCold("unspin detect STORY", [built("cli/main.js"), "detect", story], runs),
    runCold("unspin --help", [built("cli/main.js"), "--help"], runs),
  ];
}

function speedTable(times: readonly StageTime[], machine: string): PlainTable {
  return {
    title: `Speed, one thread, median of ${runs} runs (least–most); ${machine}`,
    head: ["stage", "text", "ms / 1,000 words", "words / s", "MB / s"],
    rows: times.map(({ stage, text, time }) => {
      const perThousand = (milliseconds: number) => (1000 * milliseconds) / text.words;
      return [
        stage,
        text.name,
        withSpread(time, perThousand, 2),
        formatCount(Math.round((1000 * text.words) / time.median)),
        (text.bytes / 1000 / time.median).toFixed(1),
      ];
    }),
  };
}

function lookupTable(lookups: readonly LookupTime[]): PlainTable {
  const same = (value: number) => value;
  return {
    title: `Look-ups in the language model that repairing the spun samples makes, made again; median of ${runs} runs (least–most)`,
    head: ["look-ups", "number", "ns of processor time each"],
    rows: lookups.map(({ name, count, each }) => [name, formatCount(count), withSpread(each, same, 0)]),
  };
}

function startTable(cold: readonly ColdRun[]): PlainTable {
  const same = (value: number) => value;
  return {
    title: `Start-up in a fresh process, median of ${runs} runs (least–most)`,
    head: ["program", "ms from start to end", "MB resident at most"],
    rows: cold.map(({ name, wall, resident }) => [name, withSpread(wall, same, 0), withSpread(resident, same, 0)]),
  };
}

function sizeTable(): PlainTable {
  const { files, unpackedSize, size } = publishedPackage();
  const large = files.filter((file) => file.size >= SMALL_FILE).sort((a, b) => b.size - a.size);
  const rest = unpackedSize - large.reduce((sum, file) => sum + file.size, 0);
  const rows: [string, number][] = [
    ...large.map((file): [string, number] => [file.path, file.size]),
    [`${files.length - large.length} smaller files`, rest],
    ["the published package, unpacked", unpackedSize],
    ["the same as it travels (.tgz)", size],
  ];
  return {
    title: "Size on disk",
    head: ["file", "MB"],
    rows: rows.map(([name, bytes]) => [name, (bytes / 1e6).toFixed(2)]),
  };
}

function withSpread(spread: Spread, scale: (value: number) => number, digits: number): string {
  const [median, least, most] = [spread.median, spread.least, spread.most].map((value) => scale(value).toFixed(digits));
  return `${median} (${least}–${most})`;
}

function printTable(table: PlainTable): void {
  process.stdout.write(`${values.markdown ? renderPlainMarkdown(table) : renderPlainText(table)}\n`);
}
