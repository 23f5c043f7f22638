import { beforeAll, describe, expect, test } from "vitest";
import { applyEdits } from "../edits/index.js";
import { type Engine, openEngine } from "../engine.js";
import { calibrationSamples } from "./calibration-samples.js";
import type { GarbledPair } from "./datasets.js";
import { garbleSamples, readSamples } from "./garble-samples.js";
import { oracleRepair } from "./oracle.js";
import { scoreTexts } from "./score.js";
import { openStages, proposalsOf, readText, type Stages } from "./stages.js";
import { tableOnlyEdits } from "./table-only.js";

let engine: Engine;
let stages: Stages;
let pairs: GarbledPair[];

beforeAll(async () => {
  engine = await openEngine();
  stages = await openStages();
  const gold = readSamples("clean");
  pairs = garbleSamples().map(({ name, text }, at) => ({ id: name, family: "A", spun: text, gold: gold[at]!.text }));
});

describe("readText", () => {
  test("reads as the engine does: same verdict, and its edits are the proposals", () => {
    for (const { spun } of pairs) {
      const reading = readText(stages, spun);
      expect(reading.detection).toEqual(engine.detect(spun));
      expect(reading.detection.verdict).toBe("spun");
      const edits = engine.repair(spun).edits;
      const found = proposalsOf(stages, reading);
      expect(found.length).toBeGreaterThan(20);
      for (const { start, end, was } of found) {
        expect(spun.slice(start, end)).toBe(was);
        expect(edits.some((edit) => edit.start <= start && end <= edit.end)).toBe(true);
      }
    }
  });
});

describe("the table alone", () => {
  test("swaps listed phrases back, the longest first, whatever the context", () => {
    for (const { spun, gold } of pairs) {
      const score = scoreTexts(spun, applyEdits(spun, tableOnlyEdits(stages.dictionary, spun)), gold);
      expect(score.recall).toBeGreaterThan(0.3);
      expect(score.precision).toBeLessThan(0.9);
    }
  });
});

describe("the perfect chooser", () => {
  test("comes nearer to the original than the engine, and near it", () => {
    for (const { spun, gold } of pairs) {
      const best = scoreTexts(spun, oracleRepair(stages, spun, gold).text, gold);
      const own = scoreTexts(spun, engine.repair(spun).text, gold);
      expect(best.werAfter).toBeLessThanOrEqual(own.werAfter);
      expect(best.f05).toBeGreaterThan(0.85);
    }
  });

  test("changes nothing where nothing is to be changed", () => {
    for (const { gold } of pairs) expect(oracleRepair(stages, gold, gold)).toEqual({ text: gold, edits: 0 });
    expect(oracleRepair(stages, "", "")).toEqual({ text: "", edits: 0 });
  });
});

describe("calibrationSamples", () => {
  test("gives every proposal of a garbled text, mostly right, and none of a clean one", () => {
    const stories = calibrationSamples(stages, pairs);
    expect(stories.map(({ story }) => story)).toEqual(pairs.map(({ id }) => id));
    for (const { story, samples } of stories) {
      expect(samples.filter(({ right }) => right).length / samples.length).toBeGreaterThan(0.6);
      for (const sample of samples) {
        expect(sample.story).toBe(story);
        for (const share of [sample.posterior, sample.run, sample.rate]) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(sample.run).toBeLessThanOrEqual(sample.posterior);
        if (sample.runLength === 1) expect(sample.run).toBe(sample.posterior);
      }
    }
    const clean = pairs.map((pair) => ({ ...pair, spun: pair.gold }));
    expect(calibrationSamples(stages, clean).flatMap(({ samples }) => samples)).toEqual([]);
  });
});
