/**
 * What a story says must come out of a repair as it went in: on every dev set in `../shared/data`, in every mode, each value,
 * negation, date, name, and side of the original that the spinner left is compared with what stands at its place afterwards.
 * Beside that stands a floor on how many of the damaged ones come back: an engine that edits nothing fails.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type DataSet,
  findShared,
  type GarbledPair,
  loadApRewrite,
  loadCleanNews,
  loadCleanReports,
  loadFamilyADev,
  loadWildPages,
} from "../../src/evaluation/datasets.js";
import { type FactFate, factFates } from "../../src/evaluation/kept-facts.js";
import { type Mode, openEngine } from "../../src/index.js";
import { numberCandidates } from "../../src/numbers/index.js";
import { readTokens } from "../../src/tokens/reading.js";

const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
if (shared === null) {
  process.stderr.write("test/acceptance/facts: SKIPPED, there is no folder shared/data beside the repository\n");
}

interface Fate extends FactFate {
  readonly id: string;
}

/** Least shares of the damaged facts that come back, and the largest share of names that are changed, by mode. */
const LIMITS: Readonly<Record<Mode, { readonly [kind: string]: number; readonly namesChanged: number }>> = {
  careful: { value: 0.4, date: 0.7, unit: 0.8, side: 0.4, currency: 0.8, name: 0.52, namesChanged: 0.0005 },
  balanced: { value: 0.68, date: 0.88, unit: 0.94, side: 0.84, currency: 0.93, name: 0.85, namesChanged: 0.0022 },
  thorough: { value: 0.68, date: 0.88, unit: 0.94, side: 0.86, currency: 0.93, name: 0.87, namesChanged: 0.0024 },
};
const MODES: readonly Mode[] = ["careful", "balanced", "thorough"];

describe.skipIf(shared === null)("facts, on the dev sets beside the repository", { timeout: 240_000 }, () => {
  const fates = new Map<Mode, readonly Fate[]>();
  let pairs: readonly GarbledPair[] = [];

  beforeAll(async () => {
    pairs = [
      ...present(await loadApRewrite(shared)),
      ...present(await loadWildPages(shared)),
      ...present(await loadFamilyADev(shared)),
    ];
    for (const mode of MODES) {
      const engine = await openEngine({ mode });
      const found = pairs.flatMap(({ id, spun, gold }) =>
        factFates({ spun, repaired: engine.repair(spun).text, gold }).map((fate) => ({ ...fate, id })),
      );
      fates.set(mode, found);
    }
  }, 240_000);

  test("there are facts of every kind to lose", () => {
    const survived = fates.get("balanced")!.filter((fate) => fate.survived);
    const count = (kind: string) => survived.filter(({ fact }) => fact.kind === kind).length;
    expect(count("value")).toBeGreaterThan(2000);
    expect(count("negation")).toBeGreaterThan(450);
    expect(count("date")).toBeGreaterThan(350);
    expect(count("currency")).toBeGreaterThan(350);
    expect(count("unit")).toBeGreaterThan(450);
    expect(count("side")).toBeGreaterThan(3000);
    expect(count("name")).toBeGreaterThan(7000);
  });

  test.each(MODES)("none is altered in %s mode", (mode) => {
    const altered = fates.get(mode)!.filter((fate) => fate.altered && fate.fact.kind !== "name");
    expect(altered.map(({ id, fact }) => `${id}, original at ${fact.start}: ${fact.kind} ${fact.key}`)).toEqual([]);
  });

  test.each(MODES)("few names are changed in %s mode", (mode) => {
    const names = fates.get(mode)!.filter(({ fact, survived }) => fact.kind === "name" && survived);
    const changed = names.filter(({ altered }) => altered).length;
    expect(changed / names.length).toBeLessThanOrEqual(LIMITS[mode].namesChanged);
  });

  test.each(MODES)("the damaged ones come back in %s mode", (mode) => {
    for (const [kind, least] of Object.entries(LIMITS[mode])) {
      if (kind === "namesChanged") continue;
      const damaged = fates.get(mode)!.filter(({ fact, survived }) => fact.kind === kind && !survived);
      const restored = damaged.filter(({ stands }) => stands).length;
      expect({ kind, restored: restored / damaged.length >= least }).toEqual({ kind, restored: true });
    }
  });

  test("clean text keeps every fact", async () => {
    const engine = await openEngine({ mode: "thorough" });
    const clean = [...present(await loadCleanReports(shared)), ...present(await loadCleanNews(shared))];
    const altered = clean.flatMap(({ id, text }) => {
      const { text: repaired } = engine.repair(text);
      if (repaired === text) return [];
      return factFates({ spun: text, repaired, gold: text }).flatMap(({ fact, altered: lost }) =>
        lost && fact.kind !== "name" ? [`${id}: ${fact.key}`] : [],
      );
    });
    expect(altered).toEqual([]);
  });

  test("rules name certain damage in garbled text, and none in clean text", async () => {
    const certain = (text: string) => {
      const { tokens } = readTokens(text);
      return numberCandidates({ tokens, locked: new Uint8Array(tokens.count) }).filter(({ guarded }) => !guarded)
        .length;
    };
    expect(pairs.reduce((sum, { spun }) => sum + certain(spun), 0)).toBeGreaterThanOrEqual(45);
    const clean = present(await loadCleanNews(shared));
    expect(clean.filter(({ text }) => certain(text) > 0).map(({ id }) => id)).toEqual([]);
  });
});

/** The set's items. A part of the folder that is missing is a damaged checkout, not a reason to pass. */
function present<T>(set: DataSet<T>): readonly T[] {
  if (set.items === null) throw new Error(set.reason);
  return set.items;
}
