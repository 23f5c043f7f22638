import { expect, test } from "vitest";
import type { SynonymList } from "./synonym-lists.js";
import { splitStories, unknownDirections } from "./unknown-texts.js";

const LISTS: SynonymList[] = [
  { kind: "noun", phrases: ["mill", "plant", "works"] },
  { kind: "verb", phrases: ["sell", "vend"] },
];
const story = (id: string, words: number) => ({ id, text: "The mill sells steel now. ".repeat(words / 5).trim() });
const news = Array.from({ length: 80 }, (_, at) => story(`s${at}`, at % 8 === 0 ? 100 : 300));

test("fifty stories of middling length, in two halves, the same whatever the order", () => {
  const halves = splitStories(news);
  const ids = halves.map((half) => half.map(({ id }) => id));
  expect(ids.map(({ length }) => length)).toEqual([25, 25]);
  expect(new Set(ids.flat()).size).toBe(50);
  expect(halves.flat().every(({ text }) => text.length > 1000)).toBe(true);
  expect(splitStories(news.toReversed()).map((half) => half.map(({ id }) => id))).toEqual(ids);
});

test("each half is garbled once and clean once, and the share of swapped words is as asked for", () => {
  const halves = splitStories(news);
  const directions = unknownDirections(LISTS, halves, 0.2);
  expect(directions.map(({ clean }) => clean)).toEqual([halves[1], halves[0]]);
  for (const { garbled } of directions) {
    expect(garbled.length).toBe(25);
    for (const { spun, gold, swapped, words } of garbled) {
      expect(spun).not.toBe(gold);
      expect(swapped / words).toBeCloseTo(0.2, 1);
    }
  }
});
