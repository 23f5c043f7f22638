import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { referenceModel } from "../../test/language/reference-kneser-ney.js";
import { UnspinError } from "../errors.js";
import { readTokens } from "../tokens/reading.js";
import { type Background, fitMixture, openBackground, readSentence, sentenceLog } from "./background.js";
import { type BuildPlan, buildModel } from "./build.js";
import { readModel } from "./model-file.js";
import { modelWordIds } from "./word-ids.js";
import { CLASS_WORDS, WordClass } from "./word-key.js";

const SAMPLES = new URL("../../samples/clean/", import.meta.url);
const HELD_OUT = new Set(["markets.txt", "science.txt"]);

let folder: string;
let train: string[];
let heldOut: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-build-"));
  const names = readdirSync(SAMPLES).sort();
  train = names.filter((name) => !HELD_OUT.has(name)).map((name) => new URL(name, SAMPLES).pathname);
  heldOut = [...HELD_OUT].map((name) => readFileSync(new URL(name, SAMPLES), "utf8")).join("\n\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

function plan(bytes: number, more: Partial<BuildPlan> = {}): BuildPlan {
  return {
    parts: [{ name: "news", files: train, bytes, weight: 1, minimumCount: 1 }],
    vocabulary: 2000,
    madeBy: "the tests",
    ...more,
  };
}

async function write(name: string, buildPlan: BuildPlan): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await buildModel(buildPlan));
  return path;
}

/** Ids of every sentence, as the model reads them. */
function sentencesOf(background: Background, text: string): number[][] {
  const { tokens, sentences } = readTokens(text);
  const ids = [...modelWordIds(background.vocabulary, tokens)];
  const starts = [...sentences, tokens.count];
  return starts.slice(0, -1).map((start, at) => ids.slice(start, starts[at + 1]));
}

function perplexity(sentences: readonly number[][], log: (sentence: readonly number[]) => number): number {
  const words = sentences.reduce((sum, sentence) => sum + sentence.length + 1, 0);
  return Math.exp(-sentences.reduce((sum, sentence) => sum + log(sentence), 0) / words);
}

describe("perplexity on held-out samples", () => {
  let whole: Background;
  let reference: (sentence: readonly number[]) => number;
  let wholeBytes: number;

  beforeAll(async () => {
    const path = await write("whole.lm", plan(Number.POSITIVE_INFINITY));
    whole = openBackground(path);
    const { bigrams, trigrams, contexts } = readModel(path).header.parts[0]!;
    wholeBytes = 3 * (bigrams + trigrams) + 8 * contexts;
    const sentences = train.flatMap((file) => sentencesOf(whole, readFileSync(file, "utf8")));
    const vocabulary = Array.from({ length: whole.vocabulary.modelSize }, (_, id) => nameOf(id)).filter(
      (w) => w !== "<s>",
    );
    const plain = referenceModel(
      sentences.map((sentence) => sentence.map(nameOf)),
      vocabulary,
    );
    reference = (sentence) => {
      const words = ["<s>", ...sentence.map(nameOf), "</s>"];
      let log = 0;
      for (let i = 1; i < words.length; i++)
        log += Math.log(plain.trigram(words[i - 2] ?? "", words[i - 1]!, words[i]!));
      return log;
    };
  });

  function nameOf(id: number): string {
    return id === WordClass.Begin ? "<s>" : id === WordClass.End ? "</s>" : `w${id}`;
  }

  const ofModel = (background: Background) => (sentence: readonly number[]) =>
    sentenceLog(background, Float64Array.of(1), sentence);

  test("unpruned and quantised, it is that of a plain build within 2 %", () => {
    const sentences = sentencesOf(whole, heldOut);
    const plain = perplexity(sentences, reference);
    const own = perplexity(sentences, ofModel(whole));
    expect(plain).toBeGreaterThan(20);
    expect(plain).toBeLessThan(400);
    expect(Math.abs(own / plain - 1), `${own.toFixed(2)} beside ${plain.toFixed(2)}`).toBeLessThan(0.02);
  });

  test("pruned to half its size, it is at most 35 % higher, and pruned to a fifth still lower than by unigrams", async () => {
    const sentences = sentencesOf(whole, heldOut);
    const own = perplexity(sentences, ofModel(whole));
    const at = async (bytes: number) => {
      const pruned = openBackground(await write("pruned.lm", plan(bytes)));
      return perplexity(sentences, ofModel(pruned));
    };
    const half = await at(wholeBytes / 2);
    const fifth = await at(wholeBytes / 5);
    const unigrams = await at(0);
    expect(half / own, `${half.toFixed(2)} beside ${own.toFixed(2)}`).toBeLessThan(1.35);
    expect(fifth, `${fifth.toFixed(2)} beside ${unigrams.toFixed(2)}`).toBeLessThan(unigrams);
  });

  test("state in, state out gives what a pass over the sentence gives", () => {
    const model = whole.models[0]!;
    for (const sentence of sentencesOf(whole, heldOut).slice(0, 40)) {
      let state = model.begin();
      let log = 0;
      for (const word of [...sentence, WordClass.End]) {
        const score = model.score(state, word);
        log += score.log;
        state = score.state;
      }
      expect(sentenceLog(whole, Float64Array.of(1), sentence)).toBeCloseTo(log, 6);
    }
  });
});

