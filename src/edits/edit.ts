import type { Edit } from "../result.js";

/** What it takes to carry out an edit; results, reports and ledgers carry more. */
export type PlainEdit = Pick<Edit, "start" | "end" | "was" | "now" | "verdict">;
