import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { type Engine, openEngine } from "./engine.js";
import type { Explanation } from "./explain.js";
import { candidateOf } from "./explain-readings.js";
import { sumOf } from "./explain-terms.js";

const SAMPLES = fileURLToPath(new URL("../samples/", import.meta.url));

/** All samples that edits are proposed in: spun texts, and the traps among the others. */
function samples(): readonly (readonly [name: string, text: string])[] {
  const story = fileURLToPath(new URL("../test/cli/story/spun.txt", import.meta.url));
  const texts = ["spun", "tricky"].flatMap((folder) =>
    (readdirSync(`${SAMPLES}${folder}`, { recursive: true }) as string[])
      .filter((name) => name.endsWith(".txt"))
      .map((name) => [`${folder}/${name}`, readFileSync(`${SAMPLES}${folder}/${name}`, "utf8")] as const),
  );
  return [["story", readFileSync(story, "utf8")], ...texts];
}

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});

function chance(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

describe("what is told of a place", () => {
  it("adds up to the probability of every edit of the samples", () => {
    let edits = 0;
    for (const [name, text] of samples()) {
      const places = engine.explain(text);
      for (const { candidates } of places) {
        for (const { now, probability, spun, terms } of candidates) {
          expect(Math.abs(chance(sumOf(terms)) * spun - probability), `${name}: ${now}`).toBeLessThan(2e-4);
        }
      }
      for (const edit of engine.repair(text).edits) {
        edits += 1;
        const there = places.filter(({ start, end }) => start < edit.end && end > edit.start);
        const told = there.map((place) => candidateOf(place, edit)).find((one) => one !== undefined);
        expect(told?.probability, `${name}: ${edit.was} -> ${edit.now}`).toBe(edit.probability);
        expect(told?.language, `${name}: ${edit.was} -> ${edit.now}`).toBeCloseTo(edit.evidence.language!, 4);
      }
    }
    expect(edits).toBeGreaterThan(500);
  }, 120_000);

  it("leaves nothing to other readings where a place has but one and nothing stands beside it", () => {
    // Only then can the terms be told from the posterior by themselves: what is left over would be a term forgotten.
    let alone = 0;
    for (const [name, text] of samples()) {
      for (const place of lonely(engine.explain(text), text)) {
        const { terms, now, posterior } = place.candidates[0]!;
        if (posterior > 0.9999 || posterior < 1e-4) continue;
        alone += 1;
        expect(Math.abs(terms.readings), `${name}: ${place.was} -> ${now}`).toBeLessThan(0.01);
      }
    }
    expect(alone).toBeGreaterThanOrEqual(4);
  }, 120_000);
});

/** Places with one candidate, from which no other is within four words: further the model does not look. */
function lonely(places: readonly Explanation[], text: string): readonly Explanation[] {
  const wordsBetween = (a: Explanation, b: Explanation) => {
    const [first, second] = a.start < b.start ? [a, b] : [b, a];
    return first.end > second.start ? 0 : text.slice(first.end, second.start).trim().split(/\s+/).length;
  };
  return places.filter(
    (place) =>
      place.candidates.length === 1 &&
      place.later === undefined &&
      places.every((other) => other === place || wordsBetween(place, other) > 4),
  );
}
