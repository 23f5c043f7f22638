import { expect, test } from "vitest";
import { fitVerdict, foldOf, isCalledSpun } from "./verdict-fit.js";
import { PAGES, TOOLS, type VerdictSample } from "./verdict-samples.js";

const ZEROS = [0, 0, 0, 0, 0, 0, 0];
const CLEAN: VerdictSample = {
  story: "s",
  group: "stories",
  spun: false,
  words: null,
  tokens: 400,
  suspect: false,
  notable: true,
  explained: false,
  byTables: ZEROS,
  closest: ZEROS,
};
/** Only the first feature counts. */
const WEIGHTS = [-5, 10, 0, 0, 0, 0, 0, 0];
const SWAPPED = [1, 0, 0, 0, 0, 0, 0];

test("a text is called spun by the way that it would be read", () => {
  const called = (sample: Partial<VerdictSample>, beyond = 0) => isCalledSpun({ ...CLEAN, ...sample }, WEIGHTS, beyond);
  expect(called({})).toBe(false);
  expect(called({ closest: SWAPPED })).toBe(true);
  expect(called({ closest: SWAPPED }, 100)).toBe(false);
  // Neither look asks for the thesaurus, whatever it would have shown.
  expect(called({ closest: SWAPPED, notable: false })).toBe(false);
  expect(called({ closest: SWAPPED, byTables: SWAPPED, notable: false, suspect: true })).toBe(true);
  expect(called({ explained: true, notable: false })).toBe(false);
  expect(called({ explained: true, notable: false, suspect: true }, 100)).toBe(true);
});

test("a fit tells clean from spun, on folds that it did not see", () => {
  const samples = Array.from({ length: 100 }, (_, at): VerdictSample => {
    const spun = at % 2 === 0;
    const group = spun ? (at % 4 === 0 ? PAGES : TOOLS) : "stories";
    return { ...CLEAN, story: `story ${at}`, group, spun, closest: spun ? SWAPPED : ZEROS };
  });
  expect(new Set(samples.map(({ story }) => foldOf(story))).size).toBe(5);
  const { weightsFor, weights } = fitVerdict("all", samples, 0.25);
  expect(samples.filter((sample) => isCalledSpun(sample, weightsFor(sample)) !== sample.spun)).toEqual([]);
  // With fewer of the spun to count, the bias falls.
  const alone = fitVerdict("without tools", samples, 0);
  expect(alone.weights[0]! < weights[0]!).toBe(true);
});