describe("buildModel", () => {
  test("the same inputs make the same bytes", async () => {
    const first = await buildModel(plan(10_000));
    expect(Buffer.compare(await buildModel(plan(10_000)), first)).toBe(0);
  });

  test("says how it was made: parts, inputs with their hashes, tokens", async () => {
    const { header, words, parts } = readModel(await write("said.lm", plan(10_000)));
    expect(header.madeBy).toBe("the tests");
    expect(header.words).toBe(words.offsets.length - 1);
    const [part] = header.parts;
    expect(part!.inputs.map(({ file }) => file)).toEqual(train.map((path) => path.split("/").at(-1)));
    expect(part!.inputs[0]!.sha256).toBe(createHash("sha256").update(readFileSync(train[0]!)).digest("hex"));
    expect(part!.tokens).toBeGreaterThan(3000);
    expect([part!.bigrams, part!.trigrams]).toEqual([parts[0]!.bigramWords.length, parts[0]!.trigramWords.length]);
  });

  test("keeps to the size of the vocabulary, the classes first", async () => {
    const small = openBackground(await write("small.lm", plan(Number.POSITIVE_INFINITY, { vocabulary: 50 })));
    expect(small.vocabulary.modelSize).toBe(50);
    expect(CLASS_WORDS.map((_, id) => small.vocabulary.word(id))).toEqual([...CLASS_WORDS]);
    expect(small.vocabulary.find("the")).toBeGreaterThan(7);
  });

  test("parts do not mix, whatever their names", async () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const left = file("left.txt", "alpha beta gamma.\n\n".repeat(5));
    const right = file("right.txt", "gamma beta alpha.\n\n".repeat(5));
    const part = (name: string, path: string) => ({
      name,
      files: [path],
      bytes: Number.POSITIVE_INFINITY,
      weight: 1,
      minimumCount: 1,
    });
    const path = await write("two.lm", plan(0, { parts: [part("a/b", left), part("a/b", right)] }));
    const { vocabulary, models } = openBackground(path);
    const [alpha, beta, gamma] = ["alpha", "beta", "gamma"].map((word) => vocabulary.find(word)) as [
      number,
      number,
      number,
    ];
    expect(models[0]!.bigram(alpha, beta)).toBeGreaterThan(models[1]!.bigram(alpha, beta) * 3);
    expect(models[1]!.bigram(gamma, beta)).toBeGreaterThan(models[0]!.bigram(gamma, beta) * 3);
  });

  test("a sentence that is repeated word for word counts once", async () => {
    const sentence = "The committee said on Friday that it would meet again next week.\n\n";
    writeFileSync(join(folder, "once.txt"), `${sentence.repeat(50)}Short one.\n\nShort one.\n`);
    const path = await write(
      "once.lm",
      plan(0, { parts: [{ name: "x", files: [join(folder, "once.txt")], bytes: 0, weight: 1, minimumCount: 1 }] }),
    );
    expect(readModel(path).header.parts[0]!.tokens).toBe(13 + 3 + 3);
  });

  test("names an input that is missing and leaves no temporary folder behind", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("unspin-model-"));
    const missing = join(folder, "nowhere.txt");
    const parts = [{ name: "x", files: [missing], bytes: 0, weight: 1, minimumCount: 1 }];
    const error = await buildModel(plan(0, { parts })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnspinError);
    expect((error as Error).message).toContain(missing);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("unspin-model-"))).toEqual(before);
  });
});

describe("the mixture", () => {
  test("moves to the part that suits the document, and its weights sum to one", async () => {
    const text = (word: string) => `${`The ${word} rose and the ${word} fell on the ${word}.\n\n`.repeat(3)}`;
    for (const word of ["market", "cell"]) writeFileSync(join(folder, `${word}.txt`), text(word));
    const part = (name: string, word: string) => ({
      name,
      files: [join(folder, `${word}.txt`)],
      bytes: Number.POSITIVE_INFINITY,
      weight: 1,
      minimumCount: 1,
    });
    const parts = [part("news", "market"), part("biomedical", "cell")];
    const background = openBackground(await write("mixture.lm", plan(0, { parts })));
    expect(background.prior.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const words = sentencesOf(background, text("cell").repeat(40)).flat();
    const fitted = fitMixture(background, readSentence(background, words), words.length + 1);
    expect(fitted[0]! + fitted[1]!).toBeCloseTo(1, 9);
    expect(fitted[1]).toBeGreaterThan(background.prior[1]! * 2);
  });
});
