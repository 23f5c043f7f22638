import { expect, test } from "vitest";
import { bootstrapInterval, f05Interval } from "./bootstrap.js";
import { type Counts, pool, scoreTexts } from "./score.js";

const counts = (tp: number, fp: number, fn: number): Counts => ({
  ...scoreTexts("", "", ""),
  ...{ tp, fp, fn, rightEdits: tp, edits: tp + fp, wordErrorsBefore: 0, wordErrorsAfter: 0, goldTokens: 100 },
});

test("one document has no spread", () => {
  expect(f05Interval([])).toBeNull();
  expect(f05Interval([counts(5, 1, 1)])).toBeNull();
});

test("documents that are all alike give an interval without width", () => {
  const scores = Array.from({ length: 6 }, () => counts(8, 2, 2));
  const { low, high } = f05Interval(scores)!;
  expect(low).toBeCloseTo(0.8, 12);
  expect(high).toBeCloseTo(0.8, 12);
});

test("the interval holds the pooled figure, is narrower for more documents, and is the same every time", () => {
  const few = [counts(9, 1, 1), counts(2, 8, 8), counts(7, 3, 3)];
  const many = Array.from({ length: 20 }, () => few).flat();
  const [wide, narrow] = [f05Interval(few)!, f05Interval(many)!];
  for (const interval of [wide, narrow]) {
    expect(interval.low).toBeLessThan(pool(few).f05);
    expect(interval.high).toBeGreaterThan(pool(few).f05);
  }
  expect(narrow.high - narrow.low).toBeLessThan((wide.high - wide.low) / 2);
  expect(f05Interval(few)).toEqual(wide);
});

test("nine tenths of the draws lie inside", () => {
  const scores = Array.from({ length: 100 }, (_, at) => counts(at < 50 ? 1 : 0, 0, at < 50 ? 0 : 1));
  const { low, high } = bootstrapInterval(scores, ({ recall }) => recall)!;
  // The binomial's 5 % and 95 % points for 100 draws of 1/2 are .42 and .58.
  expect(low).toBeCloseTo(0.42, 1);
  expect(high).toBeCloseTo(0.58, 1);
});
