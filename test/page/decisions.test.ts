import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ledger } from "../../src/decisions/ledger.js";
import type { Decision } from "../../src/page/decisions/decision.js";
import { ACCEPTED, Decisions, OPEN, REJECTED } from "../../src/page/decisions/decisions.js";
import { smallRun } from "./made-run.js";
import { runOf } from "./read-run.js";

const documents = smallRun();
const edits = documents.flatMap(({ result }) => result.edits);

const decision = fc
  .record({
    edit: fc.nat(edits.length - 1),
    decision: fc.constantFrom("accept", "reject", "undo"),
    everywhere: fc.boolean(),
    isOwn: fc.boolean(),
    when: fc.option(fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"), { nil: undefined }),
  })
  .map(({ edit, decision, everywhere, isOwn, when }): Decision => {
    const { id, was, now } = edits[edit]!;
    return {
      schema: 1,
      fingerprint: id,
      was,
      now: isOwn ? "own words" : now,
      ...(isOwn && { proposed: now }),
      decision,
      ...(everywhere && { everywhere }),
      ...(when !== undefined && { when }),
    };
  });

describe("decisions on the page", () => {
  test("stand as the ledger of the command line resolves them, whatever their order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(decision, { selector: (one) => JSON.stringify(one), maxLength: 12 }), (records) => {
        const decisions = new Decisions(runOf(documents));
        decisions.add(records);
        const ledger = Ledger.of(records);
        for (const [edit, { id, was, now }] of edits.entries()) {
          const held = ledger.byFingerprint(id) ?? ledger.byPair(was, now);
          const standing = held === undefined ? OPEN : held.decision === "accept" ? ACCEPTED : REJECTED;
          expect(decisions.standing[edit]).toBe(standing);
        }
        const decided = decisions.standing.reduce((count, one) => count + (one === OPEN ? 0 : 1), 0);
        expect(decisions.decided).toBe(decided);
        expect(decisions.decidedIn.reduce((sum, count) => sum + count, 0)).toBe(decided);
      }),
      { numRuns: 500 },
    );
  });

  test("met twice count once", () => {
    const decisions = new Decisions(runOf(documents));
    const { id, was, now } = edits[0]!;
    const record: Decision = { schema: 1, fingerprint: id, was, now, decision: "accept", when: "2026-01-01T00:00:00Z" };
    expect(decisions.add([record])).toHaveLength(1);
    expect(decisions.add([{ ...record }])).toHaveLength(0);
    expect(decisions.records).toHaveLength(1);
  });
});
