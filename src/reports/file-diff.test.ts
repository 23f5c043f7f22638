import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileDiff } from "./file-diff.js";
import type { ReportedStretch } from "./report.js";

const HEADER = "--- a/x\n+++ b/x\n";

function diffOf(stretches: readonly ReportedStretch[]): string {
  const diff = new FileDiff(HEADER);
  return Buffer.concat([...stretches.map((one) => diff.stretch(one)), diff.end()]).toString("latin1");
}

/** Bytes with what replaces them, in a row. */
const piece = fc.constantFrom("a", "b\n", "\n", "word\r\n", "\xff\0", "c\nd");
const step = fc.record({ kept: fc.array(piece), was: fc.array(piece), now: fc.array(piece), cut: fc.boolean() });

describe("FileDiff", () => {
  it("is the same however the file comes in stretches, and carried out gives the new bytes", () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const cut: ReportedStretch[] = [];
        let [text, start, now] = ["", 0, ""];
        let changes: ReportedStretch["changes"][number][] = [];
        const all: typeof changes = [];
        const bytes = (from: string) => Buffer.from(from, "latin1");
        const end = () => {
          const shifted = changes.map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
          cut.push({ bytes: bytes(text.slice(start)), changes: shifted });
          [start, changes] = [text.length, []];
        };
        for (const one of steps) {
          text += one.kept.join("");
          now += one.kept.join("") + one.now.join("");
          const change = {
            start: text.length,
            end: text.length + one.was.join("").length,
            bytes: bytes(one.now.join("")),
          };
          text += one.was.join("");
          changes.push(change);
          all.push(change);
          if (one.cut) end();
        }
        end();
        const whole = diffOf([{ bytes: bytes(text), changes: all }]);
        expect(diffOf(cut)).toBe(whole);
        expect(carriedOut(text, whole)).toBe(now);
        if (text === now) expect(whole).toBe("");
      }),
      { numRuns: 500 },
    ));

  it("keeps to the lines that change, where a change reaches over others", () => {
    const [was, now] = ["one\ntwo\nthree\nfour\n", "one\ntwo\nTHREE\nfour\n"];
    const diff = diffOf([
      { bytes: Buffer.from(was), changes: [{ start: 0, end: was.length, bytes: Buffer.from(now) }] },
    ]);
    expect(diff).toBe(`${HEADER}@@ -1,4 +1,4 @@\n one\n two\n-three\n+THREE\n four\n`);
  });

  it("leaves a packed file out, and says so", () => {
    const diff = new FileDiff(HEADER);
    const changes = [{ start: 0, end: 1, bytes: Buffer.from("b") }];
    expect(diff.stretch({ bytes: Buffer.from("a\n"), changes, isPacked: true })).toHaveLength(0);
    expect(diff.end()).toHaveLength(0);
    expect(diff.note).toMatch(/packed/);
  });
});

/** What a reader of unified diffs makes of one: every hunk must fit to the letter. */
function carriedOut(text: string, diff: string): string {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [head = "", ...lines] = hunk.match(/[^\n]*\n/g) ?? [];
    const [, start, count = "1", newStart, newCount = "1"] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(head)!;
    const first = Number(start) - (count === "0" ? 0 : 1);
    out.push(...old.slice(at, first));
    expect(out).toHaveLength(Number(newStart) - (newCount === "0" ? 0 : 1));
    at = first;
    let [removed, added] = [0, 0];
    for (const line of ended(lines)) {
      const [sign, rest] = [line[0], line.slice(1)];
      if (sign !== "+") {
        expect(rest).toBe(old[at++]);
        removed += 1;
      }
      if (sign !== "-") {
        out.push(rest);
        added += 1;
      }
    }
    expect([removed, added]).toEqual([Number(count), Number(newCount)]);
  }
  return [...out, ...old.slice(at)].join("");
}

/** The lines of a hunk; one that a marker follows has no line feed. */
function ended(lines: readonly string[]): readonly string[] {
  const hasMarker = (index: number) => lines[index + 1]?.startsWith("\\") === true;
  return lines.flatMap((line, index) => (line.startsWith("\\") ? [] : [hasMarker(index) ? line.slice(0, -1) : line]));
}
