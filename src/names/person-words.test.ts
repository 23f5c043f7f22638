import { beforeAll, expect, test } from "vitest";
import { openResources } from "../resources.js";
import type { PersonWords } from "./person-words.js";

let people: PersonWords;
beforeAll(async () => {
  people = (await openResources()).names.people;
});

test.each(["peter", "simon", "brown", "johnson", "hill"])("%s stands in people's names", (word) => {
  expect(people.count(word)).toBeGreaterThanOrEqual(2);
});

test.each(["biscuit", "streaks", "large", "drinking", "", "nosuchword", "\ud800"])("%j does not", (word) => {
  expect(people.count(word)).toBe(0);
});
