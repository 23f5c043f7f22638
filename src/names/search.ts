import { TokenKind, tokenText } from "../tokens/tokenize.js";
import { abbreviationBeside, abbreviationNear, fitsInitials } from "./brackets.js";
import { hasDateBeside } from "./calendar.js";
import { Capital } from "./capitals.js";
import { areCognate } from "./cognates.js";
import { NameKind, unpackLog } from "./gazetteer.js";
import type { NameSwap } from "./name-swaps.js";
import { canBegin, isOpen, LONGEST, type SearchInput } from "./search-input.js";

/** A name that some tokens may have been. */
export interface Reading {
  readonly start: number;
  readonly end: number;
  /** Node of the trie. */
  readonly node: number;
  /** The name's words, as words of the gazetteer. */
  readonly words: readonly number[];
  /** For each word of the name the token it stands for or comes from; swaps of several tokens give the first. */
  readonly from: readonly number[];
  /** 1 for each token of the span that was swapped. */
  readonly swapped: readonly number[];
  /** Σ ln P(swap), and what case changes cost. */
  readonly log: number;
}

/** Steps from one token on: what the trie allows is far less but in made-up text. */
const STEPS = 400;
/** Readings from one token on that are worth weighing; the likeliest by their swaps and by how often the name was seen. */
const MOST_READINGS = 20;
/** Least ln P of all swaps of a reading. */
const LEAST_LOG = -16;
/** Nats for a capitalised word that the name has in lower case. */
const LOWERED = 1;

/** ln P of a swap that no table holds. */
const GUESS = -9;
/** A name needs something that was left of it: another word, or a second swap. */
const FEWEST_STEPS = 2;

/** All names that the tokens from `start` on can be read as, with at least one swap. */
export function readingsFrom(input: SearchInput, start: number): Reading[] {
  if (!canBegin(input, start)) return NONE;
  const walk = new Walk(input, start);
  walk.visit(start, 0, 0);
  if (walk.found.length <= MOST_READINGS) return walk.found;
  const { nodeWeights } = input.gazetteer.tables;
  const worth = ({ node, log }: Reading) => log + unpackLog(nodeWeights[node]!);
  return walk.found.sort((a, b) => worth(b) - worth(a)).slice(0, MOST_READINGS);
}

const NONE: Reading[] = [];

class Walk {
  readonly found: Reading[] = [];
  private steps = 0;
  private readonly words: number[] = [];
  private readonly from: number[] = [];
  private readonly swapped: number[] = [];
  private swaps = 0;
  private depth = 0;
  private isGuessed = false;
  private readonly abbreviation: string | null;
  /** May a single word be a name here: a month or a day beside its date? */
  private readonly maySingle: boolean;

  constructor(
    private readonly input: SearchInput,
    private readonly start: number,
  ) {
    this.abbreviation = abbreviationNear(input.tokens, start, LONGEST);
    this.maySingle = input.capitals[start] === Capital.Telling && hasDateBeside(input.tokens, start);
  }

  visit(at: number, node: number, log: number): void {
    const { tokens } = this.input;
    if (this.swaps > 0 && this.isName(node)) this.report(at, node, log);
    if (at - this.start >= LONGEST || at >= tokens.count || !this.isOpen(at) || ++this.steps > STEPS) return;
    const form = this.input.forms[at]!;
    if (form >= 0 && this.input.gazetteer.hasEdge(node, form))
      this.step(at, node, log, { length: 1, forms: [form], log: 0, isSpelling: true });
    this.trySwaps(at, node, log);
    if (this.abbreviation !== null && !this.isGuessed && node > 0) this.tryInitial(this.abbreviation, at, node, log);
  }

  /** With the initials beside it, one word of a name may come back that no table has a swap for. */
  private tryInitial(abbreviation: string, at: number, node: number, log: number): void {
    const { gazetteer, capitals, tokens } = this.input;
    if (capitals[at] === Capital.None) return;
    const { firstEdges, edgeWords, cased, offsets } = gazetteer.tables;
    const raised = this.words.filter((word) => gazetteer.isRaised(word)).length;
    const initial = abbreviation.charCodeAt(raised);
    const text = tokenText(tokens, at).toLowerCase();
    this.isGuessed = true;
    for (let edge = firstEdges[node]!; edge < firstEdges[node + 1]!; edge++) {
      const word = edgeWords[edge]!;
      const form = gazetteer.formStart(word);
      if (cased[offsets[word]!] !== initial || areCognate(gazetteer.form(form), text)) continue;
      this.step(at, node, log, { length: 1, forms: [form], log: GUESS, isSpelling: false });
    }
    this.isGuessed = false;
  }

