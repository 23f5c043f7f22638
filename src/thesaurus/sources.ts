import { inflect } from "../tokens/morphology.js";
import { Relation, type Relations } from "./relations.js";
import { Part, type Wordnet } from "./wordnet.js";

/** Adds pairs of base forms together with their inflected forms, as tools carry them over. */
export class LemmaPairs {
  private readonly forms = new Map<string, ReturnType<typeof inflect>>();

  constructor(
    private readonly relations: Relations,
    private readonly wordnet: Wordnet,
  ) {}

  /** `parts` limits the parts of speech that the relation holds for; all that both words have when absent. */
  add(original: string, spun: string, relation: number, parts = 15): void {
    const { relations, wordnet } = this;
    relations.add(original, spun, relation);
    const shared = wordnet.partsOf(original) & wordnet.partsOf(spun) & parts;
    if (shared & Part.Noun) this.addForms(original, spun, "noun", relation);
    if (shared & Part.Verb) this.addForms(original, spun, "verb", relation);
  }

  private addForms(original: string, spun: string, part: "noun" | "verb", relation: number): void {
    const from = this.formsOf(original, part);
    const to = this.formsOf(spun, part);
    for (const key of Object.keys(from) as (keyof typeof from)[]) {
      const form = from[key]!;
      if (form !== original && to[key] !== undefined) this.relations.add(form, to[key], relation | Relation.Inflected);
    }
  }

  private formsOf(word: string, part: "noun" | "verb"): ReturnType<typeof inflect> {
    const key = `${part} ${word}`;
    let forms = this.forms.get(key);
    if (forms === undefined) {
      forms = inflect(word, part);
      this.forms.set(key, forms);
    }
    return forms;
  }
}

/** PPDB 1.0, lexical (J. Ganitkevitch, B. Van Durme, C. Callison-Burch, 2013): one pair a line, both ways. */
export function addParaphrase(relations: Relations, line: string): void {
  const [a, b] = line.split("\t");
  if (a === undefined || b === undefined) return;
  relations.add(a, b, Relation.Paraphrase);
  relations.add(b, a, Relation.Paraphrase);
}

/** Moby Thesaurus II (G. Ward, 1996): a head and its entries a line. */
export function addMoby(pairs: LemmaPairs, line: string): void {
  const [head, ...entries] = line.split(",");
  for (const entry of entries) {
    pairs.add(head!, entry, Relation.MobyHead);
    pairs.add(entry, head!, Relation.MobyEntry);
  }
}

/** Neighbours in the hierarchy are taken for the first senses only. */
const NEAR_SENSES = 2;

export function addWordnet(pairs: LemmaPairs, wordnet: Wordnet): void {
  for (const word of wordnet.words()) {
    for (const { key, rank } of wordnet.sensesOf(word)) {
      const synset = wordnet.synset(key);
      if (synset === undefined) continue;
      const add = (others: readonly string[], relation: number) => {
        for (const other of others) pairs.add(word, other, relation, synset.part);
      };
      add(synset.words, rank === 0 ? Relation.FirstSense : Relation.Synset);
      for (const other of synset.similar) add(wordnet.synset(other)?.words ?? [], Relation.Similar);
      if (rank >= NEAR_SENSES) continue;
      for (const other of synset.near) add(wordnet.synset(other)?.words ?? [], Relation.Hypernym);
    }
  }
}
