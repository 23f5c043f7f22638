/** The garbled samples: `samples/spun/` is `samples/clean/`, garbled over family A's table. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadDictionary } from "../dictionary/load.js";
import { builtIn } from "../resources.js";
import { type GarbleTool, garble, prepareTool } from "./garble.js";

/** Any would do; it is fixed so that the samples stay as they are. */
const SEED = 2018;

export interface Sample {
  /** Name of the file in both folders. */
  readonly name: string;
  readonly text: string;
}

/** The folder `samples` of the repository. */
export function samplesFolder(): string {
  return fileURLToPath(new URL("../../samples/", import.meta.url));
}

/** The texts of a folder of samples, by name. */
export function readSamples(kind: "clean" | "spun" | "tricky"): Sample[] {
  const folder = join(samplesFolder(), kind);
  const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

/** Family A's tool, over the committed table. */
export function familyATool(): GarbleTool {
  return prepareTool(loadDictionary(builtIn("a.tsv"))[0]!);
}

/** Garbles every clean sample; the same table gives the same texts on every machine. */
export function garbleSamples(): Sample[] {
  const tool = familyATool();
  return readSamples("clean").map(({ name, text }) => ({ name, text: garble(tool, text, { seed: SEED }).text }));
}
