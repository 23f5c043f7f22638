import { APPLIED, CHANNELS, channelOf, type PageIndex, PROBABILITY_UNIT, VERDICTS } from "../../reports/html/shape.js";
import { Groups } from "./groups.js";
import { IdTable } from "./id-table.js";

/** A run as the page reads it: documents and edits by number, all that lists and plots ask for in columns. */
export class Run {
  readonly documentCount: number;
  readonly editCount: number;
  /** Number of a document's first edit; one entry more than there are documents. */
  readonly firstEdit: Uint32Array;
  readonly documentOf: Uint32Array;
  /** Edits that swap the same words in any case form share a kind. */
  readonly kinds: Groups;
  readonly ids: IdTable;
  /** In ten-thousandths. */
  readonly probabilities: Uint16Array;
  /** Number of the family + 1; 0 for none. */
  readonly families: Uint16Array;
  readonly pairs: Uint32Array;
  readonly #flags: Uint8Array;
  readonly #changed: Uint8Array;

  constructor(
    readonly index: PageIndex,
    columns: ArrayBuffer,
  ) {
    const count = index.editCount;
    this.editCount = count;
    this.documentCount = index.documents.source.length;
    this.pairs = new Uint32Array(columns, 0, count);
    this.ids = new IdTable(new Uint32Array(columns, count * 4, count * 2), index.otherIds);
    this.probabilities = new Uint16Array(columns, count * 12, count);
    this.families = new Uint16Array(columns, count * 14, count);
    this.#flags = new Uint8Array(columns, count * 16, count);
    this.#changed = new Uint8Array(columns, count * 17, count);
    this.firstEdit = new Uint32Array(this.documentCount + 1);
    this.documentOf = new Uint32Array(count);
    let first = 0;
    for (const [document, edits] of index.documents.edits.entries()) {
      this.documentOf.fill(document, first, first + edits);
      first += edits;
      this.firstEdit[document + 1] = first;
    }
    this.kinds = new Groups(this.pairs, kindsOfPairs(index));
  }

  was(edit: number): string {
    return this.index.was[this.pairs[edit]!]!;
  }
  now(edit: number): string {
    return this.index.now[this.pairs[edit]!]!;
  }
  probability(edit: number): number {
    return this.probabilities[edit]! / PROBABILITY_UNIT;
  }
  isApplied(edit: number): boolean {
    return (this.#flags[edit]! & APPLIED) !== 0;
  }
  channel(edit: number): string {
    return CHANNELS[channelOf(this.#flags[edit]!)]!;
  }
  changedWords(edit: number): number {
    return this.#changed[edit]!;
  }
  family(edit: number): string {
    return this.index.families[this.families[edit]! - 1] ?? "";
  }
  verdict(document: number): (typeof VERDICTS)[number] {
    return VERDICTS[this.index.documents.verdict[document]!]!;
  }
  documentFamily(document: number): string {
    return this.index.families[this.index.documents.family[document]!] ?? "";
  }
  source(document: number): string {
    return this.index.documents.source[document]!;
  }
  title(document: number): string {
    return this.index.documents.title[document]! || this.source(document);
  }
}

/** The kind of each pair: pairs that differ in case or in blanks alone are of one kind. */
function kindsOfPairs({ was, now }: PageIndex): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from(was, (words, pair) => {
    const key = pairKey(words, now[pair]!);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

/** The key of a pair in any case form, as the ledger folds it. */
export function pairKey(was: string, now: string): string {
  return JSON.stringify([folded(was), folded(now)]);
}

function folded(words: string): string {
  return words.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'").replace(/\s+/g, " ").trim();
}
