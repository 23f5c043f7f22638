import type { Candidate } from "../dictionary/candidate.js";
import type { Tokens } from "../tokens/tokenize.js";
import { proposeCounts, proposeSpelledCounts } from "./counts.js";
import { proposeDates } from "./dates.js";
import { proposeMixedFigures } from "./mixed-figures.js";
import { NumberTokens } from "./number-tokens.js";
import { proposeOrdinals } from "./ordinals.js";
import { Proposer } from "./proposer.js";
import { proposeUnitsOfTime, withMeantCounts } from "./units-of-time.js";

export interface NumberInput {
  /** As the decoder reads them: `readTokens`. */
  readonly tokens: Tokens;
  /** 1 where no edit may touch the token. */
  readonly locked: Uint8Array;
}

/** So many figures spelled out where nobody does so show that the tool spells out others too. */
const LEAST_SPELLED = 2;

/**
 * The originals of numbers whose writing a tool has damaged, found by rule for all values alike. None changes a value. Sorted
 * by place; several may share one.
 */
export function numberCandidates({ tokens, locked }: NumberInput): Candidate[] {
  const numbers = new NumberTokens(tokens);
  const proposer = new Proposer(numbers, locked);
  proposeMixedFigures(numbers, proposer);
  if (proposer.count >= LEAST_SPELLED) proposeSpelledCounts(numbers, proposer);
  proposeDates(numbers, proposer);
  proposeOrdinals(numbers, proposer);
  proposeCounts(numbers, proposer);
  proposeUnitsOfTime(numbers, proposer);
  return withoutDoubles(proposer.candidates());
}

/** `locked`, and 1 for the tokens of numbers that mean what they say ("the last 12 months"): no table may rewrite them. */
export function lockMeantNumbers({ tokens, locked }: NumberInput): Uint8Array {
  return withMeantCounts(new NumberTokens(tokens), locked);
}

/** Of several rules that give the same original, the surest. */
function withoutDoubles(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const place = `${candidate.startToken} ${candidate.endToken} ${candidate.original}`;
    const known = best.get(place);
    if (known === undefined || isSurer(candidate, known)) best.set(place, candidate);
  }
  return [...best.values()];
}

function isSurer(a: Candidate, b: Candidate): boolean {
  return a.guarded === b.guarded ? a.log > b.log : b.guarded;
}
