import type { Run } from "../data/run.js";
import { ACCEPTED, type Decisions, OPEN, REJECTED } from "../decisions/decisions.js";
import { shownProbability, Words } from "./words.js";

/** From which probability on a mark is one step heavier. */
const WEIGHTS = [0.5, 0.7, 0.85, 0.95];

export const STANDINGS = ["open", "accepted", "rejected"] as const;

/** How an edit reads aloud: what is seen of it first, as `shown`, then how it stands. */
export function markLabel(run: Run, decisions: Decisions, edit: number, shown: readonly string[]): string {
  const standing = decisions.standing[edit]!;
  const state = standing === OPEN ? (run.isApplied(edit) ? "applied" : "suggested") : STANDINGS[standing];
  const words = shown.filter((part) => part !== "").join(" ");
  return `${words}, change with probability ${shownProbability(run.probability(edit))}, ${state}`;
}

/** What is shown of an edit in a text: its weight says how probable it is, its form how it stands. */
export function markClass(run: Run, decisions: Decisions, edit: number, isInHand: boolean): string {
  const standing = decisions.standing[edit]!;
  const isMade = standing === OPEN ? run.isApplied(edit) : standing === ACCEPTED;
  const weight = WEIGHTS.filter((least) => run.probability(edit) >= least).length;
  const parts = ["mark", isMade ? "made" : "not-made", `is-${STANDINGS[standing]}`, `weight-${weight}`];
  if (isInHand) parts.push("in-hand");
  return parts.join(" ");
}

export interface MarkProps {
  readonly run: Run;
  readonly decisions: Decisions;
  readonly edit: number;
  readonly isInHand: boolean;
  /** Which side of the change is shown; both in one text. */
  readonly side: "both" | "was" | "now";
}

/** An edit at its place in the text. */
export function Mark({ run, decisions, edit, isInHand, side }: MarkProps) {
  const standing = decisions.standing[edit]!;
  const isMade = standing === OPEN ? run.isApplied(edit) : standing === ACCEPTED;
  const now = decisions.wording(edit) ?? run.now(edit);
  const was = run.was(edit);
  const showsNow = side === "both" || (side === "now" && isMade);
  const showsWas = side !== "now" || !isMade;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button's text does not break over lines as the words around it do
    <span
      class={markClass(run, decisions, edit, isInHand)}
      role="button"
      tabIndex={isInHand ? 0 : -1}
      data-edit={edit}
      aria-label={markLabel(run, decisions, edit, [showsWas ? was : "", showsNow ? now : ""])}
      aria-current={isInHand ? "true" : undefined}
    >
      {showsWas && was !== "" && (
        <del>
          <Words>{was}</Words>
        </del>
      )}
      {showsNow && side === "both" && was !== "" && now !== "" && <span class="gap"> </span>}
      {showsNow && now !== "" && (
        <ins>
          <Words>{now}</Words>
        </ins>
      )}
      {showsNow && now === "" && side === "both" && (
        <span class="nothing" aria-hidden="true">
          ∅
        </span>
      )}
      {side !== "was" && standing !== OPEN && (
        <span class="tick" aria-hidden="true">
          {standing === REJECTED ? "✗" : "✓"}
        </span>
      )}
    </span>
  );
}
