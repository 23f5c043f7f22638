import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { fingerprint } from "./decisions/fingerprint.js";
import { type Decision, Ledger } from "./decisions/ledger.js";
import { LedgerFollower } from "./decisions/ledger-follower.js";
import { applyEdits, invertEdits } from "./edits/index.js";
import { type Engine, engineOn } from "./engine.js";
import { openResources, type Resources } from "./resources.js";
import type { Edit, RepairResult } from "./result.js";

const SAMPLES = new URL("../samples/", import.meta.url);

function samples(folder: string): string[] {
  const at = new URL(`${folder}/`, SAMPLES);
  return readdirSync(at)
    .sort()
    .map((name) => readFileSync(new URL(name, at), "utf8"));
}

let resources: Resources;
let plain: Engine;
beforeAll(async () => {
  resources = await openResources();
  plain = engineOn(resources);
});

function engineWith(decisions: readonly Decision[], protect: readonly string[] = []): Engine {
  return engineOn(resources, { protect }, { follower: new LedgerFollower(Ledger.of(decisions)) });
}

function decided(edit: Pick<Edit, "id" | "was" | "now">, decision: Decision["decision"], more: Partial<Decision> = {}) {
  return { schema: 1, fingerprint: edit.id, was: edit.was, now: edit.now, decision, ...more } as const;
}

/** A decision at a place of a text that nothing was proposed for. */
function added(text: string, was: string, now: string, more: Partial<Decision> = {}): Decision {
  const start = text.indexOf(was);
  expect(start).toBeGreaterThanOrEqual(0);
  const id = fingerprint(text, { start, end: start + was.length, was, now });
  return decided({ id, was, now }, "accept", more);
}

/** What holds of a repair under any ledger. */
function expectSound(engine: Engine, text: string): RepairResult {
  const result = engine.repair(text);
  let floor = 0;
  for (const edit of result.edits) {
    expect(edit.start).toBeGreaterThanOrEqual(floor);
    expect(text.slice(edit.start, edit.end)).toBe(edit.was);
    expect(edit.now).not.toBe(edit.was);
    expect(edit.id).toBe(fingerprint(text, edit));
    floor = edit.end;
  }
  expect(applyEdits(text, result.edits)).toBe(result.text);
  expect(applyEdits(result.text, invertEdits(result.edits))).toBe(text);
  expect(engine.repair(result.text).text, "repaired again").toBe(result.text);
  return result;
}

const CLEAN = samples("clean");
const SPUN = samples("spun");

