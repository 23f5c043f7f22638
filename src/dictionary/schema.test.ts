import { expect, test } from "vitest";
import { dictionarySchema } from "./schema.js";

// Out of date? `npx vitest run src/dictionary/schema.test.ts -u` writes it anew.
test("the published schema is the one the reader checks", async () => {
  await expect(dictionarySchema()).toMatchFileSnapshot("../../schemas/dictionary.schema.json");
});

test("it forbids unknown keys and demands one kind of original", () => {
  const schema = JSON.parse(dictionarySchema());
  const entry = schema.properties.entries.items;
  expect(schema.additionalProperties).toBe(false);
  expect(entry.additionalProperties).toBe(false);
  expect(entry.oneOf).toEqual([{ required: ["original"] }, { required: ["originals"] }]);
});
