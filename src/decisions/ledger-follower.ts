import { agreement } from "../edits/index.js";
import { overlapsAny } from "../protection/index.js";
import type { DecisionEvidence, Edit, Range } from "../result.js";
import { AcceptedEdits, type AcceptedPlace, isAccepted, unprotected } from "./accepted-edits.js";
import { Contradictions } from "./contradictions.js";
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
  private readonly accepted: AcceptedEdits;
  private all: Contradictions | undefined;

  constructor(private readonly ledger: Ledger) {
    this.accepted = new AcceptedEdits(ledger);
  }

  review(): DocumentReview {
    return new DocumentReview(this.ledger, this.accepted, () => {
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
    private readonly accepted: AcceptedEdits,
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
    const edits = this.decided(proposed).filter((edit) => !isOwn(edit) || !before.holds(proposed.text, edit));
    return this.isOnlyContradictions(proposed.text, edits) ? [] : edits;
  }

  /** Rounds taken together may come to what was rejected. */
  last(text: string, edits: readonly Edit[]): readonly Edit[] {
    const checked = edits.map((edit) => (isOwn(edit) ? this.rejectedIfSo(edit) : edit));
    return this.isOnlyContradictions(text, checked) ? checked.map(heldBackAsRejected) : checked;
  }

  private decided({ text, edits, isSpun, off }: ProposedEdits): Edit[] {
    const places = free(this.accepted.byFingerprint(text, this.ledger, edits), off);
    for (const { decision } of places) this.used.add(decision);
    const own = edits.map((edit) => this.rejectedIfSo(edit));
    const pairs = isSpun ? this.pairPlaces(text, off, places, own) : [];
    for (const { decision } of pairs) this.used.add(decision);
    if (places.length + pairs.length === 0) return own;
    const accepted = new Map([...places, ...pairs].map((place) => [place, acceptedEdit(text, place, own)]));
    const taken = [...accepted.keys()].sort((a, b) => a.start - b.start);
    const merged = [...own.filter(({ start, end }) => !overlapsAny(taken, start, end)), ...accepted.values()];
    merged.sort((a, b) => a.start - b.start);
    return pairs.length === 0 ? merged : this.agreed(text, merged, { off: off(), places });
  }

  private pairPlaces(
    text: string,
    off: () => readonly Range[],
    taken: readonly AcceptedPlace[],
    own: readonly Edit[],
  ): AcceptedPlace[] {
    // A place of its own decision is not the pair's.
    const decided = own.filter(({ id, evidence }) => evidence.decision !== undefined && this.ledger.byFingerprint(id));
    const rejected = new Set(decided.map(({ start, end, now }) => `${start} ${end} ${now}`));
    const open = this.accepted
      .byPair(text)
      .filter(({ start, end, now }) => !overlapsAny(taken, start, end) && !rejected.has(`${start} ${end} ${now}`));
    return free(open, off);
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
    const evidence = { ...edit.evidence, heldBack: REJECTED, decision: evidenceOf(decision, "reject") };
    return { ...edit, verdict: "suggest", probability: 0, evidence };
  }

  /**
   * Is nothing left to do but what goes against decisions? Then it is not done: so a text that was repaired with the ledger comes back
   * as it is. A text that is to be repaired has other edits too.
   */
  private isOnlyContradictions(text: string, edits: readonly Edit[]): boolean {
    const own = edits.filter((edit) => edit.verdict === "apply" && isOwn(edit));
    return own.length > 0 && own.every((edit) => this.all().holds(text, edit));
  }
}

/** What no agreement may touch. */
interface Settled {
  readonly off: readonly Range[];
  readonly places: readonly AcceptedPlace[];
}

const REJECTED = "rejected in review";

function isOwn({ evidence }: Edit): boolean {
  return evidence.decision === undefined;
}

function heldBackAsRejected(edit: Edit): Edit {
  if (edit.verdict !== "apply" || !isOwn(edit)) return edit;
  return { ...edit, verdict: "suggest", evidence: { ...edit.evidence, heldBack: CONTRADICTS } };
}

const CONTRADICTS = "it would undo what was decided in review";

/** Most texts have no place for a decision, and need not be asked what is protected. */
function free(places: readonly AcceptedPlace[], off: () => readonly Range[]): AcceptedPlace[] {
  return places.length === 0 ? [] : unprotected(places, off());
}

function acceptedEdit(text: string, place: AcceptedPlace, own: readonly Edit[]): Edit {
  const { start, end, was, now, decision } = place;
  const same = own.find((edit) => edit.start === start && edit.end === end);
  const proposed = same === undefined || same.now === now ? [] : [{ now: same.now, probability: 0 }];
  const others = (same?.alternatives ?? [{ now: was, probability: 0 }]).filter((one) => one.now !== now);
  const { heldBack: _, ...evidence } = same?.evidence ?? {};
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
      decision: { ...evidenceOf(decision, "accept"), ...recordOf(decision, id) },
    },
  };
}

const ACCEPTED = "accepted in review";

function recordOf({ fingerprint, proposed }: Decision, id: string): Pick<DecisionEvidence, "fingerprint"> {
  return proposed === undefined || fingerprint === id ? {} : { fingerprint };
}

function evidenceOf({ everywhere, who, when }: Decision, verdict: DecisionEvidence["verdict"]): DecisionEvidence {
  return {
    verdict,
    ...(everywhere && { everywhere }),
    ...(who !== undefined && { who }),
    ...(when !== undefined && { when }),
  };
}
