import fc from "fast-check";
import type { SourceDocument, TextEdit } from "../../src/formats/index.js";

/** Where and how to edit a text, before the text is known: words by their number, as a share of all. */
export interface EditPlan {
  readonly places: readonly number[];
  readonly length: number;
  readonly sameLength: boolean;
  /** What each new word ends with: all that is markup somewhere. */
  readonly odd: string;
}

export const editPlan: fc.Arbitrary<EditPlan> = fc.record({
  places: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 4 }),
  length: fc.integer({ min: 1, max: 3 }),
  sameLength: fc.boolean(),
  odd: fc.oneof(
    { weight: 4, arbitrary: fc.constant("") },
    fc.constantFrom(
      "&",
      "<b>",
      "’",
      '"',
      "\\",
      "]]>",
      "|",
      "*x*",
      ",",
      ";",
      "😀",
      "&amp;",
      "[a](b)",
      "`c`",
      "_",
      "#",
      "</p>",
    ),
  ),
});

/** Edits of a document that replace one to three words by words that occur nowhere else. */
export function editsOf({ text }: SourceDocument, plan: EditPlan, seed: number): TextEdit[] {
  const words = [...text.matchAll(/\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const edits: TextEdit[] = [];
  let floor = 0;
  for (const place of [...plan.places].sort((a, b) => a - b)) {
    const first = Math.floor(place * words.length);
    const last = Math.min(first + plan.length, words.length) - 1;
    const [start, end] = [words[first]?.start ?? 0, words[last]?.end ?? 0];
    if (first < floor || end <= start) continue;
    const was = text.slice(start, end);
    if (was.includes("\ufffc")) continue;
    const count = plan.sameLength ? last - first + 1 : 2;
    const fresh = Array.from({ length: count }, (_, index) => `Zq${seed}x${edits.length}y${index}${plan.odd}`);
    const spaces = plan.sameLength ? [...was.matchAll(/\s+/g)].map(([space]) => space) : [" "];
    const now = fresh.map((one, index) => one + (index < fresh.length - 1 ? (spaces[index] ?? " ") : "")).join("");
    edits.push({ start, end, was, now });
    floor = last + 1;
  }
  return edits;
}

export function applied(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, now } of edits) {
    result += text.slice(at, start) + now;
    at = end;
  }
  return result + text.slice(at);
}

/** Each new word with the word that it stands for. */
export function wordPairs(edits: readonly TextEdit[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const { was, now } of edits) {
    const old = was.split(/\s+/);
    for (const [index, one] of now.split(/\s+/).entries()) pairs.set(one, old[index] ?? "");
  }
  return pairs;
}
