import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findShared, loadApRewrite, loadWildPages } from "./datasets.js";
import { measureTokens } from "./measure-tokens.js";
import { createRandom } from "./random.js";
import { fMeasure, pool, type Score, scoreTexts } from "./score.js";
import { opcodes } from "./sequence-matcher.js";

const spun = "The mayor declared the brand new span shut on Fri. for a 12 months.";
const gold = "The mayor said the new bridge closed on Friday for a year.";

describe("scoreTexts", () => {
  test("a perfect repair is right throughout", () => {
    const score = scoreTexts(spun, gold, gold);
    expect(score).toMatchObject({ fp: 0, fn: 0, precision: 1, recall: 1, f05: 1, editPrecision: 1, werAfter: 0 });
    expect(score.tp).toBeGreaterThan(3);
    expect(score.werBefore).toBeGreaterThan(0.5);
    expect(score.wrong).toEqual([]);
  });

  test("doing nothing has no recall, perfect precision of nothing, and no edit precision", () => {
    const score = scoreTexts(spun, spun, gold);
    expect(score).toMatchObject({ tp: 0, fp: 0, precision: 1, recall: 0, f05: 0, edits: 0, editPrecision: 0 });
    expect(score.werAfter).toBe(score.werBefore);
    expect(score.wrong.every(({ kind }) => kind === "missed")).toBe(true);
  });

  test("tells a miss, a harm and a wrong choice apart", () => {
    const score = scoreTexts(
      "we sell metal and buy cloth on sunny days",
      "we sell steel and buy paper on cloudy days",
      "we sell steel and purchase cloth on sunny mornings",
    );
    expect(score).toMatchObject({ tp: 1, fp: 2, fn: 2, precision: 1 / 3, recall: 1 / 3, rightEdits: 1, edits: 3 });
    expect(score.wrong).toEqual([
      { kind: "missed", spun: "buy", gold: "purchase", got: "buy" },
      { kind: "harm", spun: "cloth", gold: "cloth", got: "paper" },
      { kind: "harm", spun: "sunny", gold: "sunny", got: "cloudy" },
      { kind: "missed", spun: "days", gold: "mornings", got: "days" },
    ]);
  });

  test("a half-repaired cluster counts against precision and recall, but its right edit is seen", () => {
    const score = scoreTexts("the Related Press wrote", "the Associated Paper wrote", "the Associated Press wrote");
    expect(score).toMatchObject({ tp: 0, fp: 1, fn: 1, rightEdits: 0, edits: 1 });
    expect(score.wrong).toEqual([
      { kind: "differs", spun: "Related Press", gold: "Associated Press", got: "Associated Paper" },
    ]);
    const half = scoreTexts("in a matter of truth yes", "in fact of truth yes", "in fact yes");
    expect(half).toMatchObject({ tp: 0, fp: 1, fn: 1, rightEdits: 1, edits: 1 });
  });

  test("case counts, the kind of quotation mark does not", () => {
    expect(scoreTexts("‘Yes,’ he’d say", "'Yes,' he'd say", "'yes,' he'd say")).toMatchObject({ edits: 0, fn: 1 });
  });

  test("empty texts", () => {
    expect(scoreTexts("", "", "")).toMatchObject({ tp: 0, fp: 0, fn: 0, precision: 1, recall: 1, f05: 1, werAfter: 0 });
    expect(scoreTexts("a b", "a b", "")).toMatchObject({ fn: 1, werBefore: 2 });
  });
});

test("fMeasure weighs precision double", () => {
  expect(fMeasure(1, 0.5)).toBeCloseTo(0.8333, 4);
  expect(fMeasure(0.5, 1)).toBeCloseTo(0.5556, 4);
  expect(fMeasure(0, 0)).toBe(0);
});

test("pool adds counts, so that a long document weighs more", () => {
  const perfect = scoreTexts(spun, gold, gold);
  const nothing = scoreTexts("one mistake here", "one mistake here", "one error here");
  const both = pool([perfect, nothing]);
  expect(both).toMatchObject({ tp: perfect.tp, fn: 1, fp: 0, precision: 1, recall: perfect.tp / (perfect.tp + 1) });
  expect(both.werAfter).toBe(1 / (perfect.goldTokens + 3));
  expect(pool([])).toMatchObject({ precision: 1, recall: 1, werBefore: 0, editPrecision: 0 });
});

/** What `score.py` prints. */
type Printed = Record<"tp" | "fp" | "fn" | "precision" | "recall" | "f05", number> &
  Record<"wer_before" | "wer_after" | "edit_precision", number>;

type Case = readonly [spun: string, repaired: string, gold: string];

