import { shapeFits } from "../dictionary/compile.js";
import { type DocumentDictionary, entryAt } from "../dictionary/document-dictionary.js";
import { EntryFlag } from "../dictionary/entry-columns.js";
import type { PhraseHits } from "../dictionary/phrase-hits.js";
import { WordClass } from "../language/word-key.js";
import type { Tokens } from "../tokens/tokenize.js";
import { Gap } from "../tokens/tokenize.js";

/** What a node's edge is, where it is no dictionary entry. */
export const Plain = { Identity: -1, Begin: -2, End: -3 } as const;

/** Is a node part of a dictionary edge? */
export function isSwap(entry: number): boolean {
  return entry > Plain.Identity;
}

/**
 * The word lattice of one sentence. A node is one word of a possible original; an edge of several words is a
 * chain of nodes. Nodes stand in topological order: every arc goes from a lower to a higher index.
 */
export interface Lattice {
  readonly count: number;
  /** What the language model reads. */
  readonly words: Int32Array;
  /** First and past-the-last token of the edge that the node belongs to. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Index of the dictionary entry, or one of `Plain`. */
  readonly entries: Int32Array;
  /** Place of the word in its edge's original, from 0. */
  readonly places: Int32Array;
  /** 1 for the last word of its edge. */
  readonly lasts: Int32Array;
  /** The node of the word before in the same edge, or -1. */
  readonly befores: Int32Array;
}

/** What the lattice is built over; one for a whole document. */
export interface LatticeInput {
  /** Room for a sentence's nodes, used again and again. */
  readonly raw: RawNodes;
  readonly tokens: Tokens;
  /** The phrases of the dictionary in the document. */
  readonly hits: PhraseHits;
  /** What the language model reads for each token. */
  readonly words: Int32Array;
  readonly dictionary: DocumentDictionary;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
}

/** Builds the lattice of the tokens [start, end), which are one sentence. */
export function buildLattice(input: LatticeInput, start: number, end: number): Lattice {
  const { raw } = input;
  raw.clear();
  raw.add(WordClass.Begin, start, start, Plain.Begin, 0, 1, start - 0.5);
  for (let i = start; i < end; i++) {
    raw.add(input.words[i]!, i, i + 1, Plain.Identity, 0, 1, i + 1);
    if (input.locked[i] === 1) continue;
    addEntries(raw, input, i, end);
    addPlaced(raw, input, i, end);
  }
  raw.add(WordClass.End, end, end, Plain.End, 0, 1, end + 0.5);
  return raw.sorted();
}

function addEntries(raw: RawNodes, input: LatticeInput, start: number, end: number): void {
  const { dictionary, hits, locked } = input;
  const { gaps } = input.tokens;
  const last = hits.offsets[start + 1]!;
  let open = start + 1;
  for (let hit = hits.offsets[start]!; hit < last; hit++) {
    const to = hits.ends[hit]!;
    if (to > end) return;
    for (; open < to; open++) if (locked[open] === 1 || gaps[open]! >= Gap.Paragraph) return;
    const rows = dictionary.entriesAt[hits.phrases[hit]!]!;
    for (let at = 0; at < rows.length; at++) {
      if (fits(input, rows[at]!, start, to) && !isForbidden(input, rows[at]!, end))
        addRow(raw, input, rows[at]!, start, to);
    }
  }
}

function addRow(raw: RawNodes, { dictionary }: LatticeInput, index: number, start: number, end: number): void {
  const { columns } = dictionary;
  const from = columns.wordOffsets[index]!;
  addEdge(raw, columns.words, from, columns.wordOffsets[index + 1]! - from, index, start, end);
}

/** What was found for this place of this document. */
function addPlaced(raw: RawNodes, { dictionary }: LatticeInput, start: number, end: number): void {
  const placed = dictionary.placed.get(start);
  if (placed === undefined) return;
  for (const { entry, endToken } of placed) {
    const { words } = entryAt(dictionary, entry);
    if (endToken <= end) addEdge(raw, words, 0, words.length, entry, start, endToken);
  }
}

/** Could the tool have written just this? Its phrase keeps its case, but for a raised first letter. */
function fits({ tokens, dictionary }: LatticeInput, index: number, start: number, end: number): boolean {
  const { shapes, shapeOffsets, wordOffsets } = dictionary.columns;
  const first = shapeOffsets[index]! - start;
  for (let i = start; i < end; i++) {
    if (!shapeFits(shapes[first + i]!, tokens.shapes[i]!, i === start)) return false;
  }
  // A line break inside what was swapped has to find a gap in the original.
  if (wordOffsets[index + 1]! - wordOffsets[index]! === 1)
    for (let i = start + 1; i < end; i++) if (tokens.gaps[i] === Gap.Line) return false;
  return true;
}

