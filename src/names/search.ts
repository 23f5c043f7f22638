import { Gap, TokenKind, type Tokens, tokenText } from "../tokens/tokenize.js";
import { Capital } from "./capitals.js";
import { type Gazetteer, NameKind } from "./gazetteer.js";
import type { NameSwap } from "./name-swaps.js";

/** What a search for names reads. */
export interface SearchInput {
  readonly tokens: Tokens;
  readonly locked: Uint8Array;
  /** Form of each token in the gazetteer, or -1. */
  readonly forms: Int32Array;
  /** `Capital` of each token. */
  readonly capitals: Uint8Array;
  readonly gazetteer: Gazetteer;
  readonly swapsAt: (token: number) => readonly NameSwap[];
}

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

/** Tokens that a name may span. */
const LONGEST = 10;
/** Steps from one token on: what the trie allows is far less but in made-up text. */
const STEPS = 1500;
/** Least ln P of all swaps of a reading. */
const LEAST_LOG = -22;
/** Nats for a capitalised word that the name has in lower case. */
const LOWERED = 1;

/** A name needs something that was left of it: another word, or a second swap. */
const FEWEST_STEPS = 2;

/** All names that the tokens from `start` on can be read as, with at least one swap. */
export function readingsFrom(input: SearchInput, start: number): Reading[] {
  const walk = new Walk(input, start);
  walk.visit(start, 0, 0);
  return walk.found;
}

class Walk {
  readonly found: Reading[] = [];
  private steps = 0;
  private readonly words: number[] = [];
  private readonly from: number[] = [];
  private readonly swapped: number[] = [];
  private swaps = 0;
  private depth = 0;

  constructor(
    private readonly input: SearchInput,
    private readonly start: number,
  ) {}

  visit(at: number, node: number, log: number): void {
    const { gazetteer, tokens } = this.input;
    if (this.swaps > 0 && this.depth >= FEWEST_STEPS && gazetteer.tables.nodeWeights[node]! > 0)
      this.report(at, node, log);
    if (at - this.start >= LONGEST || at >= tokens.count || !this.isOpen(at) || ++this.steps > STEPS) return;
    const form = this.input.forms[at]!;
    if (form >= 0) this.step(at, node, log, { length: 1, forms: [form], log: 0, isSpelling: true });
    for (const swap of this.input.swapsAt(at)) {
      if (log + swap.log > LEAST_LOG && this.areOpen(at, swap.length)) this.step(at, node, log, swap);
    }
  }

  /** Does a name end here, and may it be restored? Of a person's only the surname may have been swapped. */
  private isName(node: number): boolean {
    const { nodeWeights, nodeKinds } = this.input.gazetteer.tables;
    if (nodeWeights[node] === 0) return false;
    return (nodeKinds[node]! & NameKind.Person) === 0 || this.swapped.indexOf(1) === this.swapped.length - 1;
  }

  /** May the token be part of a name? */
  private isOpen(at: number): boolean {
    const { tokens, locked } = this.input;
    if (locked[at] === 1 || (at > this.start && tokens.gaps[at]! >= Gap.Paragraph)) return false;
    return tokens.kinds[at] !== TokenKind.Punctuation || tokenText(tokens, at) === "&";
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
    const { gazetteer, capitals, tokens } = this.input;
    const { cased, folded, offsets } = gazetteer.tables;
    const isRaised = cased[offsets[word]!] !== folded[offsets[word]!];
    const shown = at + (place === 0 || swap.length === 1 ? 0 : swap.length - 1);
    const isLower = capitals[shown] === Capital.None && tokens.kinds[shown] === TokenKind.Word;
    if (isRaised) return isLower ? Number.POSITIVE_INFINITY : 0;
    return isLower ? 0 : LOWERED;
  }

  private report(end: number, node: number, log: number): void {
    const { words, from, swapped } = this;
    this.found.push({ start: this.start, end, node, words: [...words], from: [...from], swapped: [...swapped], log });
  }
}
