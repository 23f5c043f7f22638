/** Stories to grow documents and stores of: from `../shared/data/corpus` where that is, else spliced of this project's samples. */
import { existsSync } from "node:fs";
import { readCorpus } from "../language/corpus.js";
import { type GarbleTool, garble } from "./garble.js";
import { readSamples } from "./garble-samples.js";
import { createRandom } from "./random.js";

const CORPUS = "../shared/data/corpus";
/** Of the first two a story in turn, so that a short pile is of the same kinds as a long one. */
const SOURCES = ["news-2014.jsonl.xz", "senate-press.jsonl.xz", "wikipedia-2015.jsonl.xz"] as const;
const SEED = 7;
/** Sentences of a spliced story. */
const STORY = 24;
/** Longer ones are books. */
const LONGEST = 40_000;

/** Where the stories come from, for the report. */
export function sourceOfStories(): string {
  return hasCorpus() ? "news-2014 and senate-press in turn" : "sentences spliced of samples/clean";
}

function hasCorpus(): boolean {
  return existsSync(`${CORPUS}/${SOURCES[0]}`);
}

/** So many UTF-16 units of clean stories or a few more, always the same. */
export async function cleanStories(units: number): Promise<string[]> {
  if (!hasCorpus()) return splicedStories(units);
  const stories: string[] = [];
  let length = 0;
  for await (const story of storiesInTurn()) {
    if (story.length > LONGEST) continue;
    stories.push(story);
    length += story.length;
    if (length >= units) break;
  }
  return stories;
}

async function* storiesInTurn(): AsyncGenerator<string> {
  const open = SOURCES.map((source) => readCorpus(`${CORPUS}/${source}`));
  const [news, press, wikipedia] = open as [AsyncGenerator<string>, AsyncGenerator<string>, AsyncGenerator<string>];
  try {
    for (;;) {
      const pair = [await news.next(), await press.next()];
      for (const { done, value } of pair) if (done !== true) yield value;
      if (pair.every(({ done }) => done === true)) break;
    }
    yield* wikipedia;
  } finally {
    // Else what unpacks them would keep the process from its end.
    for (const each of open) await each.return(undefined);
  }
}

/**
 * Stories of sentences that begin as one of the samples' sentences and end as another: as many different ones as are wanted, of words
 * that news has, though they make no sense.
 */
export function splicedStories(units: number, seed = SEED): string[] {
  const sentences = readSamples("clean").flatMap(({ text }) => text.split(/(?<=[.!?]["”]?)\s+/));
  const halves = sentences.map((sentence) => sentence.split(" ")).filter((words) => words.length >= 8);
  const random = createRandom(seed);
  const draw = () => halves[Math.floor(random() * halves.length)]!;
  const stories: string[] = [];
  for (let length = 0; length < units; length += stories.at(-1)!.length) {
    const story = Array.from({ length: STORY }, (_, at) => {
      const [one, other] = [draw(), draw()];
      const words = [...one.slice(0, one.length >> 1), ...other.slice(other.length >> 1)];
      return words.join(" ") + (at % 4 === 3 ? "\n\n" : " ");
    });
    stories.push(story.join("").trimEnd());
  }
  return stories;
}

/** Documents of just so many units each, `total` units in all at least, where the stories last so long. */
export function documentsOf(stories: readonly string[], units: number, total: number): string[] {
  const documents: string[] = [];
  let next = 0;
  for (let done = 0; done < total && next < stories.length; done += units) {
    const parts: string[] = [];
    for (let length = 0; length < units && next < stories.length; length += parts.at(-1)!.length + 2)
      parts.push(stories[next++]!);
    documents.push(cutAtWord(parts.join("\n\n"), units));
  }
  return documents;
}

function cutAtWord(text: string, units: number): string {
  if (text.length <= units) return text;
  const blank = text.lastIndexOf(" ", units);
  return text.slice(0, blank > units / 2 ? blank : units);
}

/** The documents as the tool would have left them: it draws one wording for an original throughout a document. */
export function garbled(documents: readonly string[], tool: GarbleTool): string[] {
  return documents.map((text, at) => garble(tool, text, { seed: SEED + at }).text);
}
