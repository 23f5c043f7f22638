import { beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "./decisions/fingerprint.js";
import { applyEdits, invertEdits } from "./edits/index.js";
import { type Engine, engineOn } from "./engine.js";
import { readSamples } from "./evaluation/garble-samples.js";
import { openResources, type Resources } from "./resources.js";
import { LONGEST_WHOLE, textParts } from "./text-parts.js";

/** Samples one after the other, with a line that tells one time from the next. */
function pile(texts: readonly string[], length: number): string {
  const parts: string[] = [];
  for (let at = 0, done = 0; done < length; at++, done += parts.at(-1)!.length)
    parts.push(`Report ${at + 1}.\n\n${texts[at % texts.length]!.trim()}\n\n`);
  return parts.join("").trimEnd();
}

const clean = readSamples("clean").map(({ text }) => text);
const spun = readSamples("spun").map(({ text }) => text);
const LONG = 2.5 * LONGEST_WHOLE;

describe("a document that is read in parts", () => {
  let resources: Resources;
  let engine: Engine;

  beforeAll(async () => {
    resources = await openResources();
    engine = engineOn(resources);
  });

  it("is repaired all over, by the contract", () => {
    const text = pile(spun, LONG);
    expect(textParts(text).length).toBeGreaterThan(2);
    const result = engine.repair(text);
    expect(result.detection).toMatchObject({ verdict: "spun", family: "a" });
    expect(result.detection).toEqual(engine.detect(text));
    expect(applyEdits(text, result.edits)).toBe(result.text);
    expect(applyEdits(result.text, invertEdits(result.edits))).toBe(text);
    for (const edit of result.edits) expect(edit.id).toBe(fingerprint(text, edit));
    for (const { start, text: part } of textParts(text)) {
      const here = result.edits.filter((edit) => edit.start >= start && edit.end <= start + part.length);
      expect(here.length).toBeGreaterThan(part.length / 60);
    }
    const covered = result.detection.spans.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(covered).toBeGreaterThan(0.9 * text.length);
    expect(engine.repair(result.text)).toMatchObject({ text: result.text });
  });

  it("is left alone where it is clean, and spun where it is spun", () => {
    const [before, middle, after] = [pile(clean, LONGEST_WHOLE), pile(spun, LONGEST_WHOLE), pile(clean, LONGEST_WHOLE)];
    const text = `${before}\n\n${middle}\n\n${after}`;
    const { detection, edits } = engine.repair(text);
    const [from, to] = [before.length, before.length + middle.length + 4];
    expect(detection.verdict).toBe("spun");
    expect(edits.filter(({ start }) => start >= from && start < to).length).toBeGreaterThan(middle.length / 60);
    const applied = edits.filter(({ verdict }) => verdict === "apply");
    expect(applied.filter(({ start, end }) => end <= from || start >= to)).toEqual([]);
    expect(engine.repair(pile(clean, LONG))).toMatchObject({ detection: { verdict: "clean" }, edits: [] });
  });

  it("keeps to what is protected from one part into the next", () => {
    const [open, closed, end] = [pile(spun, 20_000), pile(spun, LONGEST_WHOLE), pile(spun, 40_000)];
    const text = `${open}\n\n[unspin off]\n\n${closed}\n\n[unspin on]\n\n${end}`;
    const { edits } = engine.repair(text);
    const [from, to] = [open.length, open.length + closed.length];
    expect(edits.filter((edit) => edit.start >= from && edit.end <= to)).toEqual([]);
    expect(edits.filter((edit) => edit.end <= from)).not.toEqual([]);
    expect(edits.filter((edit) => edit.start > to)).not.toEqual([]);
  });

  it("is explained part by part", () => {
    const text = pile(spun, LONG);
    const edit = engine.repair(text).edits.findLast(({ verdict }) => verdict === "apply")!;
    const [place] = engine.explain(text, edit.start);
    expect(place).toMatchObject({ start: edit.start, was: edit.was });
    expect(place!.candidates.some(({ probability }) => probability === edit.probability)).toBe(true);
  });

  it("is skipped only where none of it is English", () => {
    const french = "La rédaction a reçu plusieurs dépêches, et personne ne sait encore laquelle est la bonne. ";
    const foreign = french.repeat(Math.ceil(LONG / french.length));
    expect(engine.repair(foreign)).toMatchObject({ detection: { verdict: "skipped" }, edits: [] });
    expect(engine.detect(`${foreign}\n\n${pile(spun, LONGEST_WHOLE)}`).verdict).toBe("spun");
  });
});
