import { z } from "zod";
import { reportFormats } from "../formats.js";

/** What `unspin.config.json` may say. `schemas/unspin.config.schema.json` is generated from it (`npx vitest run -u src/cli/config`). */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe("Where editors find this schema; unspin does not read it."),
    mode: z
      .enum(["careful", "balanced", "thorough"])
      .optional()
      .describe(
        "How sure an edit must be to be applied: careful (right at least 98 % of the time), balanced (the default), thorough (most recall).",
      ),
    dictionaries: z
      .array(z.string().min(1))
      .optional()
      .describe("Dictionary files used beside the ones that come with unspin; relative to this file."),
    decisions: z
      .union([z.string().min(1), z.array(z.string().min(1))])
      .optional()
      .describe("Ledger of accepted and rejected fixes, or a list of them; relative to this file."),
    reference: z.string().min(1).optional().describe("Reference corpus of clean articles; relative to this file."),
    protect: z.array(z.string().min(1)).optional().describe("Phrases that no edit may touch."),
    protectFile: z
      .string()
      .min(1)
      .optional()
      .describe("File with one phrase a line that no edit may touch; relative to this file."),
    who: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Name that `unspin review` writes beside each decision; none unless it stands here or --who gives one.",
      ),
    format: z
      .enum(reportFormats)
      .optional()
      .describe("How `unspin repair` writes its results when --format does not say."),
  })
  .meta({ title: "unspin configuration", description: "Defaults for the unspin command line; flags win over it." });

export type Config = z.infer<typeof configSchema>;

/** The published JSON Schema, as it stands in the file. */
export function configJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(configSchema, { io: "input" }), null, 2)}\n`;
}
