import type { Origin, SourceDifference } from "../result.js";
import { shownName } from "./names.js";
import { formatProbability } from "./probability.js";

/** What names an article for people. */
type Named = Pick<Origin, "article" | "title" | "url" | "date">;

/** `"Mill to close" (https://example.org/1, 2019-05-01)`; an article without a title goes by its id. */
export function describeArticle({ article, title, url, date }: Named): string {
  const name = title === "" ? `article ${article}` : `"${title.replace(/\s+/g, " ").trim()}"`;
  const about = [url, date].filter((part) => part !== "").join(", ");
  return shownName(about === "" ? name : `${name} (${about})`);
}

/** `made from "Mill to close" (https://example.org/1), probability .99`. */
export function describeOrigin(origin: Origin): string {
  return `made from ${describeArticle(origin)}, probability ${formatProbability(origin.probability)}`;
}

/** `"1,200" where it has "1,400"`, each as it stands, on one line. */
export function describeDifference({ was, source }: Pick<SourceDifference, "was" | "source">): string {
  const quoted = (words: string) => (words === "" ? "nothing" : `"${shownName(words.replace(/\s+/g, " "))}"`);
  return `${quoted(was)} where it has ${quoted(source)}`;
}
