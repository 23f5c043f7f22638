import type { PageDocument } from "../../reports/html/shape.js";

/** A piece of the text between line breaks, with the edits that stand in it. */
export interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly firstEdit: number;
  readonly endEdit: number;
}

const known = new WeakMap<PageDocument, readonly Paragraph[]>();

/** Breaks the text at its line breaks; one inside an edit does not part it. */
export function paragraphsOf(document: PageDocument): readonly Paragraph[] {
  const made = known.get(document) ?? breakUp(document);
  known.set(document, made);
  return made;
}

function breakUp({ input, edits }: PageDocument): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let [start, firstEdit, edit] = [0, 0, 0];
  const close = (end: number) => {
    if (end > start || edit > firstEdit) paragraphs.push({ start, end, firstEdit, endEdit: edit });
    firstEdit = edit;
  };
  for (const { index, 0: feed } of input.matchAll(/[\r\n]+/g)) {
    while (edit < edits.length && edits[edit]!.end <= index) edit += 1;
    if (edit < edits.length && edits[edit]!.start < index + feed.length) continue;
    close(index);
    start = index + feed.length;
  }
  edit = edits.length;
  close(input.length);
  return paragraphs;
}
