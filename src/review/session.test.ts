import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resultOf, SMALL } from "../../test/review/report.js";
import { type Decision, Ledger } from "../decisions/ledger.js";
import { type Reviewer, ReviewSession } from "./session.js";

/** A clock that counts milliseconds from the epoch. */
function reviewer(who?: string): Reviewer {
  let time = 0;
  return {
    ...(who !== undefined && { who }),
    now: () => {
      time += 1;
      return new Date(time).toISOString();
    },
  };
}

const standings = (session: ReviewSession) => session.edits.map((_, index) => session.standing(index));

describe("a review session", () => {
  it("writes a decision as a ledger has it, and names the reviewer only when there is one", () => {
    const [record] = new ReviewSession(SMALL, reviewer("ann")).decide(0, "reject");
    expect(record).toEqual({
      schema: 1,
      fingerprint: SMALL[0]!.edits[0]!.id,
      was: "metal",
      now: "steel",
      decision: "reject",
      who: "ann",
      when: "1970-01-01T00:00:00.001Z",
      document: "mill.txt",
    });
    expect(new ReviewSession(SMALL, reviewer()).decide(0, "reject")[0]).not.toHaveProperty("who");
  });

  it("takes another wording with what was proposed; the proposal and the words as they stand are plain decisions", () => {
    const session = new ReviewSession(SMALL, reviewer());
    expect(session.decideWording(0, "iron")[0]).toMatchObject({ decision: "accept", now: "iron", proposed: "steel" });
    expect(session.wording(0)).toBe("iron");
    expect(session.decideWording(0, "steel")[0]).not.toHaveProperty("proposed");
    expect(session.decideWording(0, "metal")[0]).toMatchObject({ decision: "reject", now: "steel" });
    expect(session.wording(0)).toBe("steel");
  });

  it("decides all like this in the report by fingerprints, and everywhere by one record for the pair", () => {
    const session = new ReviewSession(SMALL, reviewer());
    expect(session.alike(1)).toEqual([0, 1]);
    expect(session.decideAlike(1, "accept", false).map((record) => record.everywhere)).toEqual([undefined, undefined]);
    expect(standings(session)).toEqual(["accepted", "accepted", "open", "open", "open"]);
    session.undo();
    expect(session.decideAlike(1, "reject", true)).toHaveLength(1);
    expect(standings(session)).toEqual(["rejected", "rejected", "open", "open", "open"]);
    expect(session.left).toBe(3);
  });

  it("puts in force again what stood before the step that it takes back", () => {
    const session = new ReviewSession(SMALL, reviewer());
    session.decideAlike(1, "reject", true);
    session.decide(0, "accept");
    session.decideAlike(0, "accept", true);
    expect(session.undo()?.edit).toBe(0);
    expect(standings(session).slice(0, 2)).toEqual(["accepted", "rejected"]);
    session.undo();
    session.undo();
    expect(session.undo()).toBeUndefined();
    expect(session.left).toBe(5);
  });

  it("follows an own wording of an earlier review under the fingerprint that the ledger has it under", () => {
    const [mill] = SMALL;
    const [proposed, ...others] = mill!.edits;
    const record: Decision = {
      schema: 1,
      fingerprint: proposed!.id,
      was: "metal",
      now: "iron",
      proposed: "steel",
      decision: "accept",
      when: "1969-12-30T00:00:00.000Z",
    };
    const evidence = { decision: { verdict: "accept", fingerprint: proposed!.id } } as const;
    const worded = { ...proposed!, id: "00000000000000aa", now: "iron", evidence };
    const session = new ReviewSession([{ ...mill!, edits: [worded, ...others] }], reviewer());
    session.add([record]);
    expect([session.standing(0), session.wording(0)]).toEqual(["accepted", "iron"]);
    expect(session.decide(0, "reject")[0]!.fingerprint).toBe(worded.id);
    expect(session.standing(0)).toBe("rejected");
    session.undo();
    expect([session.standing(0), session.wording(0)]).toEqual(["accepted", "iron"]);
    session.decide(0, "reject");
    session.add([{ ...record, now: "ore", when: "1971-01-01T00:00:00Z" }]);
    expect([session.standing(0), session.wording(0)]).toEqual(["accepted", "ore"]);
    session.add([{ ...record, decision: "undo", when: "1971-01-02T00:00:00Z" }]);
    expect(session.standing(0)).toBe("rejected");
  });

  it("takes back what an earlier review decided: of the edit itself first, then of its pair everywhere", () => {
    const earlier = new ReviewSession(SMALL, { now: () => "1969-12-30T00:00:00.000Z" });
    const pair = earlier.decideAlike(1, "reject", true);
    const own = earlier.decideWording(0, "iron");
    const session = new ReviewSession(SMALL, reviewer("ann"));
    session.add([...pair, ...own]);
    expect(standings(session)).toEqual(["accepted", "rejected", "open", "open", "open"]);
    expect(session.withdraw(0)).toEqual([
      { ...own[0]!, decision: "undo", who: "ann", when: "1970-01-01T00:00:00.001Z" },
    ]);
    expect(standings(session).slice(0, 2)).toEqual(["rejected", "rejected"]);
    const [everywhere] = session.withdraw(0);
    expect(everywhere).toMatchObject({ decision: "undo", everywhere: true, fingerprint: "", was: "metal" });
    expect(session.left).toBe(4);
    expect(session.standing(1)).toBe("rejected");
    session.withdraw(1);
    expect([session.left, session.withdraw(1)]).toEqual([5, []]);
    session.undo();
    session.undo();
    session.undo();
    expect(standings(session)).toEqual(["accepted", "rejected", "open", "open", "open"]);
    expect(session.wording(0)).toBe("iron");
    expect(session.undo()).toBeUndefined();
  });

  it("takes back a decision everywhere as a whole from where it was made, and nothing that was decided since", () => {
    const session = new ReviewSession(SMALL, reviewer());
    session.decideAlike(0, "accept", true);
    session.withdraw(0);
    expect(session.left).toBe(5);
    session.decideAlike(0, "accept", true);
    session.decide(0, "reject");
    session.withdraw(1);
    expect(standings(session).slice(0, 2)).toEqual(["rejected", "open"]);
  });

  it("finds the next that is open, round the end and within a choice", () => {
    const session = new ReviewSession(SMALL, reviewer());
    session.decide(1, "accept");
    expect(session.nextOpen(0, [0, 1, 2, 3, 4])).toBe(2);
    expect(session.nextOpen(4, [0, 1, 2, 3, 4])).toBe(0);
    expect(session.nextOpen(0, [1, 4])).toBe(4);
    expect(session.nextOpen(0, [1])).toBeUndefined();
  });
});

