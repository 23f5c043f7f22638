import { shownName } from "../reports/names.js";
import { describeDifference, describeOrigin } from "../reports/origin.js";
import type { RepairResult } from "../result.js";
import { placeTeller } from "./places.js";

/** Facts told in a summary; `unspin source` tells all. */
const MOST_TOLD = 3;

/** The line that says which article a document was made from, and on which facts the two differ; empty when none is known. */
export function originLine({ source, place, origin }: RepairResult, text: string): string {
  if (origin === undefined) return "";
  const made = `${shownName(source)}: ${describeOrigin(origin)}`;
  const { differs } = origin;
  if (differs.length === 0) return made;
  const at = placeTeller(place, text);
  const told = differs.slice(0, MOST_TOLD).map((difference) => {
    const told = at(difference.start);
    return `${told}${told === "" ? "" : " "}${describeDifference(difference)}`;
  });
  const more = differs.length > MOST_TOLD ? `; ${differs.length - MOST_TOLD} more` : "";
  const facts =
    differs.length === 1 ? "1 fact differs from it, and stays" : `${differs.length} facts differ from it, and stay`;
  return `${made}; ${facts}: ${told.join("; ")}${more}`;
}
