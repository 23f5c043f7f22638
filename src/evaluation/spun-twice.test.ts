import { beforeAll, expect, test } from "vitest";
import { type Engine, openEngine } from "../engine.js";
import { garble } from "./garble.js";
import { familyATool, garbleSamples, readSamples } from "./garble-samples.js";
import { pool, scoreTexts } from "./score.js";

const SEED = 7;
const clean = readSamples("clean");
const once = garbleSamples();
const tool = familyATool();
const twice = once.map(({ name, text }) => ({ name, text: garble(tool, text, { seed: SEED }).text }));

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});

function composedEdits(text: string): number {
  return engine.repair(text).edits.filter(({ evidence }) => evidence.reason?.startsWith("spun twice: ") === true)
    .length;
}

test("samples that went through the tool once are read as that", () => {
  for (const { text } of [...once, ...clean]) expect(composedEdits(text)).toBe(0);
});

test("samples that went through it twice are read as that, and most of what was damaged twice comes back", () => {
  const scores = twice.map(({ text }, at) => {
    const { detection, edits, text: repaired } = engine.repair(text);
    expect(detection).toMatchObject({ verdict: "spun", family: "a" });
    const composed = edits.filter(({ evidence }) => evidence.reason?.startsWith("spun twice: ") === true);
    expect(composed.length).toBeGreaterThan(5);
    for (const { channel, evidence } of composed) expect([channel, evidence.family]).toEqual(["dictionary", "a"]);
    return scoreTexts(text, repaired, clean[at]!.text);
  });
  const { f05, werBefore, werAfter } = pool(scores);
  expect(f05).toBeGreaterThan(0.7);
  expect(werAfter).toBeLessThan(werBefore * 0.4);
});

test("what was repaired stays as it is", () => {
  const repaired = engine.repair(twice[0]!.text).text;
  expect(engine.repair(repaired).text).toBe(repaired);
});
