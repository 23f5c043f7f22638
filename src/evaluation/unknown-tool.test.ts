import { describe, expect, test } from "vitest";
import { garble, prepareTool } from "./garble.js";
import type { SynonymList } from "./synonym-lists.js";
import { drawUnknownTool } from "./unknown-tool.js";

const LISTS: SynonymList[] = [
  { kind: "verb", phrases: ["close", "shut"] },
  { kind: "noun", phrases: ["worker", "hand"] },
  { kind: "noun", phrases: ["mill", "plant"] },
  { kind: "adjective", phrases: ["large", "big"] },
  { kind: "verb", phrases: ["be", "exist"] },
];
const TEXTS = ["The large mill closes. Two workers of the mill are sad, and the large mills closed."];

describe("a random table", () => {
  test("swaps words in all their forms, and leaves alone what tools leave alone", () => {
    const family = drawUnknownTool(LISTS, { seed: 1, share: 1, texts: TEXTS });
    const { text } = garble(prepareTool(family), TEXTS[0]!, { seed: 1 });
    expect(text).toBe("The big plant shuts. Two hands of the plant are sad, and the big plants shut.");
  });

  test("is the same for the same wish, and another for another seed", () => {
    const draw = (seed: number) => drawUnknownTool(LISTS, { seed, share: 0.15, texts: TEXTS });
    expect(draw(3)).toEqual(draw(3));
    const tables = new Set([1, 2, 3, 4, 5, 6].map((seed) => JSON.stringify(draw(seed).substitutions)));
    expect(tables.size).toBeGreaterThan(1);
  });

  test("covers about the share of the words that is asked for", () => {
    for (const share of [0.1, 0.2, 0.4]) {
      const family = drawUnknownTool(LISTS, { seed: 2, share, texts: TEXTS });
      const { edits } = garble(prepareTool(family), TEXTS[0]!, { seed: 2 });
      expect(edits.length / 15).toBeLessThanOrEqual(share + 0.011);
    }
  });

  test("is empty when the texts hold none of its words", () => {
    expect(drawUnknownTool(LISTS, { seed: 1, share: 1, texts: ["Nothing here."] }).substitutions).toEqual([]);
  });
});