  /** Goes by whichever is shorter, the swaps or the words that may come next. */
  private trySwaps(at: number, node: number, log: number): void {
    const swaps = this.input.swapsAt(at);
    const { gazetteer } = this.input;
    const { firstEdges, edgeWords } = gazetteer.tables;
    const edgeEnd = firstEdges[node + 1]!;
    const { all, firsts } = this.isLower(at) ? swaps.lower : swaps;
    if (node === 0 || (edgeEnd - firstEdges[node]!) * 2 > all.length) {
      for (const swap of node === 0 ? swaps.opening : all) this.trySwap(at, node, log, swap);
      return;
    }
    let last = -1;
    for (let edge = firstEdges[node]!; edge < edgeEnd; edge++) {
      const form = gazetteer.formStart(edgeWords[edge]!);
      if (form === last) continue;
      last = form;
      for (let k = firstOf(firsts, form); k < firsts.length && firsts[k] === form; k++) {
        this.trySwap(at, node, log, all[k]!);
      }
    }
  }

  private trySwap(at: number, node: number, log: number, swap: NameSwap): void {
    if (log + swap.log <= LEAST_LOG) return;
    // What opens a name has been found to.
    if (node > 0 && !this.input.gazetteer.hasEdge(node, swap.forms[0]!)) return;
    if (this.areOpen(at, swap.length)) this.step(at, node, log, swap);
  }

  /** Does a name end here, and may it be restored? Of a person's only the surname may have been swapped. */
  private isName(node: number): boolean {
    const { nodeWeights, nodeKinds } = this.input.gazetteer.tables;
    if (this.depth < FEWEST_STEPS && !this.maySingle) return false;
    if (nodeWeights[node] === 0) return false;
    const kind = nodeKinds[node]!;
    if (this.depth < FEWEST_STEPS) return (kind & NameKind.Calendar) !== 0;
    return (kind & NameKind.Person) === 0 || this.swapped.indexOf(1) === this.swapped.length - 1;
  }

  private isOpen(at: number): boolean {
    return isOpen(this.input, this.start, at);
  }

  private areOpen(at: number, length: number): boolean {
    for (let i = at + 1; i < at + length; i++) if (i >= this.input.tokens.count || !this.isOpen(i)) return false;
    return true;
  }

  private step(at: number, node: number, log: number, swap: NameSwap): void {
    const flag = swap.isSpelling ? 0 : 1;
    for (let i = 0; i < swap.length; i++) this.swapped.push(flag);
    this.swaps += flag;
    this.depth++;
    this.descend(at, node, log + swap.log, swap, 0);
    this.swaps -= flag;
    this.depth--;
    this.swapped.length -= swap.length;
  }

  /** Goes down the trie by the words of a swap, in any spelling that it has. */
  private descend(at: number, node: number, log: number, swap: NameSwap, place: number): void {
    if (place === swap.forms.length) {
      this.visit(at + swap.length, node, log);
      return;
    }
    const { gazetteer } = this.input;
    const { edgeWords, firstEdges } = gazetteer.tables;
    const form = swap.forms[place]!;
    const formEnd = gazetteer.formEnd(form);
    const edgeEnd = firstEdges[node + 1]!;
    for (let edge = gazetteer.edgeFrom(node, form); edge < edgeEnd && edgeWords[edge]! < formEnd; edge++) {
      const cost = this.caseCost(at, swap, place, edgeWords[edge]!);
      if (cost === Number.POSITIVE_INFINITY) continue;
      this.words.push(edgeWords[edge]!);
      this.from.push(at);
      this.descend(at, edge + 1, log - cost, swap, place + 1);
      this.words.pop();
      this.from.pop();
    }
  }

  /**
   * What it costs that a name's word has another case than the text. A tool carries a word's capital over: to the first word
   * of what it writes, so that what it wrote in lower case was lower case.
   */
  private caseCost(at: number, swap: NameSwap, place: number, word: number): number {
    const shown = at + (place === 0 || swap.length === 1 ? 0 : swap.length - 1);
    const isLower = this.isLower(shown);
    if (this.input.gazetteer.isRaised(word)) return isLower ? Number.POSITIVE_INFINITY : 0;
    return isLower ? 0 : LOWERED;
  }

  private isLower(at: number): boolean {
    const { capitals, tokens } = this.input;
    return capitals[at] === Capital.None && tokens.kinds[at] === TokenKind.Word;
  }

  private report(end: number, node: number, log: number): void {
    const { words, from, swapped } = this;
    if (this.isGuessed && !this.fitsBeside(end)) return;
    this.found.push({ start: this.start, end, node, words: [...words], from: [...from], swapped: [...swapped], log });
  }

  /** Do the initials that stand beside the span make the name? */
  private fitsBeside(end: number): boolean {
    const { gazetteer, tokens } = this.input;
    const beside = abbreviationBeside(tokens, this.start, end);
    return (
      beside !== null &&
      fitsInitials(
        this.words.map((word) => gazetteer.word(word)),
        beside,
      )
    );
  }
}

/** The first of the sorted swaps that stands for a form or a later one. */
function firstOf(firsts: Int32Array, form: number): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (firsts[middle]! < form) low = middle + 1;
    else high = middle;
  }
  return low;
}
