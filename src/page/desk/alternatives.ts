import type { PageEdit } from "../../reports/html/shape.js";
import type { Desk } from "./desk.js";

/** What else an edit may have been, the likeliest first; the words as they stand may be among them. */
export async function readAlternatives(desk: Desk, edit: number): Promise<PageEdit["alternatives"]> {
  const number = desk.run.documentOf[edit]!;
  const { edits } = await desk.documents.read(number);
  return edits[edit - desk.run.firstEdit[number]!]?.alternatives ?? [];
}
