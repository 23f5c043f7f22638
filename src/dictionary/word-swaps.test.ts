import { describe, expect, it } from "vitest";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { compileDictionary } from "./compile.js";
import { wordSwaps } from "./word-swaps.js";

const row = (original: string, spun: string) => ({ original, spun, probability: 0.5, keep: 0, count: 1 });

describe("wordSwaps", () => {
  const science = {
    id: "science",
    title: "Toy phrases",
    substitutions: [
      row("deep learning", "profound learning"),
      row("deep network", "profound organization"),
      row("deep sea", "abyssal ocean"),
      row("neural network", "organization of nerves"),
    ],
  };
  const other = { id: "other", title: "Another", substitutions: [row("shallow water", "profound water")] };
  const dictionary = compileDictionary([science, other], new Vocabulary(packWords(CLASS_WORDS), 100));

  it("pairs the words that differ, place by place, and weighs them by how often the original was swapped so", () => {
    const swaps = wordSwaps(dictionary, "science");
    expect(swaps.get("profound")).toEqual([{ original: "deep", log: Math.log(2 / (3 + 3)) }]);
    expect(swaps.get("abyssal")).toEqual([{ original: "deep", log: Math.log(1 / (3 + 3)) }]);
    expect(swaps.get("organization")).toEqual([{ original: "network", log: Math.log(1 / (1 + 3)) }]);
  });

  it("leaves out words that stayed, phrases of unlike length, and other families", () => {
    const swaps = wordSwaps(dictionary, "science");
    expect(swaps.has("learning")).toBe(false);
    expect(swaps.has("nerves")).toBe(false);
    expect([...swaps.values()].flat().some(({ original }) => original === "shallow")).toBe(false);
    expect(wordSwaps(dictionary, "nobody").size).toBe(0);
  });
});