/** Hypotheses of every quality: untouched, perfect, half of the edits made, words lost or doubled or swapped. */
function distortions(spunText: string, goldText: string, seed: number): Case[] {
  const random = createRandom(seed);
  const [a, b] = [measureTokens(spunText), measureTokens(goldText)];
  const mix = (share: number) =>
    opcodes(a, b).flatMap((op) =>
      op.tag === "equal" || random() >= share ? a.slice(op.aStart, op.aEnd) : b.slice(op.bStart, op.bEnd),
    );
  const noise = (tokens: readonly string[], share: number) =>
    tokens.flatMap((token) => {
      if (random() >= share) return [token];
      const other = tokens[Math.floor(random() * tokens.length)]!;
      return [[], [token, other], [other], [token, token]][Math.floor(random() * 4)]!;
    });
  const lose = (tokens: readonly string[]) => tokens.filter(() => random() > 0.1);
  const made = [mix(0.5), mix(0.9), lose(a), lose(mix(0.8)), noise(a, 0.08), noise(mix(0.7), 0.15), noise(b, 0.05)];
  return [spunText, goldText, ...made.map((tokens) => tokens.join(" "))].map((text) => [spunText, text, goldText]);
}

const shared = findShared(join(import.meta.dirname, "../.."));

/** Why the comparison with the Python measure cannot run here; null when it can. */
function obstacle(): string | null {
  if (shared === null || !existsSync(join(shared, "tools/score.py"))) return "../shared/tools/score.py is not there";
  return spawnSync("python3", ["--version"]).error === undefined ? null : "python3 is not installed";
}

const reason = obstacle();
if (reason !== null) process.stderr.write(`score.test.ts: not compared with tools/score.py: ${reason}\n`);

describe.skipIf(reason !== null)(`against tools/score.py${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const asPython = ({ tp, fp, fn, rightEdits, edits, werBefore, werAfter, precision, recall, f05, wrong }: Score) => [
    [tp, fp, fn, rightEdits, edits, werBefore, werAfter, precision, recall, f05],
    wrong.map(({ kind, spun: s, gold: g, got }) => [kind, s, g, got]),
  ];

  /** One JSON value for each line that the script prints; the measure's functions are imported. */
  const runPython = (script: string, input: unknown): unknown[] => {
    const head = [
      "import json, sys",
      "sys.dont_write_bytecode = True",
      "sys.path.insert(0, sys.argv[1])",
      "from score import *",
    ];
    const python = spawnSync("python3", ["-c", [...head, script].join("\n"), join(shared!, "tools")], {
      input: JSON.stringify(input),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    expect(python.stderr).toBe("");
    return python.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
  };

  test("odd texts are cut into the same tokens", () => {
    const signs = [..."aAbZ_zé9٣½²Ⅳß東’‘'“”\".,--–—%$€/\\ \u00a0\u2009\ufeff\u0301\u001f\u0085\t\r\n🎉𝐀"];
    const random = createRandom(5);
    const texts = Array.from({ length: 4000 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 14) }, () => signs[Math.floor(random() * signs.length)]).join(""),
    );
    const expected = runPython("for text in json.load(sys.stdin): print(json.dumps(tokens(text)))", texts);
    expect(texts.map(measureTokens)).toEqual(expected);
  });

  test("every dev pair, distorted in many ways, scores the same", async () => {
    const pages = [...((await loadApRewrite(shared)).items ?? []), ...((await loadWildPages(shared)).items ?? [])];
    const cases = pages.flatMap((page, n) => distortions(page.spun, page.gold, n + 1));
    expect(cases.length).toBeGreaterThan(100);
    const script = `
for spun, hyp, gold in json.load(sys.stdin):
    a, b, c = tokens(spun), tokens(hyp), tokens(gold)
    tp, fp, fn, wrong = score_tokens(a, b, c)
    p, r = tp / (tp + fp) if tp + fp else 1, tp / (tp + fn) if tp + fn else 1
    numbers = [tp, fp, fn, *edit_precision(a, b, c), wer(a, c), wer(b, c), p, r, fbeta(p, r)]
    print(json.dumps([numbers, [[kind, " ".join(x), " ".join(g), " ".join(h)] for kind, x, g, h in wrong]]))`;
    const expected = runPython(script, cases);
    expect(expected.length).toBe(cases.length);
    cases.forEach((texts, n) => {
      expect(asPython(scoreTexts(...texts))).toEqual(expected[n]);
    });
  }, 120_000);

  test("the program itself prints the same figures", async () => {
    const [page] = (await loadApRewrite(shared)).items ?? [];
    expect(page).toBeDefined();
    const folder = mkdtempSync(join(tmpdir(), "unspin-score-"));
    try {
      for (const [n, texts] of distortions(page!.spun, page!.gold, 99).entries()) {
        const files = texts.map((_, k) => join(folder, `${n}-${k}.txt`));
        files.forEach((file, k) => {
          writeFileSync(file, texts[k]!);
        });
        const python = spawnSync("python3", ["-B", join(shared!, "tools/score.py"), ...files], { encoding: "utf8" });
        const expected = JSON.parse(python.stdout) as Printed;
        const got = scoreTexts(...texts);
        expect([got.tp, got.fp, got.fn]).toEqual([expected.tp, expected.fp, expected.fn]);
        // The program rounds to four places.
        for (const [ratio, printed] of [
          [got.precision, expected.precision],
          [got.recall, expected.recall],
          [got.f05, expected.f05],
          [got.werBefore, expected.wer_before],
          [got.werAfter, expected.wer_after],
          [got.editPrecision, expected.edit_precision],
        ] as const) {
          expect(Math.abs(ratio - printed)).toBeLessThanOrEqual(0.5e-4 + 1e-12);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
