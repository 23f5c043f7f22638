import { formatProbability } from "../../reports/probability.js";
import type { ReviewSession } from "../../review/session.js";
import { showable } from "./cells.js";
import type { Run } from "./line.js";

/**
 * The text round an edit as it stands by the decisions, in runs: at most `units` UTF-16 units on each side, which is more
 * than a screen shows. An edit is [-was-]{+now+}, a suggestion was{?now .41?}; ✓ and ✗ tell what was decided, ▸ which is in hand.
 */
export function textRuns(session: ReviewSession, index: number, input: string, units: number): readonly Run[] {
  const { edit, document } = session.edits[index]!;
  const from = blankBefore(input, edit.start - units);
  const to = Math.min(input.length, edit.end + units);
  const runs: Run[] = [];
  let at = from;
  for (let one = firstWithin(session, index, from); session.edits[one]?.document === document; one++) {
    const { start, end } = session.edits[one]!.edit;
    if (end > to) break;
    runs.push({ text: showable(input.slice(at, start)), style: "plain" }, ...markedEdit(session, one, one === index));
    at = end;
  }
  runs.push({ text: showable(input.slice(at, to)), style: "plain" });
  return runs.filter(({ text }) => text !== "");
}

/** The first edit of the document that begins at `from` or behind it. */
function firstWithin(session: ReviewSession, index: number, from: number): number {
  const { document } = session.edits[index]!;
  let first = index;
  for (let before = session.edits[index - 1]; before?.document === document; before = session.edits[first - 1]) {
    if (before.edit.start < from) break;
    first -= 1;
  }
  return first;
}

function blankBefore(input: string, offset: number): number {
  if (offset <= 0) return 0;
  return input.lastIndexOf(" ", offset) + 1 || offset;
}

function markedEdit(session: ReviewSession, index: number, here: boolean): readonly Run[] {
  const { was, verdict, probability } = session.edits[index]!.edit;
  const standing = session.standing(index);
  const old = inline(was);
  const now = inline(session.wording(index));
  const runs: Run[] = here ? [{ text: "▸", style: "strong" }] : [];
  if (standing === "rejected") runs.push({ text: `${old}✗`, style: "quiet" });
  else if (standing === "open" && verdict === "suggest") {
    runs.push(
      { text: old, style: "plain" },
      { text: `{?${now} ${formatProbability(probability)}?}`, style: "suggested" },
    );
  } else {
    if (old !== "") runs.push({ text: `[-${old}-]`, style: "removed" });
    if (now !== "") runs.push({ text: `{+${now}+}`, style: "added" });
    if (standing === "accepted") runs.push({ text: "✓", style: "added" });
  }
  return here ? runs.map((run) => ({ ...run, here })) : runs;
}

/** Words of an edit on one line. */
export function inline(words: string): string {
  return showable(words).replaceAll("\n", " ");
}
