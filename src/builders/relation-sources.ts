import { mobyEntry } from "../thesaurus/moby.js";
import { ppdbPair } from "../thesaurus/ppdb.js";
import { Part, type Wordnet } from "../thesaurus/wordnet.js";
import { inflect } from "../tokens/morphology.js";
import { Relation, type Relations } from "./relations.js";

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

/** Adds what a line of PPDB says, both ways, without inflecting it: PPDB lists forms, not base words. */
export function addParaphrase(relations: Relations, line: string): void {
  const [a, b] = ppdbPair(line) ?? [];
  if (a === undefined || b === undefined) return;
  relations.add(a, b, Relation.Paraphrase);
  relations.add(b, a, Relation.Paraphrase);
}

/** Adds what a line of Moby says, each direction as a relation of its own. */
export function addMoby(pairs: LemmaPairs, line: string): void {
  const { head, synonyms } = mobyEntry(line);
  for (const synonym of synonyms) {
    pairs.add(head, synonym, Relation.MobyHead);
    pairs.add(synonym, head, Relation.MobyEntry);
  }
}

/** Neighbours in the hierarchy are taken for the first senses only. */
const NEAR_SENSES = 2;

/** Adds the words of every synset, of those like it, and of its neighbours in the hierarchy. */
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
