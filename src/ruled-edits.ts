import { calibrated, SPUN_TWICE } from "./decisions/calibration.js";
import type { PartOfSpeechGuard } from "./decisions/part-of-speech.js";
import { type Proposal, rounded } from "./decisions/proposals.js";
import { rule } from "./decisions/verdicts.js";
import type { LanguageGain } from "./decoding/language-gain.js";
import { isReadAsTwice, originOf } from "./dictionary/document-dictionary.js";
import type { ReferenceEdit } from "./grounded.js";
import type { SpunReading } from "./reading.js";
import type { Resources } from "./resources.js";
import type { Detection, Edit, Mode } from "./result.js";

/** What an article says, as an edit with its verdict: as sure as that a tool was at work, and as the words' place in it. */
export function ruledReferenceEdit(
  edit: ReferenceEdit,
  detection: Detection,
  { mode, dictionary }: { readonly mode: Mode; readonly dictionary: Resources["dictionary"] },
): Edit {
  const { start, end, was, now, entry, reference } = edit;
  const probability = rounded(detection.probability * edit.probability);
  const { verdict } = rule({ probability, run: probability, guarded: false }, mode);
  const family = entry < 0 ? undefined : dictionary.families[dictionary.entries[entry]!.family]!.id;
  const alternatives = [{ now: was, probability: rounded(1 - probability) }];
  const evidence = { ...(family !== undefined && { family }), reason: "the source article says so", reference };
  return { id: "", start, end, was, now, verdict, probability, channel: "reference", alternatives, evidence };
}

/** What edits of a document are ruled with. */
export interface Ruling {
  readonly mode: Mode;
  readonly objectionTo: PartOfSpeechGuard;
  readonly gain: LanguageGain;
}

/** What the best path says, as an edit with its verdict; it has no `id` yet. */
export function ruledEdit(
  proposal: Proposal,
  { decoded, detection }: SpunReading,
  { mode, objectionTo, gain }: Ruling,
): Edit {
  const { start, end, was, now, entry, alternatives, posterior, run } = proposal;
  const { dictionary } = decoded;
  const origin = originOf(dictionary, entry.family);
  const family = dictionary.families[entry.family]!.id;
  const calibratedAs = isReadAsTwice(dictionary) ? SPUN_TWICE : family;
  const probability = rounded(detection.probability * calibrated({ posterior, run, family: calibratedAs }));
  const ruling = rule({ probability, run, guarded: entry.guarded }, mode);
  const heldBack = ruling.verdict === "apply" ? objectionTo(proposal) : ruling.heldBack;
  return {
    id: "",
    start,
    end,
    was,
    now,
    verdict: heldBack === undefined ? ruling.verdict : "suggest",
    probability,
    channel: origin === undefined || origin === "rule" ? "dictionary" : origin,
    alternatives,
    evidence: {
      family,
      ...(entry.reason !== undefined && { reason: entry.reason }),
      channel: rounded(entry.log),
      language: rounded(gain.of(proposal.edge)),
      posterior: rounded(posterior),
      ...(heldBack !== undefined && { heldBack }),
    },
  };
}
