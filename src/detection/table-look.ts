import type { CompiledDictionary } from "../dictionary/compile.js";
import { UNSURE } from "../dictionary/entry-columns.js";
import { phraseHits } from "../dictionary/phrase-hits.js";
import { WordClass } from "../language/word-key.js";
import type { BigramReading } from "./bigram-reading.js";
import type { GenericLookInput } from "./generic-look.js";

/** A gain counts from here on, in nats: less is chance. */
const NOTABLE = 1;
/** No single place is evidence for more than this. */
const MOST_GAIN = 6;
/** Swap rate that is assumed of a tool at work. */
const RATE = 0.95;
/** Weight of an original that stands untouched: authors and tools agree on such words more often than the table states. */
const UNTOUCHED = 0.5;

/**
 * Evidence, in nats, from which a stretch of a text is worth decoding. Of 300 clean stories one in fifty has that much; islands of 60
 * spun words have 13 and more.
 */
export const LEAST_STRETCH = 11;

/**
 * The same for a long text whose words by themselves look like a table's. What tables have spun has more; of the clean texts with such
 * words every other one has less, and is let go if thesauri find little in it either.
 */
export const LIKELY_STRETCH = 9;

/**
 * The stretches of a text that hold `least` evidence for a family or more (J. B. Kadane's scan), by the token behind them: what its rows
 * gain by bigrams between the words beside them, less what originals cost that stand untouched. Sees a few spun sentences in a clean
 * text, which words alone do not show. A linear pass, which goes no further than it is asked.
 */
export function oddStretches(
  dictionary: CompiledDictionary,
  input: GenericLookInput,
  reading: BigramReading,
  least: number,
): Generator<number> {
  return new StretchScan(dictionary, input, reading).stretches(least);
}

/** What rounding can make of a gain at most. */
const ROUNDING = 1e-6;

class StretchScan {
  /** By family: the best gain at the token at hand, and the running sum. */
  private readonly gains: Float64Array;
  private readonly running: Float64Array;
  /** The families that have anything to say of the token at hand. */
  private readonly touched: Uint16Array;
  private touchedCount = 0;
  private readonly begins: Uint8Array;

  constructor(
    private readonly dictionary: CompiledDictionary,
    private readonly input: GenericLookInput,
    private readonly reading: BigramReading,
  ) {
    const families = dictionary.families.length;
    this.gains = new Float64Array(families);
    this.running = new Float64Array(families);
    this.touched = new Uint16Array(families);
    this.begins = new Uint8Array(input.ids.length + 1).fill(1, input.ids.length);
    for (const start of input.sentences) this.begins[start] = 1;
  }

  *stretches(least: number): Generator<number> {
    const { gains, running, touched, input } = this;
    for (let token = 0; token < input.ids.length; token++) {
      let most = 0;
      this.addRows(token);
      this.addUntouched(token);
      for (let at = 0; at < this.touchedCount; at++) {
        const family = touched[at]!;
        const sum = Math.max(0, running[family]! + gains[family]!);
        running[family] = sum;
        gains[family] = 0;
        if (sum > most) most = sum;
      }
      this.touchedCount = 0;
      if (most < least) continue;
      yield token + 1;
      // What comes after is judged by itself.
      running.fill(0);
    }
  }

  /** What the rows that may have written the tokens from one on gain at best. */
  private addRows(start: number): void {
    const { offsets, ends, phrases } = phraseHits(this.dictionary, this.input.ids);
    const last = offsets[start + 1]!;
    let open = start + 1;
    for (let hit = offsets[start]!; hit < last; hit++) {
      for (; open < ends[hit]!; open++) if (this.begins[open] === 1) return;
      this.weighRows(this.dictionary.entriesAt[phrases[hit]!]!, start, ends[hit]!);
    }
  }

  private weighRows(rows: readonly number[], start: number, end: number): void {
    const { gains, reading } = this;
    const { families, flags, logs, emissions, wordOffsets, words } = this.dictionary.columns;
    const { after: mostAfter, into: mostInto } = reading.model.bounds;
    const before = this.begins[start] === 1 ? WordClass.Begin : this.input.words[start - 1]!;
    const after = this.begins[end] === 1 ? WordClass.End : this.input.words[end]!;
    const asIs = this.asIs(start, end);
    // What a row gains at most, were the words at its ends as likely as can be.
    const most = mostAfter[before]! + mostInto[after]! - Math.log(asIs) - NOTABLE + ROUNDING;
    for (let at = 0; at < rows.length; at++) {
      const index = rows[at]!;
      if ((flags[index]! & UNSURE) !== 0) continue;
      const family = families[index]!;
      const own = logs[index]! + emissions[index]!;
      if (most + own <= gains[family]!) continue;
      const from = wordOffsets[index]!;
      const to = wordOffsets[index + 1]!;
      if (this.bound(before, from, to, after) - Math.log(asIs) + own - NOTABLE + ROUNDING <= gains[family]!) continue;
      const chain = this.chain(before, words, from, to, after);
      const gain = Math.log(chain / asIs) + logs[index]! + emissions[index]! - NOTABLE;
      if (!(gain > gains[family]!)) continue;
      this.touch(family);
      gains[family] = Math.min(MOST_GAIN, gain);
    }
  }

  /** What a single word costs that the families' tools would have replaced. */
  private addUntouched(token: number): void {
    const { originals, keysAt } = this.dictionary;
    const node = originals.child(0, this.input.ids[token]!);
    const value = node < 0 ? -1 : originals.value(node);
    if (value < 0) return;
    const keys = keysAt[value]!;
    for (let at = 0; at < keys.length; at++) {
      const { family, keep } = keys[at]!;
      this.touch(family);
      this.gains[family]! += UNTOUCHED * Math.log(1 - RATE * (1 - keep));
    }
  }

  private touch(family: number): void {
    const { touched } = this;
    for (let at = 0; at < this.touchedCount; at++) if (touched[at] === family) return;
    touched[this.touchedCount++] = family;
  }

  /** P of the words as they stand from `start` to `end`, and of what follows them, by bigrams. */
  private asIs(start: number, end: number): number {
    const { into, out } = this.reading;
    let probability = 1;
    for (let at = start; at < end; at++) probability *= into[at]!;
    return probability * out[end - 1]!;
  }

  /** P of some words between two others, by bigrams. */
  private chain(before: number, words: Int32Array, from: number, to: number, after: number): number {
    const { model } = this.reading;
    let last = before;
    let probability = 1;
    for (let at = from; at < to; at++) {
      probability *= model.rareBigram(last, words[at]!);
      last = words[at]!;
    }
    return probability * model.rareBigram(last, after);
  }

  /** What ln of `chain` does not exceed, without a look-up. */
  private bound(before: number, from: number, to: number, after: number): number {
    const { words } = this.dictionary.columns;
    const { after: mostAfter, into: mostInto } = this.reading.model.bounds;
    let last = before;
    let log = 0;
    for (let at = from; at < to; at++) {
      const word = words[at]!;
      log += Math.min(mostAfter[last]!, mostInto[word]!);
      last = word;
    }
    return log + Math.min(mostAfter[last]!, mostInto[after]!);
  }
}
