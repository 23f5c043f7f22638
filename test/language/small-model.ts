import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Estimates, estimate } from "../../src/language/estimate.js";
import { KeyCounter } from "../../src/language/key-counter.js";
import { bigramKey, trigramKey } from "../../src/language/kneser-ney.js";

/** Word ids as the model has them, "<unk>", "<s>" and "</s>" first. */
export const FIRST_WORDS = ["<unk>", "<s>", "</s>"] as const;

/** Estimates over sentences of words; `words` is the whole vocabulary in the order of its ids. */
export function estimatesOf(
  sentences: readonly (readonly string[])[],
  words: readonly string[],
  minimumCount = 1,
): Estimates {
  const folder = mkdtempSync(join(tmpdir(), "unspin-estimate-"));
  try {
    const [bigrams, trigrams, continuations] = ["2", "3", "c"].map((name) => new KeyCounter(folder, name, 4096)) as [
      KeyCounter,
      KeyCounter,
      KeyCounter,
    ];
    const idOf = new Map(words.map((word, id) => [word, id]));
    for (const sentence of sentences) {
      const ids = ["<s>", ...sentence, "</s>"].map((word) => idOf.get(word)!);
      for (let i = 1; i < ids.length; i++) {
        bigrams.add(bigramKey(ids[i - 1]!, ids[i]!));
        if (i > 1) trigrams.add(trigramKey(ids[i - 2]!, ids[i - 1]!, ids[i]!));
      }
    }
    return estimate({ vocabularySize: words.length, bigrams, trigrams, continuations }, minimumCount);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Probability of a candidate by its key; undefined when it is none. */
export function candidate(grams: Estimates["bigrams"], key: number): number | undefined {
  for (let at = 0; at < grams.count; at++) if (grams.keys[at] === key) return grams.probabilities[at];
  return undefined;
}
