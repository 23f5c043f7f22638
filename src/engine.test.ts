import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differences } from "./dictionary/align.js";
import { applyEdits, invertEdits } from "./edits/index.js";
import { type Engine, openEngine } from "./engine.js";
import { UnspinError } from "./errors.js";
import { protectedSpans } from "./protection/index.js";
import type { RepairResult } from "./result.js";
import { sentenceStarts } from "./tokens/sentences.js";
import { tokenize } from "./tokens/tokenize.js";

const SAMPLES = new URL("../samples/", import.meta.url);

function samples(folder: string): { name: string; text: string }[] {
  const at = new URL(`${folder}/`, SAMPLES);
  return readdirSync(at)
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, at), "utf8") }));
}

const CLEAN = samples("clean");
const SPUN = samples("spun");
const TRICKY = samples("tricky");

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

/** Everything that holds of a result whatever the text. */
function expectSound(text: string, result: RepairResult): void {
  let floor = 0;
  for (const edit of result.edits) {
    expect(edit.start).toBeGreaterThanOrEqual(floor);
    expect(edit.end).toBeGreaterThanOrEqual(edit.start);
    expect(text.slice(edit.start, edit.end)).toBe(edit.was);
    expect(edit.now).not.toBe(edit.was);
    expect(edit.probability).toBeGreaterThanOrEqual(0);
    expect(edit.probability).toBeLessThanOrEqual(1);
    expect(edit.id).toMatch(/^[0-9a-f]{16}$/);
    for (const { now, probability } of edit.alternatives) {
      expect(now).not.toBe(edit.now);
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    floor = edit.end;
  }
  expect(applyEdits(text, result.edits)).toBe(result.text);
  expect(applyEdits(result.text, invertEdits(result.edits))).toBe(text);
  expect(result.input.length).toBe(text.length);
  if (result.detection.verdict !== "spun") expect(result.edits).toEqual([]);
  let last = 0;
  for (const { start, end } of result.detection.spans) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    last = end;
  }
}

/** Words that must be put in or taken out to make one text of the other. */
function distance(a: string, b: string): number {
  const words = new Map<string, number>();
  const ids = (text: string) =>
    text.split(/\s+/).map((word) => words.get(word) ?? words.set(word, words.size).size - 1);
  const [left, right] = [ids(a), ids(b)];
  const blocks = differences(left, right, left.length + right.length)!;
  return blocks.reduce((sum, { aStart, aEnd, bStart, bEnd }) => sum + aEnd - aStart + bEnd - bStart, 0);
}

describe("samples", () => {
  test("garbled stories come back: most of what was swapped is restored, soundly", () => {
    expect(SPUN.length).toBe(CLEAN.length);
    for (const [at, { name, text }] of SPUN.entries()) {
      const result = engine.repair(text);
      expectSound(text, result);
      expect(result.detection, name).toMatchObject({ verdict: "spun", family: "a" });
      expect(result.detection.rate, name).toBeGreaterThan(0.8);
      const original = CLEAN[at]!.text;
      expect(distance(result.text, original) / distance(text, original), name).toBeLessThan(0.3);
    }
  });

  test.each([...CLEAN, ...TRICKY])("$name comes back byte for byte", ({ text }) => {
    const result = engine.repair(text);
    const shown = result.edits.map(
      ({ was, now, verdict, probability }) => `${was} -> ${now} (${verdict} ${probability})`,
    );
    expect(shown).toEqual([]);
    expect(result.text).toBe(text);
    expect(result.detection.verdict).not.toBe("spun");
    expect(result.detection.rate).toBeLessThanOrEqual(0.1);
  });

  test("French, mixed, very old, short and empty texts are skipped, with the reason", () => {
    for (const name of ["french.txt", "mixed.txt", "scripture.txt", "short.txt", "empty.txt"]) {
      const { text } = TRICKY.find((sample) => sample.name === name)!;
      expect(engine.detect(text).verdict, name).toBe("skipped");
      expect(engine.detect(text).reason, name).toMatch(/\w+/);
    }
  });

  test("detect gives the very verdict that repair gives", () => {
    for (const { text } of [...CLEAN, ...SPUN, ...TRICKY]) {
      expect(engine.detect(text)).toEqual(engine.repair(text).detection);
    }
  });

  test("a clean document ends with a rate near 0, a garbled one near 1", () => {
    for (const { name, text } of CLEAN) expect(engine.detect(text).rate, name).toBeLessThan(0.05);
    for (const { name, text } of SPUN) expect(engine.detect(text).rate, name).toBeGreaterThan(0.9);
  });

  test("what is said three times is no more evidence than what is said once", () => {
    const all = CLEAN.map(({ text }) => text).join("\n\n");
    expect(engine.repair([all, all, all].join("\n\n")).edits).toEqual([]);
    const { text } = SPUN[0]!;
    const applied = (result: RepairResult) => result.edits.filter(({ verdict }) => verdict === "apply").length;
    const once = applied(engine.repair(text));
    const thrice = applied(engine.repair([text, text, text].join("\n\n")));
    expect(Math.abs(thrice - 3 * once)).toBeLessThanOrEqual(0.05 * thrice);
    expect(once).toBeGreaterThan(50);
  });

  test("nor does a text that is said three times look any cleaner", () => {
    const titled = SPUN[2]!.text.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
    const [once, thrice] = [1, 3].map((times) => engine.detect(Array(times).fill(titled).join("\n\n")));
    expect(once!.verdict).toBe("spun");
    expect(thrice!.verdict).toBe("spun");
    expect(thrice!.probability).toBeGreaterThan(once!.probability - 0.02);
  });

  test("the same text gives the same result, whatever was repaired before", async () => {
    const other = await openEngine();
    for (const { text } of [...SPUN].reverse()) expect(other.repair(text)).toEqual(engine.repair(text));
    other.close();
  });
});

