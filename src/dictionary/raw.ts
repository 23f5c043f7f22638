/** What a curated YAML file says, as written; `curated.ts` turns it into what it means. */
import { z } from "zod";

const text = z.string().regex(/^\S(?:.*\S)?$/u, "must not be empty, nor begin or end with a space");

/** One line, single spaces: as the phrase stands in running text. */
const phrase = text
  .regex(/^\S+(?: \S+)*$/u, "must be words with one space between them")
  .describe("A phrase as it stands in running text: lower case unless it is always capitalised.");

const keep = z
  .number()
  .min(0)
  .lt(1)
  .describe(
    "Share of the original phrase's occurrences that the tool leaves alone, from 0 up to, but not including, 1.",
  );

const weightedOriginal = z.strictObject({
  text: phrase,
  weight: z.number().positive().describe("How likely this original is beside the entry's others."),
});

const rawEntry = z
  .strictObject({
    spun: phrase.describe("What the tool writes."),
    original: phrase.optional().describe("What the author wrote."),
    originals: z.array(weightedOriginal).min(2).optional().describe("Two or more things the author may have written."),
    keep: keep.optional(),
    pos: z
      .enum(["noun", "verb", "adjective", "adverb"])
      .optional()
      .describe(
        "Part of speech that the spun phrase must have where it stands: a verb, adjective or adverb its first word, a noun its head. Inflected entries need noun or verb.",
      ),
    match: z
      .enum(["exact", "inflected"])
      .optional()
      .describe("inflected: the pair stands for all forms of the verb or noun, each with its like."),
    unless: z.array(phrase).min(1).optional().describe("Phrases whose presence in the sentence stops this pair."),
    source: text.optional().describe("Where such a swap was seen."),
    fact: z
      .literal("restored")
      .optional()
      .describe("The tool damages a number or a negation here, and the pair puts it back."),
    repairs: z
      .array(z.tuple([text, text]))
      .optional()
      .describe("Examples: a spun sentence and the same sentence repaired."),
    keeps: z.array(text).optional().describe("Counter-examples: sentences that must stay as they are."),
  })
  .refine((entry) => (entry.original === undefined) !== (entry.originals === undefined), {
    message: "an entry has either `original` or `originals`. Write one of them",
  })
  .refine((entry) => entry.match !== "inflected" || entry.pos === "noun" || entry.pos === "verb", {
    message: "`match: inflected` needs `pos: noun` or `pos: verb`, which says how to inflect. Add it",
    path: ["match"],
  })
  .meta({ oneOf: [{ required: ["original"] }, { required: ["originals"] }] });

export const rawFile = z
  .strictObject({
    family: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "must be lower-case letters, digits and hyphens, beginning with a letter")
      .describe("The family's stable identifier, as results show it."),
    title: text.describe("What tool or kind of tools this is, for people."),
    keep: keep.optional().describe("Default `keep` of the entries; 0.3 if absent."),
    source: text.optional().describe("Default `source` of the entries."),
    entries: z.array(rawEntry).min(1),
  })
  .meta({ title: "unspin dictionary 1", description: "A curated family of word swaps: one file, one family." });

export type RawEntry = z.infer<typeof rawEntry>;
export type RawFile = z.infer<typeof rawFile>;

/** The keys that the map at `path` may have; see `rawFile`. */
export function allowedKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(rawFile.shape);
  return Object.keys(path.includes("originals") ? weightedOriginal.shape : rawEntry.shape);
}
