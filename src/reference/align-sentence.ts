import { CLASS_WORDS } from "../language/word-key.js";
import { TokenKind } from "../tokens/tokenize.js";
import type { ReadText } from "./read-text.js";
import { type ChannelSwaps, rowsWith } from "./swaps-at.js";

/** What a column of an alignment says of its tokens. */
export const Column = {
  /** One word on both sides. */
  Same: 0,
  /** A row of a table explains the difference. */
  Row: 1,
  /** A thesaurus pair explains it. */
  Pair: 2,
  /** One word stands for another, and nothing says why. */
  Other: 3,
  /** Only the document has the word. */
  Extra: 4,
  /** Only the article has it. */
  Missing: 5,
} as const;

/** Some tokens of a document beside some tokens of an article; either side may be empty. */
export interface AlignedColumn {
  /** One of `Column`. */
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** The dictionary's entry for a row, else -1. */
  readonly entry: number;
}

/** A stretch of tokens. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export interface AlignedSentence {
  readonly columns: readonly AlignedColumn[];
  readonly score: number;
}

/** What the columns of an alignment are worth, a row for each weight of its original; what differs without reason costs. */
const WORTH = { row: 0.85, pair: 0.8, other: -0.4, otherKind: -2, gap: -0.5, insideSentence: -1.5 } as const;
/** A word is worth more the rarer it is; classes and marks least. */
const LEAST_WEIGHT = 0.5;

/** What alignment knows beside the two texts. */
export interface AlignmentTools {
  readonly swaps: ChannelSwaps;
  /** What the agreement in a word is worth, by vocabulary id. Range about .5 to 3. */
  readonly weightOf: (id: number) => number;
}

/**
 * Aligns a sentence of a document with a stretch of an article: every token of the sentence is used, the stretch may be
 * entered and left anywhere, at sentence ends for nothing (T. Smith and M. Waterman, "Identification of common molecular
 * subsequences", 1981, with edges for whole phrases).
 */
export function alignSentence(
  tools: AlignmentTools,
  document: ReadText,
  sentence: Stretch,
  article: ReadText,
  stretch: Stretch,
): AlignedSentence {
  return new SentenceTable(tools, document, sentence, article, stretch).best();
}

class SentenceTable {
  private readonly width: number;
  private readonly scores: Float64Array;
  /** How each cell was reached: the column's kind, and how many tokens it covers on either side. */
  private readonly kinds: Uint8Array;
  private readonly backs: Uint8Array;
  private readonly entries: Int32Array;

  constructor(
    private readonly tools: AlignmentTools,
    private readonly document: ReadText,
    private readonly sentence: Stretch,
    private readonly article: ReadText,
    private readonly stretch: Stretch,
  ) {
    this.width = stretch.end - stretch.start + 1;
    const cells = (sentence.end - sentence.start + 1) * this.width;
    this.scores = new Float64Array(cells).fill(Number.NEGATIVE_INFINITY);
    this.kinds = new Uint8Array(cells);
    this.backs = new Uint8Array(cells);
    this.entries = new Int32Array(cells).fill(-1);
  }

