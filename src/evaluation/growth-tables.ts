/** Substitution tables of any size, made up: what a table costs does not depend on whether its pairs make sense. */
import type { Substitution } from "../dictionary/family.js";
import { writeLearned } from "../dictionary/learned.js";
import type { Vocabulary } from "../language/vocabulary.js";
import { createRandom } from "./random.js";

const SEED = 11;
/** The commonest words are left out: a table that has "of the" for an original has it once, however large it is. */
const FIRST = 200;

/**
 * A table of so many entries, two words for two other words, as a file's text. Of a text's words as few as in any table of phrases: what
 * grows is the table, not what it finds.
 */
export function madeTable(entries: number, vocabulary: Vocabulary): string {
  return writeLearned({
    header: {
      family: "made",
      title: `made up, ${entries} entries`,
      madeBy: "npm run bench:growth",
      from: ["the model's words, drawn at random"],
      date: "2026-01-01",
    },
    substitutions: madeRows(entries, vocabulary),
  });
}

export function madeRows(entries: number, vocabulary: Vocabulary): Substitution[] {
  const words = plainWords(vocabulary);
  const random = createRandom(SEED);
  const draw = () => words[Math.floor(random() * words.length)]!;
  const rows = new Map<string, Substitution>();
  while (rows.size < entries) {
    const original = `${draw()} ${draw()}`;
    rows.set(original, { original, spun: `${draw()} ${draw()}`, count: 3, probability: 1, keep: 0.1 });
  }
  return [...rows.values()];
}

function plainWords(vocabulary: Vocabulary): string[] {
  const words: string[] = [];
  for (let id = FIRST; id < vocabulary.modelSize; id++) {
    const word = vocabulary.word(id);
    if (/^[a-z]{3,}$/.test(word)) words.push(word);
  }
  return words;
}
