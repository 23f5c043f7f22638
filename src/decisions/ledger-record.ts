/** What one line of a ledger says, as written; its JSON Schema is `schemas/ledger.schema.json`. */
import { z } from "zod";

/** Changes when a record comes to mean something else. */
const SCHEMA = 1;

const phrase = z.string().min(1);

export const ledgerRecord = z
  .object({
    schema: z.literal(SCHEMA).optional().describe("Version of the record's meaning: 1."),
    fingerprint: z
      .string()
      .optional()
      .describe(
        "The edit's `id`: first 16 hexadecimal characters of a SHA-256 over was, now (what was proposed) and two words on each side. Only a decision `everywhere` may do without.",
      ),
    was: phrase.describe("What the text says."),
    now: z.string().describe("What it shall say; for a rejected edit what was proposed."),
    decision: z
      .enum(["accept", "reject", "undo", "accepted", "rejected"])
      .describe("undo takes back what was decided before; accepted and rejected mean the same as accept and reject."),
    everywhere: z
      .boolean()
      .optional()
      .describe("The decision holds for the pair in every document and in any case form."),
    who: z.string().optional().describe("Who decided."),
    when: z.iso
      .datetime({ offset: true, local: true })
      .optional()
      .describe("When, in ISO 8601. Of two decisions the later one counts; without it, or on a tie, the later line."),
    document: z.string().optional().describe("The `source` of the document at which it was decided."),
    proposed: z
      .string()
      .optional()
      .describe("What the edit proposed, where `now` is another wording: the fingerprint is that of was and proposed."),
  })
  .refine((record) => record.everywhere === true || (record.fingerprint ?? "") !== "", {
    message: "a decision that is not `everywhere` needs the edit's `fingerprint`",
    path: ["fingerprint"],
  });

export type LedgerRecord = z.infer<typeof ledgerRecord>;

/** The JSON Schema of a ledger's line, draft 2020-12, indented, with a final line break. */
export function ledgerSchema(): string {
  const schema = {
    ...z.toJSONSchema(ledgerRecord, { io: "input" }),
    title: "unspin ledger record, version 1",
    description: "One line of a ledger of review decisions (JSON Lines, append-only).",
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
