import type { Candidate } from "../dictionary/candidate.js";
import { sameNumbers } from "../dictionary/facts.js";
import { Gap } from "../tokens/tokenize.js";
import type { NumberTokens } from "./number-tokens.js";

/** How a tool damages one way of writing numbers. */
export interface NumberRule {
  /** ln P(the damaged wording | the right one, swapped), in nats: near 0 where no good English is written so. */
  readonly log: number;
  /** The damaged wording is good English elsewhere. */
  readonly guarded: boolean;
  readonly reason: string;
}

/** Gathers candidates, and lets none pass that would change a value. */
export class Proposer {
  private readonly found: Candidate[] = [];

  constructor(
    private readonly numbers: NumberTokens,
    private readonly locked: Uint8Array,
  ) {}

  add(startToken: number, endToken: number, original: string, rule: NumberRule): void {
    if (!sameNumbers(this.numbers.slice(startToken, endToken), original)) return;
    this.addRead(startToken, endToken, original, rule);
  }

  /** Adds what reads alike only for a reader: "Eighties", "1980s". The rule itself answers for the value. */
  addRead(startToken: number, endToken: number, original: string, rule: NumberRule): void {
    const { tokens } = this.numbers;
    for (let token = startToken; token < endToken; token++) {
      if (this.locked[token] === 1 || (token > startToken && tokens.gaps[token]! > Gap.Space)) return;
    }
    if (original === this.numbers.slice(startToken, endToken)) return;
    this.found.push({ startToken, endToken, original, origin: "rule", ...rule });
  }

  get count(): number {
    return this.found.length;
  }

  /** Everything found, by place. */
  candidates(): Candidate[] {
    return this.found.sort((a, b) => a.startToken - b.startToken || a.endToken - b.endToken);
  }
}