describe("a repair under a ledger", { timeout: 240_000 }, () => {
  test("never applies what was rejected, and says who rejected it", () => {
    for (const text of SPUN) {
      const wrong = plain.repair(text).edits.filter((_, at) => at % 3 === 0);
      const when = "2026-11-22T04:00:00Z";
      const engine = engineWith(wrong.map((edit) => decided(edit, "reject", { who: "ann", when })));
      const result = expectSound(engine, text);
      for (const { id, start, end } of wrong) {
        for (const edit of result.edits) {
          if (edit.start >= end || edit.end <= start) continue;
          expect(edit.verdict).toBe("suggest");
          if (edit.id !== id) continue;
          expect(edit.probability).toBe(0);
          expect(edit.evidence).toMatchObject({
            heldBack: "rejected in review",
            decision: { verdict: "reject", who: "ann", when },
          });
        }
      }
      const applied = new Set(result.edits.filter(({ verdict }) => verdict === "apply").map(({ id }) => id));
      expect(wrong.filter(({ id }) => applied.has(id))).toEqual([]);
      expect(applied.size).toBeGreaterThan(0);
    }
  });

  test("holds for any decisions about a text's edits", () => {
    const choice = fc.constantFrom("accept", "reject", "own", "everywhere", "nowhere", "open", "open");
    for (const text of SPUN.slice(0, 3)) {
      const { edits } = plain.repair(text);
      fc.assert(
        fc.property(fc.array(choice, { minLength: edits.length, maxLength: edits.length }), (drawn) => {
          // The same edit between the same words has one fingerprint, and so one decision.
          const choices = edits.map(({ id }) => drawn[edits.findIndex((edit) => edit.id === id)]);
          const decisions = edits.flatMap((edit, at): Decision[] => {
            if (choices[at] === "accept") return [decided(edit, "accept")];
            if (choices[at] === "reject") return [decided(edit, "reject")];
            if (choices[at] === "own")
              return [decided({ ...edit, now: `own ${edit.was}s` }, "accept", { proposed: edit.now })];
            if (choices[at] === "everywhere") return [decided(edit, "accept", { everywhere: true })];
            return choices[at] === "nowhere" ? [decided(edit, "reject", { everywhere: true })] : [];
          });
          const result = expectSound(engineWith(decisions), text);
          for (const [at, edit] of edits.entries()) {
            const there = result.edits.find(({ start, end }) => start === edit.start && end === edit.end);
            if (choices[at] === "accept")
              expect(there).toMatchObject({ now: edit.now, verdict: "apply", probability: 1 });
            if (choices[at] === "own")
              expect(there).toMatchObject({ now: `own ${edit.was}s`, verdict: "apply", probability: 1 });
            if (choices[at] === "reject") expect(there?.verdict).not.toBe("apply");
          }
        }),
        { numRuns: 12 },
      );
    }
  });

  test("applies what was accepted in clean text and in text too short to judge", () => {
    const clean = CLEAN[0]!;
    const was = /\p{Ll}{6,}/u.exec(clean.slice(200))![0];
    const place = added(clean.slice(200), was, "Wort");
    const text = clean.slice(200);
    expect(plain.repair(text).detection.verdict).toBe("clean");
    const { detection, edits } = expectSound(engineWith([place]), text);
    expect(detection.verdict).toBe("clean");
    expect(edits).toMatchObject([{ was, now: "Wort", verdict: "apply", probability: 1 }]);
    const short = "The metal mill closed.";
    expect(plain.repair(short).detection.verdict).toBe("skipped");
    expect(expectSound(engineWith([added(short, "metal", "steel")]), short).text).toBe("The steel mill closed.");
  });

  test("leaves clean texts alone whatever pairs are accepted everywhere, and spun ones not", () => {
    const pair = (was: string, now: string): Decision => decided({ id: "", was, now }, "accept", { everywhere: true });
    const engine = engineWith([pair("the", "das"), pair("of", "von")]);
    for (const text of CLEAN) expect(engine.repair(text).text).toBe(text);
    const spun = SPUN[0]!;
    const result = expectSound(engine, spun);
    const left = result.text.match(/\bthe\b/gi) ?? [];
    // What an edit of the dictionary brings in is not the text's.
    expect(left.length).toBeLessThan((spun.match(/\bthe\b/gi) ?? []).length / 4);
    expect(result.text).toMatch(/\bDas\b/);
    expect(result.text).not.toMatch(/das[a-z]/);
  });

  test("carries out an own wording, and a later rejection of it", () => {
    const text = SPUN[1]!;
    const [edit] = plain.repair(text).edits as [Edit];
    const own = decided({ ...edit, now: "my words" }, "accept", { proposed: edit.now });
    const there = expectSound(engineWith([own]), text).edits.find(({ start }) => start === edit.start)!;
    expect(there).toMatchObject({ was: edit.was, now: "my words", probability: 1 });
    expect(there.evidence.decision).toEqual({ verdict: "accept", fingerprint: edit.id });
    expect(there.alternatives).toContainEqual({ now: edit.now, probability: 0 });
    const taken = expectSound(engineWith([own, decided(there, "reject")]), text);
    expect(taken.edits.find(({ start }) => start === edit.start)?.now).not.toBe("my words");
    const undone = expectSound(engineWith([own, decided(edit, "undo")]), text);
    expect(undone.text).toBe(plain.repair(text).text);
  });

  test("touches nothing that is protected", () => {
    const text = "The metal mill closed.";
    const place = added(text, "metal", "steel");
    expect(engineWith([place], ["metal mill"]).repair(text).text).toBe(text);
  });

  test("lets the later of two decisions count whose places overlap", () => {
    const text = "The metal mill closed.";
    const early = added(text, "metal mill", "steel works", { when: "2026-11-22T04:00:00Z" });
    const late = added(text, "metal", "steel", { when: "2026-11-22T05:00:00Z" });
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      expect(expectSound(engineWith(order), text).text).toBe("The steel mill closed.");
    }
  });

  test("does a number and a negation on the person's word", () => {
    const text = "It has never cost 300 euros.";
    const decisions = [added(text, "never", "not"), added(text, "300", "3,000")];
    expect(expectSound(engineWith(decisions), text).text).toBe("It has not cost 3,000 euros.");
  });

  test("finds a place whose lines were wrapped anew", () => {
    const place = added("The metal mill closed.", "metal mill", "steel mill");
    expect(engineWith([place]).repair("The\nmetal\r\nmill closed.").text).toBe("The\nsteel mill closed.");
  });
});
