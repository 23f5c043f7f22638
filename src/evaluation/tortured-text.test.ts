import { expect, test } from "vitest";
import { openEngine } from "../engine.js";
import { cutReport, measureRestoring, phrasesByOriginal, tortureReport } from "./tortured-text.js";

const CLEAN =
  "We taught a neural network to read the scans of our patients. A support vector machine came second, and naive bayes a " +
  "good deal later. For breast cancer the neural network was as good as three readers with ten years of work behind " +
  "them. None of this is artificial intelligence as the papers have it, nor is it big data: we had ninety scans.";

const phrase = (tortured: string, expected: string, contextRequired = false) => ({
  tortured,
  expected: [expected],
  papers: 1,
  contextRequired,
  doubtful: false,
});

const BY_ORIGINAL = phrasesByOriginal([
  phrase("bolster vector machine", "support vector machine"),
  phrase("innocent bayes", "naive Bayes"),
  phrase("bosom malignancy", "breast cancer"),
  phrase("counterfeit consciousness", "artificial intelligence"),
  phrase("colossal information", "big data"),
  phrase("legitimate elsewhere", "neural network", true),
]);

test("each place says where the phrase stands and what it was", () => {
  const report = tortureReport(CLEAN, BY_ORIGINAL)!;
  expect(report.places).toHaveLength(5);
  let back = report.tortured;
  for (const { start, end, original } of report.places.toReversed()) {
    back = back.slice(0, start) + original + back.slice(end);
  }
  expect(back).toBe(CLEAN);
  expect(tortureReport("We taught a neural network.", BY_ORIGINAL)).toBeNull();
});

test("reports are cut into documents of whole paragraphs", () => {
  const paragraph = Array.from({ length: 250 }, () => "word").join(" ");
  const documents = cutReport([paragraph, paragraph, paragraph].join("\n"));
  expect(documents.map((text) => text.split(/\s+/).length)).toEqual([500, 250]);
});

test("the engine restores listed phrases in a text that is clean otherwise, and leaves the clean text alone", async () => {
  const engine = await openEngine();
  const figures = measureRestoring(engine, [tortureReport(CLEAN, BY_ORIGINAL)!]);
  expect(figures).toMatchObject({ places: 5, besides: 0, falseEdits: 0 });
  expect(figures.restored).toBe(5);
  engine.close();
});