  best(): AlignedSentence {
    const { sentence, stretch, width } = this;
    const edges = this.articleEdges();
    for (let q = 0; q < width; q++) this.scores[q] = edges[q] === 1 ? 0 : WORTH.insideSentence;
    const wanted = new Set<number>(this.article.words.subarray(stretch.start, stretch.end));
    for (let p = sentence.start; p < sentence.end; p++) this.fillRow(p, wanted);
    this.fillMissing(sentence.end);
    const last = (sentence.end - sentence.start) * width;
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let q = 0; q < width; q++) {
      const score = this.scores[last + q]! + (edges[q] === 1 ? 0 : WORTH.insideSentence);
      if (score > most) {
        most = score;
        best = q;
      }
    }
    return { columns: this.trace(best), score: most };
  }

  /** 1 where a sentence of the article begins, or the article ends. */
  private articleEdges(): Uint8Array {
    const { article, stretch, width } = this;
    const edges = new Uint8Array(width);
    for (const start of article.sentences) {
      if (start >= stretch.start && start <= stretch.end) edges[start - stretch.start] = 1;
    }
    if (stretch.end === article.tokens.count) edges[width - 1] = 1;
    return edges;
  }

  /** Leads on from every cell whose next token of the document is `p`. */
  private fillRow(p: number, wanted: ReadonlySet<number>): void {
    const { document, article, stretch, tools, width } = this;
    const base = (p - this.sentence.start) * width;
    const rows = tools.swaps.rowsAt(document, p, this.sentence.end, wanted);
    const word = document.words[p]!;
    const weight = tools.weightOf(document.ids[p]!);
    this.fillMissing(p);
    for (let q = 0; q < width; q++) {
      const cell = base + q;
      const score = this.scores[cell]!;
      this.reach(cell + width, score + WORTH.gap, Column.Extra, 1, 0, -1);
      if (q === width - 1) continue;
      const other = article.words[stretch.start + q]!;
      if (other === word) {
        this.reach(cell + width + 1, score + weight, Column.Same, 1, 1, -1);
        continue;
      }
      const kind = tools.swaps.isPair(word, other) ? Column.Pair : Column.Other;
      const worth = kind === Column.Pair ? WORTH.pair : this.otherWorth(p, stretch.start + q);
      this.reach(cell + width + 1, score + worth, kind, 1, 1, -1);
      for (const row of rowsWith(rows, other)) {
        if (!this.standsAt(row.original, stretch.start + q)) continue;
        const { length } = row.original;
        const worth = WORTH.row * this.weightOf(row.original);
        this.reach(cell + row.length * width + length, score + worth, Column.Row, row.length, length, row.entry);
      }
    }
  }

  /** Tokens that only the article has, along one row. */
  private fillMissing(p: number): void {
    const base = (p - this.sentence.start) * this.width;
    for (let q = 0; q + 1 < this.width; q++) {
      this.reach(base + q + 1, this.scores[base + q]! + WORTH.gap, Column.Missing, 0, 1, -1);
    }
  }

  private weightOf(original: Int32Array): number {
    let weight = 0;
    for (const id of original) weight += this.tools.weightOf(id);
    return weight;
  }

  private otherWorth(p: number, q: number): number {
    return kindOf(this.document, p) === kindOf(this.article, q) ? WORTH.other : WORTH.otherKind;
  }

  private standsAt(original: Int32Array, at: number): boolean {
    const { article, stretch } = this;
    if (original.length === 0 || at + original.length > stretch.end) return false;
    return original.every((id, k) => id >= CLASS_WORDS.length && article.words[at + k] === id);
  }

  private reach(cell: number, score: number, kind: number, tokens: number, words: number, entry: number): void {
    if (score <= this.scores[cell]!) return;
    this.scores[cell] = score;
    this.kinds[cell] = kind;
    this.backs[cell] = tokens * 16 + words;
    this.entries[cell] = entry;
  }

  private trace(q: number): AlignedColumn[] {
    const { sentence, stretch, width } = this;
    const columns: AlignedColumn[] = [];
    let end = sentence.end;
    let to = stretch.start + q;
    for (;;) {
      const cell = (end - sentence.start) * width + (to - stretch.start);
      if (this.backs[cell] === 0) return columns.reverse();
      const start = end - (this.backs[cell]! >> 4);
      const from = to - (this.backs[cell]! & 15);
      columns.push({ kind: this.kinds[cell]!, start, end, from, to, entry: this.entries[cell]! });
      end = start;
      to = from;
    }
  }
}

const KIND_MARK = 0;
const KIND_NUMBER = 1;
const KIND_WORD = 2;

function kindOf({ tokens }: ReadText, at: number): number {
  const kind = tokens.kinds[at];
  if (kind === TokenKind.Punctuation) return KIND_MARK;
  return kind === TokenKind.Number ? KIND_NUMBER : KIND_WORD;
}

/** What agreement in a word is worth: half its information in decades, between a half and three. `probability` is its frequency. */
export function agreementWeight(probability: number): number {
  return Math.max(LEAST_WEIGHT, Math.min(3, -Math.log10(Math.max(probability, 1e-7)) / 2));
}
