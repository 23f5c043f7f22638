import type { TermLexicon } from "./lexicon.js";
import { inflectionKey } from "./words.js";

/** Synonyms by inflection key (`inflectionKey`). */
export interface ThesaurusArrays {
  /** All keys, UTF-8, one a line; those of originals first. */
  readonly keys: Uint8Array;
  /** First synonym of each key, and one more. */
  readonly starts: Uint32Array;
  /** Each synonym's key. */
  readonly targets: Uint16Array;
  /** `SynonymSource` bits of each. */
  readonly sources: Uint8Array;
}

/** Who says that an original may be written as another word. */
export enum SynonymSource {
  /** The Moby thesaurus lists the word under the original. */
  Moby = 1,
  /** It lists the original under the word. */
  MobyReversed = 2,
  Ppdb = 4,
  WordNet = 8,
}

/** An original, by key. */
export interface Synonym {
  readonly key: string;
  readonly sources: number;
  /** Number of words that it is a synonym of. */
  readonly fan: number;
}

/** Which words may have stood where a word stands, by thesauri. */
export class Thesaurus {
  private readonly keys: readonly string[];
  private readonly ids: ReadonlyMap<string, number>;
  private readonly fans: Uint32Array;
  private readonly forms = new Map<string, string[]>();

  constructor(
    private readonly arrays: ThesaurusArrays,
    lexicon: TermLexicon,
  ) {
    this.keys = Buffer.from(arrays.keys).toString("utf8").split("\n");
    this.ids = new Map(this.keys.map((key, id) => [key, id]));
    this.fans = new Uint32Array(this.keys.length);
    for (const target of arrays.targets) this.fans[target]!++;
    for (const word of lexicon.words) {
      const key = inflectionKey(word);
      const forms = this.forms.get(key);
      if (forms) forms.push(word);
      else this.forms.set(key, [word]);
    }
  }

  /** Synonyms of a key. */
  synonyms(key: string): readonly Synonym[] {
    const id = this.ids.get(key);
    if (id === undefined) return [];
    const { starts, targets, sources } = this.arrays;
    const found: Synonym[] = [];
    for (let at = starts[id]!; at < starts[id + 1]!; at++) {
      const target = targets[at]!;
      found.push({ key: this.keys[target]!, sources: sources[at]!, fan: this.fans[target]! });
    }
    return found;
  }

  /** Does any source call them synonyms? */
  has(key: string, original: string): boolean {
    const [id, target] = [this.ids.get(key), this.ids.get(original)];
    if (id === undefined || target === undefined) return false;
    const { starts, targets } = this.arrays;
    for (let at = starts[id]!; at < starts[id + 1]!; at++) if (targets[at] === target) return true;
    return false;
  }

  /** The lexicon's words that have a key. */
  formsOf(key: string): readonly string[] {
    return this.forms.get(key) ?? [];
  }
}
