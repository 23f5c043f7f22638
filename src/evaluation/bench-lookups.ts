/** What a look-up in the language model takes: those that a repair really makes are recorded, and made again. */

import { Floats, Ints } from "../decoding/growable.js";
import type { Engine } from "../engine.js";
import { NgramModel } from "../language/ngram-model.js";
import { type Spread, spreadOf } from "./repeated.js";

/** Look-ups of one kind; nanoseconds of processor time for each of them. */
export interface LookupTime {
  readonly name: string;
  readonly count: number;
  readonly each: Spread;
}

const Kind = { Bigram: 0, RareBigram: 1, Trigram: 2 } as const;

/** Look-ups in columns, in the order in which they were made. */
class Lookups {
  readonly models: NgramModel[] = [];
  readonly kinds = new Ints();
  /** Number of the model. */
  readonly parts = new Ints();
  /** The word before, or the context. */
  readonly befores = new Ints();
  readonly words = new Ints();
  /** P by the shorter context, for trigrams. */
  readonly seconds = new Floats();

  add(model: NgramModel, kind: number, before: number, word: number, second: number): void {
    let part = this.models.indexOf(model);
    if (part < 0) part = this.models.push(model) - 1;
    this.parts.push(part);
    this.kinds.push(kind);
    this.befores.push(before);
    this.words.push(word);
    this.seconds.push(second);
  }

  get count(): number {
    return this.kinds.length;
  }

  /** Those that are of a kind, or all; found in the model, or not, or either. */
  only(kind: number | null, isHit: boolean | null): Lookups {
    const some = new Lookups();
    for (let at = 0; at < this.count; at++) {
      const own = this.kinds.data[at]!;
      if ((kind !== null && own !== kind) || (isHit !== null && this.isHit(at) !== isHit)) continue;
      some.add(
        this.models[this.parts.data[at]!]!,
        own,
        this.befores.data[at]!,
        this.words.data[at]!,
        this.seconds.data[at]!,
      );
    }
    return some;
  }

  /** Makes them all again. */
  replay(): number {
    const { models, kinds, parts, befores, words, seconds } = this;
    let sum = 0;
    for (let at = 0; at < this.count; at++) {
      const model = models[parts.data[at]!]!;
      const before = befores.data[at]!;
      const word = words.data[at]!;
      const kind = kinds.data[at]!;
      if (kind === Kind.Bigram) sum += model.bigram(before, word);
      else if (kind === Kind.RareBigram) sum += model.rareBigram(before, word);
      else sum += model.trigram(before, word, seconds.data[at]!);
    }
    return sum;
  }

  private isHit(at: number): boolean {
    const model = this.models[this.parts.data[at]!]!;
    const [before, word] = [this.befores.data[at]!, this.words.data[at]!];
    if (this.kinds.data[at] === Kind.Trigram) return model.trigram(before, word, 2) < 1;
    model.bigram(before, word);
    return model.place >= 0;
  }
}

/** Times the look-ups that repairing the documents makes. @param runs so many measures, after one that does not count. */
export function timeLookups(engine: Engine, documents: readonly string[], runs: number): LookupTime[] {
  const all = recorded(() => {
    for (const text of documents) engine.repair(text);
  });
  const rows: [string, Lookups][] = [
    ["bigrams found", all.only(Kind.Bigram, true)],
    ["bigrams not found", all.only(Kind.Bigram, false)],
    ["rare bigrams found", all.only(Kind.RareBigram, true)],
    ["rare bigrams not found", all.only(Kind.RareBigram, false)],
    ["trigrams found", all.only(Kind.Trigram, true)],
    ["trigrams not found", all.only(Kind.Trigram, false)],
    // Last, when the replay itself has long been compiled.
    ["all, in their order", all],
  ];
  return rows.filter(([, { count }]) => count > 0).map(([name, lookups]) => ({ name, ...timed(lookups, runs) }));
}

/** So many look-ups at least between two looks at the clock. */
const LEAST_LOOKUPS = 1_000_000;

/** By processor time: what waits while others have the processor is no look-up's. */
function timed(lookups: Lookups, runs: number): Pick<LookupTime, "count" | "each"> {
  const { count } = lookups;
  const times = Math.ceil(LEAST_LOOKUPS / count);
  const replay = () => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time++) lookups.replay();
    const { user, system } = process.cpuUsage(before);
    return (1000 * (user + system)) / (count * times);
  };
  replay();
  return { count, each: spreadOf(Array.from({ length: runs }, replay)) };
}

/** Notes what is looked up while `work` runs; afterwards the model is as it was. */
function recorded(work: () => void): Lookups {
  const lookups = new Lookups();
  const prototype = NgramModel.prototype;
  const { bigram, rareBigram, trigram } = prototype;
  let isInside = false;
  prototype.bigram = function (this: NgramModel, v, w) {
    if (!isInside) lookups.add(this, Kind.Bigram, v, w, 0);
    return bigram.call(this, v, w);
  };
  prototype.rareBigram = function (this: NgramModel, v, w) {
    lookups.add(this, Kind.RareBigram, v, w, 0);
    isInside = true;
    const p = rareBigram.call(this, v, w);
    isInside = false;
    return p;
  };
  prototype.trigram = function (this: NgramModel, context, w, second) {
    // Without a context there is nothing to look up.
    if (context >= 0) lookups.add(this, Kind.Trigram, context, w, second);
    return trigram.call(this, context, w, second);
  };
  try {
    work();
  } finally {
    Object.assign(prototype, { bigram, rareBigram, trigram });
  }
  return lookups;
}
