import { agreement } from "../edits/index.js";
import { overlapsAny } from "../protection/index.js";
import type { DecisionEvidence, Edit, Range } from "../result.js";
import { Contradictions } from "./contradictions.js";
import { type DecidedPlace, DecidedPlaces, isAccepted, unprotected } from "./decided-places.js";
import { fingerprint } from "./fingerprint.js";
import type { Decision, Ledger } from "./ledger.js";

/** A text with the edits that the engine proposes for it. */
export interface ProposedEdits {
  readonly text: string;
  /** With their ids, sorted and disjoint. */
  readonly edits: readonly Edit[];
  /** Whether the document was judged spun: only there pairs are looked for beyond what is proposed. */
  readonly isSpun: boolean;
  /** Spans that no edit may touch; asked for only where a decision has a place. */
  readonly off: () => readonly Range[];
}

/** Carries the decisions of a ledger into what the engine proposes. Stateless: each repair asks for a `DocumentReview`. */
export class LedgerFollower {
  private readonly places: DecidedPlaces;
  private all: Contradictions | undefined;

  constructor(private readonly ledger: Ledger) {
    this.places = new DecidedPlaces(ledger);
  }

  review(): DocumentReview {
    return new DocumentReview(this.ledger, this.places, () => {
      this.all ??= new Contradictions([...this.ledger.decided(), ...this.ledger.decidedPairs()]);
      return this.all;
    });
  }
}

/** One document's repair under a ledger: what counted in its first round counts in the later ones. */
export class DocumentReview {
  private readonly used = new Set<Decision>();

  constructor(
    private readonly ledger: Ledger,
    private readonly places: DecidedPlaces,
    private readonly all: () => Contradictions,
  ) {}

  /** The edits of the text as it came in, as decided: sorted and disjoint. */
  first(proposed: ProposedEdits): Edit[] {
    const edits = this.decided(proposed);
    return this.isOnlyContradictions(proposed.text, edits) ? edits.map(heldBackAsRejected) : edits;
  }

  /** The edits of the text as repaired so far: nothing that goes against a decision which counted before. */
  further(proposed: ProposedEdits): Edit[] {
    const before = new Contradictions(this.used);
    const edits = this.decided(proposed).filter((edit) => !isOpen(edit) || !before.holds(proposed.text, edit));
    return this.isOnlyContradictions(proposed.text, edits) ? [] : edits;
  }

  /** Rounds taken together may come to what was rejected. */
  last(text: string, edits: readonly Edit[]): readonly Edit[] {
    const checked = edits.map((edit) => (isOwn(edit) ? this.rejectedIfSo(edit) : edit));
    return this.isOnlyContradictions(text, checked) ? checked.map(heldBackAsRejected) : checked;
  }

  private decided({ text, edits, isSpun, off }: ProposedEdits): Edit[] {
    const decided = this.places.byFingerprint(text, this.ledger, edits);
    const accepted = free(decided.accepted, off);
    const { rejected } = decided;
    const own = edits.map((edit) => this.rejectedIfSo(edit)).map((edit) => heldBackAt(rejected, edit));
    const taken = [...accepted, ...rejected].sort((a, b) => a.start - b.start);
    const pairs = isSpun ? this.pairPlaces(text, off, taken) : [];
    for (const { decision } of [...taken, ...pairs]) this.used.add(decision);
    if (accepted.length + pairs.length === 0) return own;
    const carried = [...accepted, ...pairs].sort((a, b) => a.start - b.start);
    const merged = [
      ...own.filter(({ start, end }) => !overlapsAny(carried, start, end)),
      ...accepted.map((place) => acceptedEdit(text, place, { own, everywhere: false })),
      ...pairs.map((place) => acceptedEdit(text, place, { own, everywhere: true })),
    ].sort((a, b) => a.start - b.start);
    return pairs.length === 0 ? merged : this.agreed(text, merged, { off: off(), places: accepted });
  }

  /** Places of a pair that have no decision of their own. */
  private pairPlaces(text: string, off: () => readonly Range[], taken: readonly Range[]): DecidedPlace[] {
    const found = this.places.byPair(text).filter(({ start, end }) => !overlapsAny(taken, start, end));
    return free(found, off);
  }

  /** Articles fitted to the pairs' wordings; what was decided for a place stays word for word. */
  private agreed(text: string, edits: readonly Edit[], { off, places }: Settled): Edit[] {
    const ends = new Set(places.map(({ end }) => end));
    const exact = new Map(edits.filter(({ end }) => ends.has(end)).map((edit) => [edit.end, edit]));
    return agreement(text, edits, off).map(
      (edit) => exact.get(edit.end) ?? this.rejectedIfSo({ ...edit, id: fingerprint(text, edit) }),
    );
  }

