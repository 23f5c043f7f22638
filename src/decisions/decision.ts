/** What a reviewer decided about an edit: one line of a ledger. */
export interface Decision {
  readonly schema: 1;
  /** The edit's `id`; that of was -> `proposed` where there is one. "" only for a decision everywhere. */
  readonly fingerprint: string;
  readonly was: string;
  /** What the text shall say; for a rejected edit what was proposed. */
  readonly now: string;
  /** What the edit proposed, where the reviewer wanted another wording. */
  readonly proposed?: string;
  /** `undo` takes back what was decided for the fingerprint, and for the pair when it is `everywhere`. */
  readonly decision: "accept" | "reject" | "undo";
  /** For the pair in every document, in any case form. */
  readonly everywhere?: true;
  readonly who?: string;
  /** ISO 8601. */
  readonly when?: string;
  /** The `source` of the result at which it was decided. */
  readonly document?: string;
}

/** A decision as its line of a ledger, with the line feed; keys in the documented order. */
export function decisionLine(decision: Decision): string {
  const { fingerprint, was, now, proposed, everywhere, who, when, document } = decision;
  const record = {
    schema: 1,
    fingerprint,
    was,
    now,
    decision: decision.decision,
    ...(everywhere && { everywhere }),
    ...(who !== undefined && { who }),
    ...(when !== undefined && { when }),
    ...(document !== undefined && { document }),
    ...(proposed !== undefined && { proposed }),
  };
  return `${JSON.stringify(record)}\n`;
}
