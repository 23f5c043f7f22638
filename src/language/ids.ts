import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { readTokens } from "../tokens/reading.js";
import { type Tokens, tokenText } from "../tokens/tokenize.js";
import { packWords, Vocabulary } from "./vocabulary.js";
import { CLASS_WORDS, numberClass, unknownClass, WordClass } from "./word-key.js";

/** Ends a sentence in the stream of ids. */
const SENTENCE_END = 0xffffffff;
const CLASS_SHIFT = 28;
const ID_MASK = (1 << CLASS_SHIFT) - 1;

/** Every word met while reading corpora, with its count; ids are provisional. */
export class WordCounts {
  readonly words = new Vocabulary(packWords(CLASS_WORDS), 1 << 16);
  private counts = new Float64Array(1 << 17);

  count(id: number, times = 1): void {
    if (id >= this.counts.length) {
      const larger = new Float64Array(Math.max(id + 1, this.counts.length * 2));
      larger.set(this.counts);
      this.counts = larger;
    }
    this.counts[id]! += times;
  }

  /** The `size` most frequent words after the classes; ties by word, so that builds are reproducible. */
  mostFrequent(size: number, always: ReadonlySet<string> = new Set()): string[] {
    const entries: { word: string; count: number }[] = [];
    for (let id = CLASS_WORDS.length; id < this.words.size; id++) {
      const word = this.words.word(id);
      const count = this.counts[id] ?? 0;
      if (count > 1) entries.push({ word, count: always.has(word) ? count + 1e12 : count });
    }
    entries.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
    return [...CLASS_WORDS, ...entries.slice(0, size - CLASS_WORDS.length).map((entry) => entry.word)];
  }
}

/** Writes texts as a file of provisional word ids, 4 bytes each, so that text is tokenised only once. */
export class IdWriter {
  private readonly file: number;
  private readonly block = new Uint32Array(1 << 16);
  private filled = 0;
  private readonly seen = new SentenceFilter();
  tokens = 0;
  sentences = 0;

  constructor(
    path: string,
    private readonly counts: WordCounts,
    /** Each token counts this often towards the choice of the vocabulary. */
    private readonly weight: number,
  ) {
    this.file = openSync(path, "w");
  }

  write(text: string): void {
    const { tokens, sentences: starts } = readTokens(text);
    for (let s = 0; s < starts.length; s++) {
      const end = s + 1 < starts.length ? starts[s + 1]! : tokens.count;
      const from = starts[s]!;
      if (this.seen.isRepeat(text, tokens.starts[from]!, tokens.ends[end - 1]!)) continue;
      this.sentences++;
      for (let i = from; i < end; i++) this.push(this.idOf(tokens, i));
      this.tokens += end - from;
      this.push(SENTENCE_END);
    }
  }

  close(): void {
    writeSync(this.file, new Uint8Array(this.block.buffer, 0, this.filled * 4));
    closeSync(this.file);
  }

  private idOf(tokens: Tokens, index: number): number {
    const known = numberClass(tokens, index);
    if (known !== WordClass.Unknown) return known;
    const id = this.counts.words.add(tokenText(tokens, index));
    this.counts.count(id, this.weight);
    return ((unknownClass(tokens, index) << CLASS_SHIFT) | id) >>> 0;
  }

  private push(value: number): void {
    if (this.filled === this.block.length) {
      writeSync(this.file, new Uint8Array(this.block.buffer));
      this.filled = 0;
    }
    this.block[this.filled++] = value;
  }
}

/**
 * Reads a file of provisional ids back sentence by sentence in final ids: `visit` gets the ids of one
 * sentence, with begin and end marks, in a buffer that is reused.
 */
export function readSentences(path: string, final: Int32Array, visit: (ids: Int32Array, count: number) => void): void {
  const file = openSync(path, "r");
  const block = new Uint32Array(1 << 16);
  let sentence = new Int32Array(1024);
  let length = 1;
  sentence[0] = WordClass.Begin;
  for (;;) {
    const bytes = readSync(file, new Uint8Array(block.buffer));
    if (bytes === 0) break;
    for (let at = 0; at < bytes / 4; at++) {
      const value = block[at]!;
      if (length + 1 >= sentence.length) sentence = longer(sentence);
      if (value === SENTENCE_END) {
        sentence[length++] = WordClass.End;
        visit(sentence, length);
        length = 1;
      } else {
        const id = final[value & ID_MASK]!;
        sentence[length++] = id >= 0 ? id : value >>> CLASS_SHIFT;
      }
    }
  }
  closeSync(file);
}

function longer(from: Int32Array): Int32Array<ArrayBuffer> {
  const into = new Int32Array(from.length * 2);
  into.set(from);
  return into;
}

/** Provisional ids to final ids; -1 for words that are outside the vocabulary. */
export function finalIds(counts: WordCounts, vocabulary: Vocabulary): Int32Array {
  const final = new Int32Array(counts.words.size);
  for (let id = 0; id < final.length; id++)
    final[id] = id < CLASS_WORDS.length ? id : vocabulary.find(counts.words.word(id));
  return final;
}

/**
 * Drops a long sentence that was seen before (feeds repeat themselves; press releases have boilerplate).
 * A fixed table of fingerprints: memory is bounded, at worst a repeat slips through.
 */
class SentenceFilter {
  private readonly table = new Uint32Array(1 << 22);

  isRepeat(text: string, start: number, end: number): boolean {
    if (end - start < 40) return false;
    let h = 0x811c9dc5;
    let g = 0;
    for (let at = start; at < end; at++) {
      h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
      g = (Math.imul(g, 31) + text.charCodeAt(at)) | 0;
    }
    const slot = (h ^ (h >>> 13)) & (this.table.length - 1);
    const print = (g ^ h) >>> 0 || 1;
    if (this.table[slot] === print) return true;
    this.table[slot] = print;
    return false;
  }
}
