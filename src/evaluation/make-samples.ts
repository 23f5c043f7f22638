/** `npm run samples`: writes `samples/spun/`. To be run whenever `samples/clean/` or family A's table changes. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { garbleSamples, samplesFolder } from "./garble-samples.js";

const folder = join(samplesFolder(), "spun");
mkdirSync(folder, { recursive: true });
const samples = garbleSamples();
const names = new Set(samples.map(({ name }) => name));
for (const name of readdirSync(folder)) if (!names.has(name)) rmSync(join(folder, name));
for (const { name, text } of samples) writeFileSync(join(folder, name), text);
process.stdout.write(`${samples.length} garbled samples in ${folder}\n`);
