import type { Proposal } from "../decisions/proposals.js";
import { protectedSpans } from "../protection/index.js";
import { readDocument } from "../reading.js";
import type { GarbledPair } from "./datasets.js";
import { EditJudge } from "./edit-judge.js";
import { proposalsOf, type Stages } from "./stages.js";

/** An edit that was proposed, with what a calibration may look at, and whether it was right. */
export interface CalibrationSample {
  /** Id of the text: samples of one story stay on one side of a cross-validation. */
  readonly story: string;
  /** Family of the edit's pair, as the dictionary names it. */
  readonly family: string;
  /** P(edit | text) by forward-backward. Range 0..1. */
  readonly posterior: number;
  /** Product of the posteriors of the run of touching edits that it is in. Range 0..1. */
  readonly run: number;
  /** Edits in that run, itself included. */
  readonly runLength: number;
  /** The family's swap rate in this text. Range 0..1. */
  readonly rate: number;
  readonly right: boolean;
  /** The edit itself, in UTF-16 code units of the spun text. */
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly now: string;
}

/** What one text gave. */
export interface StorySamples {
  readonly story: string;
  readonly spun: string;
  readonly gold: string;
  /** Every proposed edit, applied or suggested; none where the text was not called spun. */
  readonly samples: readonly CalibrationSample[];
}

/** Repairs garbled texts as far as the proposals and judges each against the original. */
export function calibrationSamples(stages: Stages, pairs: readonly GarbledPair[]): StorySamples[] {
  return pairs.map((pair) => samplesOf(stages, pair));
}

function samplesOf(stages: Stages, { id: story, spun, gold }: GarbledPair): StorySamples {
  const judge = new EditJudge(spun, gold);
  const reading = readDocument(stages, spun, () => protectedSpans(spun));
  if (reading.decoded === null) return { story, spun, gold, samples: [] };
  const found = proposalsOf(stages, reading);
  const lengths = runLengths(spun, found);
  const samples = found.map((proposal, at): CalibrationSample => {
    const { entry, posterior, run, start, end, was, now } = proposal;
    return {
      story,
      family: reading.decoded.dictionary.families[entry.family]!.id,
      posterior,
      run,
      runLength: lengths[at]!,
      rate: reading.decoded.state.rates[entry.family]!,
      right: judge.isRight(proposal),
      start,
      end,
      was,
      now,
    };
  });
  return { story, spun, gold, samples };
}

/** Proposals of one run follow one another with at most white space between, and share its product. */
function runLengths(text: string, found: readonly Proposal[]): number[] {
  const lengths: number[] = [];
  for (let first = 0; first < found.length; ) {
    let end = first + 1;
    while (end < found.length && touches(text, found[end - 1]!, found[end]!)) end++;
    for (let at = first; at < end; at++) lengths.push(end - first);
    first = end;
  }
  return lengths;
}

function touches(text: string, before: Proposal, after: Proposal): boolean {
  return before.run === after.run && text.slice(before.end, after.start).trim() === "";
}
