import { OPEN } from "../decisions/decisions.js";
import type { Desk } from "./desk.js";

/** Goes to the next or the previous edit of the document, or row of the list. */
export function move(desk: Desk, step: 1 | -1): void {
  if (desk.view.name === "document") moveEdit(desk, desk.view.document, step);
  else if (desk.view.name === "documents" || desk.view.name === "changes") moveRow(desk, step);
}

function moveEdit(desk: Desk, document: number, step: 1 | -1): void {
  const { firstEdit } = desk.run;
  const next = desk.edit + step;
  if (next >= firstEdit[document]! && next < firstEdit[document + 1]!) desk.select(next);
  else desk.say(step > 0 ? "The last change of this document; ] goes to the next document" : "The first change");
}

/** Headings of a list are passed over. */
function moveRow(desk: Desk, step: 1 | -1): void {
  let row = desk.row + step;
  while (desk.rows[row] !== undefined && desk.rows[row]! < 0) row += step;
  if (desk.rows[row] === undefined) return;
  selectRow(desk, row);
}

export function selectRow(desk: Desk, row: number): void {
  desk.row = row;
  if (desk.view.name === "changes") desk.edit = desk.rows[row]!;
  desk.changed();
}

/** Opens the row in hand. */
export function openRow(desk: Desk): void {
  const value = desk.rows[desk.row];
  if (value === undefined || value < 0) return;
  if (desk.view.name === "documents") desk.show({ name: "document", document: value });
  if (desk.view.name === "changes") showEdit(desk, value);
}

export function showEdit(desk: Desk, edit: number): void {
  const document = desk.run.documentOf[edit]!;
  desk.show({ name: "document", document, edit: edit - desk.run.firstEdit[document]! });
}

/** After a decision: the next open edit of the document, else the one decided; in a list, the next row. */
export function nextOpen(desk: Desk, edit: number): void {
  if (desk.view.name === "changes") moveRow(desk, 1);
  if (desk.view.name !== "document") return;
  const [first, end] = [desk.run.firstEdit[desk.view.document]!, desk.run.firstEdit[desk.view.document + 1]!];
  const { standing } = desk.decisions;
  for (let i = 1; i <= end - first; i++) {
    const next = first + ((edit - first + i) % (end - first));
    if (standing[next] === OPEN) {
      desk.select(next);
      return;
    }
  }
  desk.say("All changes of this document are decided; ] goes to the next document");
}

/** The next document that has changes, in the run's order. */
export function moveDocument(desk: Desk, step: 1 | -1): void {
  const { run, view } = desk;
  const from = view.name === "document" ? view.document : step > 0 ? -1 : run.documentCount;
  for (let document = from + step; document >= 0 && document < run.documentCount; document += step) {
    if (run.index.documents.edits[document]! > 0) {
      desk.show({ name: "document", document });
      return;
    }
  }
  desk.say(step > 0 ? "No further document has changes" : "No earlier document has changes");
}
