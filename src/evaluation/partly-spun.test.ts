import { beforeAll, describe, expect, test } from "vitest";
import { type Engine, openEngine } from "../engine.js";
import { familyATool, readSamples } from "./garble-samples.js";
import { countPartlySpun } from "./partly-spun.js";
import { PARTS, type Part, spinPartly } from "./partly-spun-texts.js";

const tool = familyATool();
const clean = readSamples("clean").map(({ name, text }) => ({ id: name, text }));

function texts(part: Part) {
  return clean.map((story, at) => spinPartly(tool, story, part, at));
}

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});

test.each(PARTS)("%s is garbled, and nothing outside it", (part) => {
  for (const { spun, gold, parts, swaps } of texts(part)) {
    expect(swaps).toBeGreaterThan(0);
    expect(spun).not.toBe(gold);
    expect(gold.startsWith(spun.slice(0, parts[0]!.start))).toBe(true);
    expect(gold.endsWith(spun.slice(parts.at(-1)!.end))).toBe(true);
  }
});

describe("samples that are spun in part", () => {
  test.each(["first half", "second half"] as const)("%s: found, restored, and the rest let be", (part) => {
    const counts = countPartlySpun(engine, texts(part));
    expect(counts.found).toBe(counts.stories);
    expect(counts.right / counts.swaps).toBeGreaterThan(0.7);
    expect(counts.falseEdits / counts.outside).toBeLessThan(0.002);
    expect(counts.insideFound / counts.inside).toBeGreaterThan(0.97);
    expect(counts.outsideFound / counts.outside).toBeGreaterThan(0.95);
  });

  test.each(["60 words", "100 words"] as const)("an island of %s in a clean text is found", (part) => {
    const counts = countPartlySpun(engine, texts(part));
    expect(counts.found).toBe(counts.stories);
    expect(counts.right / counts.swaps).toBeGreaterThan(0.65);
    expect(counts.outsideFound / counts.outside).toBeGreaterThan(0.9);
  });
});