function sentencesOf(text: string): string[] {
  const tokens = tokenize(text);
  const starts = [...sentenceStarts(tokens)];
  return starts.map((first, at) =>
    text.slice(tokens.starts[first]!, tokens.ends[(starts[at + 1] ?? tokens.count) - 1]!),
  );
}

const ANY_SENTENCE = [...SPUN, ...SPUN, ...CLEAN, ...TRICKY].flatMap(({ text }) => sentencesOf(text));
const PROTECTED = [
  "See https://example.com/commerce-struggle/brand-new?additionally=metal for more.",
  "Mail additionally@commerce.example or @metal_nations about it.",
  "She wrote \u201cthey additionally visited [sic] the metal\u201d on Friday.",
  "Run `certainly one of the nations` first.",
];

/** A page put together from sentences of the samples, spun and clean ones, and what must not be touched. */
const splice = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...ANY_SENTENCE) },
        { weight: 1, arbitrary: fc.constantFrom(...PROTECTED) },
      ),
      fc.constantFrom(" ", " ", " ", "\n\n", "\r\n"),
    ),
    { minLength: 8, maxLength: 40 },
  )
  .map((parts) => parts.map(([sentence, gap]) => sentence + gap).join(""));

describe("properties", () => {
  test("results are sound, and repairing the repaired text changes nothing more, on random splices", () => {
    let edits = 0;
    fc.assert(
      fc.property(splice, (text) => {
        const result = engine.repair(text);
        expectSound(text, result);
        edits += result.edits.length;
        const again = engine.repair(result.text);
        expect(again.text).toBe(result.text);
        expect(again.edits.filter(({ verdict }) => verdict === "apply")).toEqual([]);
      }),
      { numRuns: 120 },
    );
    expect(edits).toBeGreaterThan(2000);
  });

  test("repairing the repaired samples changes nothing more, in any mode", async () => {
    for (const mode of ["careful", "balanced", "thorough"] as const) {
      const other = await openEngine({ mode });
      for (const { name, text } of SPUN) {
        const once = other.repair(text).text;
        expect(other.repair(once).text, `${name}, ${mode}`).toBe(once);
      }
      other.close();
    }
  });

  test("no edit touches what is protected, and the rest of the page is still repaired", () => {
    let edits = 0;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(PROTECTED, { minLength: 1 }),
        fc.constantFrom(...SPUN),
        fc.nat(),
        (pieces, sample, seed) => {
          const sentences = sentencesOf(sample.text);
          pieces.forEach((piece, at) => {
            sentences.splice((seed * (at + 7)) % sentences.length, 0, piece);
          });
          const text = sentences.join(" ");
          const off = protectedSpans(text);
          const result = engine.repair(text);
          for (const edit of result.edits) {
            for (const { start, end } of off) expect(edit.start < end && start < edit.end, edit.was).toBe(false);
          }
          for (const piece of pieces.filter((one) => !one.includes("[sic]"))) {
            const kept = /https\S+|\S+@\S+|@\w+|`[^`]+`/.exec(piece)![0];
            expect(result.text).toContain(kept);
          }
          edits += result.edits.length;
        },
      ),
      { numRuns: 30 },
    );
    expect(edits).toBeGreaterThan(1500);
  });

  test("phrases that the user protects stay, in any case", async () => {
    const { text } = SPUN.find(({ name }) => name === "markets.txt")!;
    const free = engine.repair(text).edits.filter(({ verdict }) => verdict === "apply");
    const phrase = free[0]!.was;
    const other = await openEngine({ protect: [phrase.toUpperCase()] });
    const held = other.repair(text);
    expectSound(text, held);
    expect(held.edits.some(({ was }) => was.toLowerCase() === phrase.toLowerCase())).toBe(false);
    expect(held.edits.length).toBeGreaterThan(free.length / 2);
    other.close();
  });

  test("the stricter the mode, the fewer edits are applied", async () => {
    const counts: number[] = [];
    for (const mode of ["careful", "balanced", "thorough"] as const) {
      const other = await openEngine({ mode });
      const applied = SPUN.map(
        ({ text }) => other.repair(text).edits.filter(({ verdict }) => verdict === "apply").length,
      );
      counts.push(applied.reduce((sum, count) => sum + count, 0));
      other.close();
    }
    expect(counts[0]).toBeLessThanOrEqual(counts[1]!);
    expect(counts[1]).toBeLessThanOrEqual(counts[2]!);
    expect(counts[0]).toBeGreaterThan(100);
  });

  test("arbitrary strings never throw and come back unchanged", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "\ud800",
        "\udc00",
        "\u0000",
        "\r\n",
        "\u2028",
        "\ufeff",
        "e\u0301",
        "\u{1f642}",
        "'",
        "\u2019s ",
        "... ",
        "U.S. ",
        " the ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        const result = engine.repair(text);
        expectSound(text, result);
        expect(result.text).toBe(text);
        engine.explain(text, 0);
        engine.trace(text.slice(0, 60));
      }),
      { numRuns: 300 },
    );
  });

  test("noise inside a spun page is left as it is, and the page is still repaired", () => {
    const { text } = SPUN[0]!;
    const noise = fc.constantFrom(
      "\ud800",
      "\udfff",
      "\u0000",
      "\u0007",
      "\u{1f469}\u200d\u{1f467}",
      "\u200f",
      "\ufffd",
      "\ufe0f",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, fc.nat()), { minLength: 1, maxLength: 10 }), (marks) => {
        const gaps = [...text.matchAll(/ /g)].map(({ index }) => index);
        const at = new Map(marks.map(([mark, seed]) => [gaps[seed % gaps.length]!, mark]));
        const noisy = text.replace(/ /g, (gap, index: number) => (at.has(index) ? ` ${at.get(index)} ` : gap));
        const result = engine.repair(noisy);
        expectSound(noisy, result);
        expect(result.edits.length).toBeGreaterThan(50);
        for (const mark of at.values()) expect(result.text).toContain(mark);
      }),
      { numRuns: 20 },
    );
  });
});

describe("size", () => {
  const MEGABYTE = 1 << 20;
  test.each([
    ["one line of prose", "The council said on Monday that the road would open again in May. "],
    ["one word", "a"],
    ["full stops", ". "],
    ["NULs", "\u0000"],
    ["lone surrogates", "\ud800 "],
    ["quotes", '" '],
    ["apostrophes", "'"],
    ["numbers", "1,000 "],
    ["capitals", "NATO "],
  ])("1 MB of %s comes back unchanged, in seconds", (_, piece) => {
    const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
    const started = performance.now();
    const result = engine.repair(text);
    expect(result.text).toBe(text);
    // About 1 s alone; the bound is for a busy machine and would not hide anything quadratic.
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test("a spun page on one line of 300 kB is repaired", () => {
    const text = SPUN.map((sample) => sample.text.replace(/\s+/g, " "))
      .join(" ")
      .repeat(12);
    const result = engine.repair(text);
    expectSound(text, result);
    expect(result.edits.length).toBeGreaterThan(8000);
  });
});

describe("openEngine", () => {
  test("takes a user's table beside its own", async () => {
    const pairs = [
      ["company", "fnord"],
      ["council", "zorblat"],
      ["people", "snarks"],
      ["road", "quxway"],
      ["said", "glorped"],
    ];
    const header = [
      "# unspin table 1",
      "# family: mine",
      "# title: Mine",
      "# made by: the tests",
      "# from: nothing",
      "# date: 2025-11-21",
    ];
    const rows = pairs.map(([original, spun]) => `${original}\t${spun}\t20\t1\t0`);
    const path = join(mkdtempSync(join(tmpdir(), "unspin-engine-")), "mine.tsv");
    writeFileSync(path, `${[...header, "original\tspun\tcount\tprobability\tkeep", ...rows].join("\n")}\n`);
    const original =
      "The council said on Monday that the road would open again in May. The company that built it said many people had " +
      "asked for it. The council and the company will meet next week, the council said. People who live near the road said they were glad.";
    const spun = pairs.reduce((text, [was, now]) => text.replaceAll(was!, now!).replace("People", "Snarks"), original);
    const other = await openEngine({ dictionaries: [path] });
    const result = other.repair(spun);
    expectSound(spun, result);
    expect(result.text).toBe(original);
    expect(result.detection).toMatchObject({ verdict: "spun", family: "mine" });
    expect(other.repair(original).text).toBe(original);
    other.close();
    rmSync(dirname(path), { recursive: true });
  });

  test("says which model or dictionary is at fault", async () => {
    const model = await openEngine({ model: "/nowhere/a.lm" }).catch((error: unknown) => error);
    expect(model).toBeInstanceOf(UnspinError);
    expect((model as Error).message).toContain("/nowhere/a.lm");
    const dictionary = await openEngine({ dictionaries: ["/nowhere/b.yaml"] }).catch((error: unknown) => error);
    expect(dictionary).toBeInstanceOf(Error);
    expect((dictionary as Error).message).toContain("/nowhere/b.yaml");
  });
});
