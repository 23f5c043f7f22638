import { formatProbability } from "../../reports/probability.js";
import type { Edit } from "../../result.js";
import type { ReviewSession, Standing } from "../../review/session.js";
import type { Line, Run } from "./line.js";
import { inline } from "./text-runs.js";
import { wrap } from "./wrap.js";

const STANDING: Readonly<Record<Standing, string>> = { open: "open", accepted: "accepted ✓", rejected: "rejected ✗" };

/** What is known of an edit: the pair and its probability, how it stands, the alternatives by number, and what speaks for it. */
export function editPanel(session: ReviewSession, index: number, width: number): readonly Line[] {
  const { edit } = session.edits[index]!;
  return [
    ...wrap(pairRuns(session, index), width),
    ...wrap(alternativeRuns(edit), width),
    ...wrap(evidenceRuns(edit), width),
  ];
}

function pairRuns(session: ReviewSession, index: number): readonly Run[] {
  const { was, now, probability, verdict } = session.edits[index]!.edit;
  const standing = session.standing(index);
  const wording = session.wording(index);
  const own = wording === now ? "" : ` with “${inline(wording)}”`;
  return [
    { text: quoted(was), style: "removed" },
    { text: " → ", style: "plain" },
    { text: quoted(now), style: "added" },
    {
      text: ` · ${formatProbability(probability)} ${verdict === "apply" ? "applied" : "suggested"} · `,
      style: "plain",
    },
    { text: `${STANDING[standing]}${own}`, style: standing === "open" ? "quiet" : "strong" },
  ];
}

/** Blank words are to be seen too. */
function quoted(words: string): string {
  return words.trim() === "" ? `“${inline(words)}”` : inline(words);
}

function alternativeRuns({ alternatives }: Edit): readonly Run[] {
  return alternatives.slice(0, 9).flatMap(({ now, probability }, number): Run[] => [
    { text: `${number > 0 ? " · " : ""}${number + 1} `, style: "strong" },
    { text: `${quoted(now)} ${formatProbability(probability)}`, style: "plain" },
  ]);
}

function evidenceRuns({ channel, evidence, at }: Edit): readonly Run[] {
  const { family, reason, reference, heldBack } = evidence;
  const rule = [channel, family && `family ${family}`, reason, at && `in ${at.field}`].filter(Boolean).join(", ");
  const says = reference && `${reference.title || reference.article}: “${reference.sentence}”`;
  const words = [rule, heldBack && `held back: ${heldBack}`, says].filter(Boolean).map((part) => inline(part!));
  return [{ text: words.join(". "), style: "quiet" }];
}
