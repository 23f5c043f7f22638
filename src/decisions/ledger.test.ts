import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decision, Ledger } from "./ledger.js";
import { ledgerSchema } from "./ledger-record.js";

function decided(decision: Decision["decision"], more: Partial<Decision> = {}): Decision {
  return { schema: 1, fingerprint: "f1", was: "metal", now: "steel", decision, ...more };
}

describe("Ledger", () => {
  it("knows what was decided for a fingerprint, and nothing of others", () => {
    const ledger = Ledger.of([decided("accept")]);
    expect(ledger.byFingerprint("f1")?.decision).toBe("accept");
    expect(ledger.byFingerprint("f2")).toBeUndefined();
    expect(ledger.byPair("metal", "steel")).toBeUndefined();
    expect(ledger.size).toBe(1);
  });

  it("lets the later line count, and undo take back", () => {
    expect(Ledger.of([decided("accept"), decided("reject")]).byFingerprint("f1")?.decision).toBe("reject");
    expect(Ledger.of([decided("reject"), decided("undo")]).byFingerprint("f1")).toBeUndefined();
    expect(Ledger.of([decided("reject"), decided("undo"), decided("accept")]).byFingerprint("f1")?.decision).toBe(
      "accept",
    );
    expect(Ledger.of([decided("reject"), decided("undo")]).size).toBe(0);
  });

  it("lets the later time count whatever the order of the lines, in any time zone", () => {
    const early = decided("accept", { when: "2026-11-22T04:00:00+02:00" });
    const late = decided("reject", { when: "2026-11-22T03:00:00Z" });
    for (const lines of [
      [early, late],
      [late, early],
    ]) {
      expect(Ledger.of(lines).byFingerprint("f1")?.decision).toBe("reject");
    }
    const same = decided("undo", { when: late.when! });
    expect(Ledger.of([late, same]).byFingerprint("f1")).toBeUndefined();
    expect(Ledger.of([late, decided("accept")]).byFingerprint("f1")?.decision).toBe("accept");
  });

  it("comes to the same for any order of lines that have different times", () => {
    const record = fc.record({
      fingerprint: fc.constantFrom("f1", "f2"),
      now: fc.constantFrom("steel", "iron"),
      decision: fc.constantFrom("accept" as const, "reject" as const, "undo" as const),
      everywhere: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (records, keys) => {
        const lines = records.map(({ everywhere, ...rest }, at) =>
          decided(rest.decision, {
            ...rest,
            ...(everywhere && { everywhere: true }),
            when: new Date(at * 1000).toISOString(),
          }),
        );
        const shuffled = lines.map((line) => ({ line, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const other = Ledger.of(shuffled.map(({ line }) => line));
        const ledger = Ledger.of(lines);
        for (const id of ["f1", "f2"]) expect(other.byFingerprint(id)).toEqual(ledger.byFingerprint(id));
        for (const now of ["steel", "iron"]) expect(other.byPair("metal", now)).toEqual(ledger.byPair("metal", now));
      }),
    );
  });

  it("knows a pair everywhere in any case, blanks and apostrophes", () => {
    const ledger = Ledger.of([
      decided("accept", { was: "The bank's  metal", now: "the bank's steel", everywhere: true }),
    ]);
    expect(ledger.byPair("the BANK’S\nmetal", "The bank's steel")?.decision).toBe("accept");
    expect(ledger.byPair("the bank's metal", "the bank's iron")).toBeUndefined();
    expect(ledger.byFingerprint("f1")?.decision).toBe("accept");
  });

  it("lets a place be taken back without the pair, and both together", () => {
    const everywhere = decided("reject", { everywhere: true });
    const place = Ledger.of([everywhere, decided("undo")]);
    expect(place.byFingerprint("f1")).toBeUndefined();
    expect(place.byPair("metal", "steel")?.decision).toBe("reject");
    const both = Ledger.of([everywhere, decided("undo", { everywhere: true })]);
    expect(both.byPair("metal", "steel")).toBeUndefined();
    expect(both.size).toBe(0);
  });

  it("holds an own wording for what was proposed too, until either is decided anew", () => {
    const own = decided("accept", { now: "iron", proposed: "steel", everywhere: true });
    expect(Ledger.of([own]).byPair("metal", "steel")?.now).toBe("iron");
    expect(Ledger.of([own]).byPair("metal", "iron")?.now).toBe("iron");
    expect([...Ledger.of([own]).decidedPairs()]).toEqual([own]);
    const undone = Ledger.of([own, decided("undo", { everywhere: true })]);
    expect(undone.byPair("metal", "iron")).toBeUndefined();
    expect([...undone.decidedPairs()]).toEqual([]);
  });
});

describe("schemas/ledger.schema.json", () => {
  it("is the record's schema, written out", async () => {
    await expect(ledgerSchema()).toMatchFileSnapshot("../../schemas/ledger.schema.json");
  });
});