const words = fc.constantFrom("metal", "Metal", "iron", "ore");
const report = fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 8 }).map((pairs) => [
  resultOf(
    "a.txt",
    `${pairs.map(([was]) => was).join(" ")}.`,
    pairs.map(([was, now]) => ({ was, now })),
  ),
]);
const step = fc.record({
  edit: fc.nat(7),
  verb: fc.constantFrom("accept" as const, "reject" as const),
  kind: fc.constantFrom("one", "all", "everywhere", "wording", "undo", "withdraw"),
});

describe("whatever is done", () => {
  it("each edit stands as a ledger read anew says", () => {
    fc.assert(
      fc.property(report, fc.array(step, { maxLength: 12 }), (results, steps) => {
        const session = new ReviewSession(results, reviewer());
        const written: Decision[] = [];
        for (const { edit, verb, kind } of steps) {
          const index = edit % session.edits.length;
          if (kind === "undo") written.push(...(session.undo()?.records ?? []));
          else if (kind === "withdraw") written.push(...session.withdraw(index));
          else if (kind === "one") written.push(...session.decide(index, verb));
          else if (kind === "wording") written.push(...session.decideWording(index, "ore"));
          else written.push(...session.decideAlike(index, verb, kind === "everywhere"));
        }
        const ledger = Ledger.of(written);
        const expected = session.edits.map(({ edit: { id, was, now } }) => {
          const held = ledger.byFingerprint(id) ?? ledger.byPair(was, now);
          return held === undefined ? "open" : `${held.decision}ed`;
        });
        expect(standings(session)).toEqual(expected);
        expect(session.left).toBe(expected.filter((one) => one === "open").length);
      }),
    );
  });

  it("taking every step back leaves all as it was", () => {
    fc.assert(
      fc.property(
        report,
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { maxLength: 8 }),
        (results, before, steps) => {
          const session = new ReviewSession(results, reviewer());
          const go = ({ edit, verb, kind }: (typeof steps)[number]) =>
            kind === "withdraw"
              ? session.withdraw(edit % session.edits.length).length
              : session.decideAlike(edit % session.edits.length, verb, kind === "everywhere").length;
          for (const one of before) go(one);
          const stood = [...standings(session), ...session.edits.map((_, index) => session.wording(index))];
          const taken = steps.filter((one) => go(one) > 0);
          for (const _ of taken) session.undo();
          expect([...standings(session), ...session.edits.map((_, index) => session.wording(index))]).toEqual(stood);
        },
      ),
    );
  });
});
