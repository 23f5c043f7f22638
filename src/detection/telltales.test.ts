import { expect, test } from "vitest";
import { type CompiledDictionary, compileDictionary } from "../dictionary/compile.js";
import { packWords, Vocabulary } from "../language/vocabulary.js";
import { vocabularyIds } from "../language/word-ids.js";
import { CLASS_WORDS } from "../language/word-key.js";
import { tokenize } from "../tokens/tokenize.js";
import { telltales } from "./telltales.js";

const row = (original: string, spun: string, guarded = false) => ({
  original,
  spun,
  probability: 1,
  count: 1,
  keep: 0.5,
  guarded,
});

const dictionary: CompiledDictionary = compileDictionary(
  [
    {
      id: "science",
      title: "Science",
      substitutions: [
        row("artificial intelligence", "counterfeit consciousness"),
        row("artificial intelligence system", "counterfeit consciousness framework"),
        row("surface area", "surface region", true),
        row("ensemble", "troupe"),
      ],
    },
    { id: "other", title: "Other", substitutions: [row("deep water", "profound water")] },
  ],
  new Vocabulary(packWords([...CLASS_WORDS, "the", "a"])),
);

function foundIn(text: string, lockedFrom = Number.POSITIVE_INFINITY): string[] {
  const tokens = tokenize(text);
  const locked = Uint8Array.from({ length: tokens.count }, (_, at) => (at >= lockedFrom ? 1 : 0));
  return telltales(vocabularyIds(dictionary.vocabulary, tokens), locked, dictionary).map(({ startToken, endToken }) =>
    text.slice(tokens.starts[startToken]!, tokens.ends[endToken - 1]!),
  );
}

test("unguarded science phrases of several words tell, the longest at each place", () => {
  expect(foundIn("The Counterfeit Consciousness framework, a counterfeit consciousness.")).toEqual([
    "Counterfeit Consciousness framework",
    "counterfeit consciousness",
  ]);
});

test("guarded phrases, single words and other families' phrases do not", () => {
  expect(foundIn("The troupe painted the surface region below profound water.")).toEqual([]);
});

test("nothing is found where no edit may be", () => {
  expect(foundIn("a counterfeit consciousness framework", 3)).toEqual(["counterfeit consciousness"]);
  expect(foundIn("a counterfeit consciousness framework", 1)).toEqual([]);
});
