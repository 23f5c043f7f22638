import { expect, test } from "vitest";
import type { TorturedPhrase } from "./fingerprints.js";
import { openStages } from "./stages.js";
import { traceListed, traceUnlisted } from "./tortured.js";

function phrase(tortured: string, ...expected: string[]): TorturedPhrase {
  return { tortured, expected, papers: 1, contextRequired: false, doubtful: false };
}

test("listed phrases are found, in any case; with the fold's rows taken out they have to be pieced together", async () => {
  const stages = await openStages();
  const science = stages.dictionary.families.findIndex(({ id }) => id === "science");
  const listed = stages.dictionary.entries.filter(({ family, guarded }) => family === science && !guarded).slice(0, 60);
  const phrases = listed.map(({ spun, original }) => phrase(spun, original.toUpperCase()));
  const whole = traceListed(stages, phrases);
  expect(whole.phrases).toBe(60);
  expect(whole.top1).toBeGreaterThan(0.8);
  expect(whole.top5).toBeGreaterThanOrEqual(whole.top1);
  expect(whole.tableOnly).toBeGreaterThan(0.8);
  const parts = traceUnlisted(stages, phrases);
  expect(parts.phrases).toBe(60);
  expect(parts.top1).toBeLessThan(whole.top1);
}, 120_000);
