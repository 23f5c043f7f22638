import { expect, it } from "vitest";
import { configJsonSchema } from "./schema.js";

it("the published JSON Schema is up to date", async () => {
  await expect(configJsonSchema()).toMatchFileSnapshot("../../../schemas/unspin.config.schema.json");
});