  private rejectedIfSo(edit: Edit): Edit {
    const place = this.ledger.byFingerprint(edit.id);
    const decision = place ?? this.ledger.byPair(edit.was, edit.now);
    if (decision === undefined || isAccepted(decision)) return edit;
    this.used.add(decision);
    const evidence = {
      ...edit.evidence,
      heldBack: REJECTED,
      decision: evidenceOf(decision, "reject", place === undefined),
    };
    return { ...edit, verdict: "suggest", probability: 0, evidence };
  }

  /**
   * Is nothing left to do but what goes against decisions? Then it is not done: so a text that was repaired with the ledger comes back
   * as it is. A text that is to be repaired has other edits too.
   */
  private isOnlyContradictions(text: string, edits: readonly Edit[]): boolean {
    const open = edits.filter((edit) => edit.verdict === "apply" && isOpen(edit));
    return open.length > 0 && open.every((edit) => this.all().holds(text, edit));
  }
}

/** What no agreement may touch. */
interface Settled {
  readonly off: readonly Range[];
  readonly places: readonly DecidedPlace[];
}

const REJECTED = "rejected in review";

function isOwn({ evidence }: Edit): boolean {
  return evidence.decision === undefined;
}

/** A pair that was decided everywhere says nothing of this very place: that may have been decided otherwise. */
function isOpen({ evidence }: Edit): boolean {
  return evidence.decision === undefined || evidence.decision.everywhere === true;
}

function heldBackAsRejected(edit: Edit): Edit {
  if (edit.verdict !== "apply" || !isOpen(edit)) return edit;
  return { ...edit, verdict: "suggest", evidence: { ...edit.evidence, heldBack: CONTRADICTS } };
}

const CONTRADICTS = "it would undo what was decided in review";

/** Where a change was rejected, another one is not made unasked either. */
function heldBackAt(rejected: readonly DecidedPlace[], edit: Edit): Edit {
  if (edit.verdict !== "apply" || !isOwn(edit) || !overlapsAny(rejected, edit.start, edit.end)) return edit;
  return { ...edit, verdict: "suggest", evidence: { ...edit.evidence, heldBack: REJECTED_THERE } };
}

const REJECTED_THERE = "another change was rejected there in review";

/** Most texts have no place for a decision, and need not be asked what is protected. */
function free(places: readonly DecidedPlace[], off: () => readonly Range[]): DecidedPlace[] {
  return places.length === 0 ? [] : unprotected(places, off());
}

interface Acceptance {
  /** What was proposed anyway. */
  readonly own: readonly Edit[];
  /** Because of its pair, not of its fingerprint. */
  readonly everywhere: boolean;
}

function acceptedEdit(text: string, place: DecidedPlace, { own, everywhere }: Acceptance): Edit {
  const { start, end, was, now, decision } = place;
  const same = own.find((edit) => edit.start === start && edit.end === end);
  const proposed = same === undefined || same.now === now ? [] : [{ now: same.now, probability: 0 }];
  const others = (same?.alternatives ?? [{ now: was, probability: 0 }]).filter((one) => one.now !== now);
  const { heldBack: _, ...numbers } = same?.evidence ?? {};
  // What spoke for what was proposed says nothing of another wording.
  const evidence = same?.now === now ? numbers : numbers.family === undefined ? {} : { family: numbers.family };
  const id = fingerprint(text, { start, end, was, now });
  return {
    id,
    start,
    end,
    was,
    now,
    verdict: "apply",
    probability: 1,
    channel: same?.channel ?? "dictionary",
    alternatives: [...proposed, ...others.map((one) => ({ ...one, probability: 0 }))],
    evidence: {
      ...evidence,
      reason: ACCEPTED,
      decision: { ...evidenceOf(decision, "accept", everywhere), ...recordOf(decision, id) },
    },
  };
}

const ACCEPTED = "accepted in review";

function recordOf({ fingerprint, proposed }: Decision, id: string): Pick<DecisionEvidence, "fingerprint"> {
  return proposed === undefined || fingerprint === id ? {} : { fingerprint };
}

function evidenceOf(
  { who, when }: Decision,
  verdict: DecisionEvidence["verdict"],
  everywhere: boolean,
): DecisionEvidence {
  return {
    verdict,
    ...(everywhere && { everywhere }),
    ...(who !== undefined && { who }),
    ...(when !== undefined && { when }),
  };
}