/** How far before a sentence's end its contexts are looked for, in UTF-16 units. */
const REACH = 600;

/** Does the sentence hold a phrase that the entry's author knows to be right as it stands? */
function isForbidden({ tokens, dictionary }: LatticeInput, index: number, endToken: number): boolean {
  if ((dictionary.columns.flags[index]! & EntryFlag.Unless) === 0) return false;
  const end = tokens.ends[endToken - 1]!;
  const around = tokens.text.slice(Math.max(0, end - REACH), end).toLowerCase();
  return dictionary.entries[index]!.unless.some((phrase) => holdsPhrase(around, phrase));
}

const LETTER = /[\p{L}\p{N}]/u;

/** Does a text hold a phrase as whole words? */
function holdsPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (!isInWord(text, at) && !isInWord(text, at + phrase.length)) return true;
  }
  return false;
}

/** Is there a letter on both sides of an offset? */
function isInWord(text: string, at: number): boolean {
  return LETTER.test(text[at - 1] ?? " ") && LETTER.test(text[at] ?? " ");
}

/** `words` holds the original's from `from` on. */
function addEdge(
  raw: RawNodes,
  words: Int32Array,
  from: number,
  count: number,
  index: number,
  start: number,
  end: number,
): void {
  for (let k = 0; k < count; k++) {
    const position = start + ((end - start) * (k + 1)) / count;
    raw.add(words[from + k]!, start, end, index, k, k === count - 1 ? 1 : 0, position);
  }
}

/** Positions are counted in sixtieths of a token: no phrase has more than six words. */
const POSITIONS = 60;

/** Columns of a node while nodes come: a row a node. */
const WIDTH = 7;
const Column = { Word: 0, Start: 1, End: 2, Entry: 3, Place: 4, Last: 5, Position: 6 } as const;

/** Nodes as they come, with the position that orders them. */
export class RawNodes {
  private rows = new Int32Array(WIDTH * 64);
  private count = 0;

  clear(): void {
    this.count = 0;
  }

  add(word: number, start: number, end: number, entry: number, place: number, last: number, position: number): void {
    const row = this.count++ * WIDTH;
    if (row === this.rows.length) {
      const larger = new Int32Array(row * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    const { rows } = this;
    rows[row] = word;
    rows[row + Column.Start] = start;
    rows[row + Column.End] = end;
    rows[row + Column.Entry] = entry;
    rows[row + Column.Place] = place;
    rows[row + Column.Last] = last;
    rows[row + Column.Position] = Math.round(position * POSITIONS);
  }

  /** The nodes by position. They come nearly sorted, as no edge is longer than a phrase: insertion moves few. */
  private order(): Int32Array {
    const { rows, count } = this;
    const order = new Int32Array(count);
    for (let at = 0; at < count; at++) {
      const position = rows[at * WIDTH + Column.Position]!;
      let rank = at;
      for (; rank > 0 && rows[order[rank - 1]! * WIDTH + Column.Position]! > position; rank--)
        order[rank] = order[rank - 1]!;
      order[rank] = at;
    }
    return order;
  }

  /** Nodes of one chain stay in order; ties go by insertion. */
  sorted(): Lattice {
    const { rows, count } = this;
    const order = this.order();
    const pick = (column: number) => {
      const picked = new Int32Array(count);
      for (let rank = 0; rank < count; rank++) picked[rank] = rows[order[rank]! * WIDTH + column]!;
      return picked;
    };
    const rankOf = new Int32Array(count);
    for (let rank = 0; rank < count; rank++) rankOf[order[rank]!] = rank;
    const befores = new Int32Array(count).fill(-1);
    // The words of an edge were added one after the other.
    for (let at = 0; at < count; at++) if (rows[at * WIDTH + Column.Place]! > 0) befores[rankOf[at]!] = rankOf[at - 1]!;
    return {
      count,
      words: pick(Column.Word),
      starts: pick(Column.Start),
      ends: pick(Column.End),
      entries: pick(Column.Entry),
      places: pick(Column.Place),
      lasts: pick(Column.Last),
      befores,
    };
  }
}
