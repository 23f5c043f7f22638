/**
 * The figures that the project promises, on the dev sets in `../shared/data` where that folder stands beside the
 * checkout. Each safety test has a floor on what is found in the same test: an engine that edits nothing fails.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { sameNegations, sameNumbers } from "../../src/dictionary/facts.js";
import {
  type CleanText,
  type DataSet,
  findShared,
  type GarbledPair,
  loadApRewrite,
  loadCleanNews,
  loadCleanReports,
  loadFamilyADev,
  loadWildPages,
} from "../../src/evaluation/datasets.js";
import { EditJudge } from "../../src/evaluation/edit-judge.js";
import { countWords } from "../../src/evaluation/measure-tokens.js";
import { pool, scoreTexts } from "../../src/evaluation/score.js";
import { type Edit, type Engine, openEngine } from "../../src/index.js";

const shared = findShared(fileURLToPath(new URL("../../", import.meta.url)));
if (shared === null) {
  process.stderr.write("test/acceptance: SKIPPED, there is no folder shared/data beside the repository\n");
}

describe.skipIf(shared === null)("on the dev sets beside the repository", { timeout: 240_000 }, () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine();
  });

  const applied = (edits: readonly Edit[]) => edits.filter(({ verdict }) => verdict === "apply");

  function repairAll(pairs: readonly GarbledPair[]) {
    return pool(pairs.map(({ spun, gold }) => scoreTexts(spun, engine.repair(spun).text, gold)));
  }

  test("the AP rewrite comes back", async () => {
    const { f05, werBefore, werAfter } = repairAll(present(await loadApRewrite(shared)));
    expect(werBefore).toBeCloseTo(0.255, 3);
    expect(f05).toBeGreaterThanOrEqual(0.86);
    expect(werAfter).toBeLessThanOrEqual(0.045);
  });

  test("so do the real pages of family A", async () => {
    const pages = present(await loadWildPages(shared)).filter(({ family, exhaustive }) => family === "A" && exhaustive);
    expect(pages.length).toBeGreaterThanOrEqual(4);
    for (const { id, spun } of pages) {
      const { verdict, family } = engine.detect(spun);
      expect({ id, verdict, family }).toEqual({ id, verdict: "spun", family: "a" });
    }
    expect(repairAll(pages).f05).toBeGreaterThanOrEqual(0.8);
  });

  test("the clean reports of the same trip stay as they are, while its rewrite is found", async () => {
    const [rewrite] = present(await loadApRewrite(shared));
    expect(engine.detect(rewrite!.spun).verdict).toBe("spun");
    expect(applied(engine.repair(rewrite!.spun).edits).length).toBeGreaterThan(100);
    for (const { id, text } of present(await loadCleanReports(shared))) {
      const result = engine.repair(text);
      expect({ id, verdict: result.detection.verdict, edits: result.edits }).toEqual({
        id,
        verdict: "clean",
        edits: [],
      });
      expect(result.text).toBe(text);
    }
  });

  test("clean stories stay as they are, while garbled ones are found", async () => {
    const clean = present(await loadCleanNews(shared));
    const results = clean.map(({ text }) => engine.repair(text));
    const words = clean.reduce((sum, { text }) => sum + countWords(text), 0);
    const edits = results.reduce((sum, result) => sum + applied(result.edits).length, 0);
    const called = results.filter(({ detection }) => detection.verdict === "spun").length;
    expect((1000 * edits) / words).toBeLessThanOrEqual(0.1);
    expect(called / clean.length).toBeLessThanOrEqual(0.01);

    const garbled = present(await loadFamilyADev(shared)).slice(0, 50);
    const found = garbled.filter(({ spun }) => engine.detect(spun).verdict === "spun").length;
    expect(found / garbled.length).toBeGreaterThanOrEqual(0.98);
    expect(repairAll(garbled).recall).toBeGreaterThanOrEqual(0.75);
  });

  test("no value and no negation that the original has is altered", async () => {
    const pairs: GarbledPair[] = [
      ...present(await loadApRewrite(shared)),
      ...present(await loadWildPages(shared)),
      ...present(await loadFamilyADev(shared)),
      ...[...present(await loadCleanReports(shared)), ...present(await loadCleanNews(shared))].map(asPair),
    ];
    const altered: string[] = [];
    let edits = 0;
    for (const { id, spun, gold } of pairs) {
      const made = applied(engine.repair(spun).edits);
      edits += made.length;
      altered.push(...alteredFacts(spun, gold, made).map(({ was, now }) => `${id}: ${was} -> ${now}`));
    }
    expect(altered).toEqual([]);
    expect(edits).toBeGreaterThan(10_000);
  });
});

/** The set's items. A part of the folder that is missing is a damaged checkout, not a reason to pass. */
function present<T>(set: DataSet<T>): readonly T[] {
  if (set.items === null) throw new Error(set.reason);
  return set.items;
}

function asPair({ id, text }: CleanText): GarbledPair {
  return { id, family: "", spun: text, gold: text };
}

/** Edits that change a value or a negation, and do not thereby write what the original has there. */
function alteredFacts(spun: string, gold: string, edits: readonly Edit[]): Edit[] {
  const suspects = edits.filter(({ was, now }) => !sameNumbers(was, now) || !sameNegations(was, now));
  if (suspects.length === 0) return [];
  const judge = new EditJudge(spun, gold);
  return suspects.filter((edit) => !judge.isRight(edit));
}
