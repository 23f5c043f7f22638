/** What the verdict's weights are fitted on: clean and spun texts, decoded every way the engine may decode them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isExplained } from "../decisions/detection.js";
import { verdictFeatures } from "../decisions/verdict-model.js";
import { type LanguageGate, openLanguageGate } from "../detection/language.js";
import { compilePhrases } from "../protection/index.js";
import { readEveryWay } from "../reading.js";
import { openResources, type Resources } from "../resources.js";
import { cutText } from "./cut-texts.js";
import { type CleanText, type GarbledPair, loadCleanNews, loadFamilyADev, loadWildPages } from "./datasets.js";
import type { Places } from "./eval-sets.js";
import { loadHeldBack } from "./held-back.js";
import { heldBackPlaces } from "./held-back-places.js";
import { loadSynonymLists } from "./synonym-lists.js";
import { splitStories } from "./unknown-texts.js";
import { trainingTools } from "./verdict-tools.js";

/** Words that the texts are cut to. */
export const CUTS = [60, 120, 250, 400] as const;
/** Words of a long clean text that are read, and pieces of it: a hundred articles of one length show no more than the articles do. */
const WHOLE = 600;
const PIECES = 2;

/** A text, or a piece of one. */
export interface VerdictSample {
  /** Id of the whole text: its pieces stay on one side of a cross-validation, and so do a story and its garblings. */
  readonly story: string;
  /** Where it is from, as the tables name it. */
  readonly group: string;
  readonly spun: boolean;
  /** One of `CUTS`; null for a text that was not cut. */
  readonly words: number | null;
  readonly tokens: number;
  /** Did the first look find enough for the tables, and the quick look enough for the generic channel? */
  readonly suspect: boolean;
  readonly notable: boolean;
  /** Do the tables explain it? Then it is spun whatever the weights are. */
  readonly explained: boolean;
  /** The verdict's features, decoded with the tables alone, and with all that it was decoded with. */
  readonly byTables: readonly number[];
  readonly closest: readonly number[];
}

/** Groups that only show what a fit gives; none is fitted on. */
export const OWN_TABLE = "pages, own table";
/** Groups of few texts, whose samples count more. */
export const PAGES = "pages";
export const TOOLS = "random tools";

/** Formal, wordy, archaic and technical English of our own, which no tool has touched. */
export const REGISTERS = "registers";

function loadRegisters(root: string): CleanText[] {
  const folder = join(root, "samples", "registers");
  return readdirSync(folder).map((name) => ({ id: name, text: readFileSync(join(folder, name), "utf8") }));
}

/** Reads everything there is, or says what is missing. Takes minutes. */
export async function verdictSamples(places: Places): Promise<VerdictSample[]> {
  const { root, shared } = places;
  const [news, dev, wild] = [await loadCleanNews(shared), await loadFamilyADev(shared), await loadWildPages(shared)];
  const [heldBack, lists] = [await loadHeldBack(root), await loadSynonymLists(root)];
  for (const set of [news, dev, wild, heldBack, lists]) if (set.items === null) throw new Error(set.reason);
  const pages = wild.items!;
  const measured = new Set(
    splitStories(news.items!)
      .flat()
      .map(({ id }) => id),
  );
  const withAll = new Reader(await openResources());
  const samples = [...withAll.clean("BBC stories", news.items!), ...withAll.spun(OWN_TABLE, pages)];
  samples.push(...withAll.clean(REGISTERS, loadRegisters(root)));
  const fresh = news.items!.filter(({ id }) => !measured.has(id));
  for (const garbled of trainingTools(lists.items!, fresh)) samples.push(...withAll.spun(TOOLS, garbled));
  const unseen = new Reader(await openResources(heldBackPlaces(root).model));
  for (const { kind, texts } of heldBack.items!) samples.push(...unseen.clean(`held back: ${kind}`, texts));
  for (const letter of [...new Set(pages.map(({ family }) => family))].sort()) {
    const without = new Reader(await openResources(undefined, new Set([letter.toLowerCase()])));
    const own = pages.filter(({ family }) => family === letter);
    if (letter === "A") samples.push(...without.spun("family A's tool", dev.items!));
    samples.push(...without.spun(PAGES, own));
  }
  return samples;
}

/** Takes samples with one choice of tables and one model. */
class Reader {
  private readonly gate: LanguageGate = openLanguageGate();
  private readonly phrases = compilePhrases([]);

  constructor(private readonly resources: Resources) {}

  /** Each text whole (of a long one the beginning), and cut to one of the lengths in turn. */
  clean(group: string, texts: readonly CleanText[]): VerdictSample[] {
    return texts.flatMap(({ id, text }, at) => {
      const words = CUTS[at % CUTS.length]!;
      const from = { story: id, group, spun: false };
      const whole = cutText(text, WHOLE)[0] ?? text;
      return [
        ...this.samples(from, null, [whole]),
        ...this.samples(from, words, cutText(text, words).slice(0, PIECES)),
      ];
    });
  }

  /** Each text cut to all lengths when there are few of them, else to two in turn. */
  spun(group: string, texts: readonly GarbledPair[]): VerdictSample[] {
    const each = texts.length < 50 ? CUTS.length : 2;
    return texts.flatMap(({ id, spun }, at) =>
      Array.from({ length: each }, (_, k) => CUTS[(at + k * (each === 2 ? 2 : 1)) % CUTS.length]!).flatMap((words) =>
        this.samples({ story: id, group, spun: true }, words, cutText(spun, words)),
      ),
    );
  }

  private samples(
    from: Pick<VerdictSample, "story" | "group" | "spun">,
    words: number | null,
    texts: readonly string[],
  ): VerdictSample[] {
    return texts
      .filter((text) => this.gate.judge(text).ok)
      .map((text) => {
        const { suspect, notable, byTables, closest } = readEveryWay(this.resources, text, this.phrases);
        const tokens = byTables.tokens.count;
        return {
          ...from,
          words,
          tokens,
          suspect,
          notable,
          explained: isExplained(closest.decoded),
          byTables: verdictFeatures(byTables.decoded, tokens),
          closest: verdictFeatures(closest.decoded, tokens),
        };
      });
  }
}
