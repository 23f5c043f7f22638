import { shownName } from "../reports/names.js";
import { describeArticle, describeDifference, describeOrigin } from "../reports/origin.js";
import { sideBySide } from "../reports/side-by-side.js";
import { countWords, plural } from "../reports/summary.js";
import type { Origin, RepairResult } from "../result.js";
import { placeTeller } from "./places.js";
import type { NamedArticle } from "./related-articles.js";

/** What `source` reports of a document: the part of a repair's result that is about its origin. */
export interface SourceResult extends Pick<RepairResult, "schema" | "source" | "place" | "input" | "detection"> {
  /** Null when the store holds no article that the document was made from. */
  readonly origin: RepairResult["origin"] | null;
  /** Articles that tell of the same things, where there is no origin. */
  readonly related: readonly NamedArticle[];
}

/** Columns of output that is no terminal, and those below which two columns cannot be read. */
const WIDTH = 80;
const NARROWEST = 50;

/** A document's source for people: the article, the shares, both side by side, the facts that differ. */
export function sourceText(result: SourceResult, text: string, store: string): string {
  const { source, detection, origin, related } = result;
  const name = shownName(source);
  if (detection.verdict === "skipped") return `${name}: skipped (${detection.reason ?? "no reason given"})\n`;
  if (origin == null) {
    const others = related.map((each) => `  ${describeArticle(each)}\n`).join("");
    const what = related.length === 1 ? "1 article tells" : `${related.length} articles tell`;
    return `${name}: no source in ${shownName(store)}${others === "" ? "" : `; ${what} of the same things:`}\n${others}`;
  }
  const columns = process.stdout.isTTY ? process.stdout.columns : WIDTH;
  return (
    `${name}: ${describeOrigin(origin)}\n` +
    `${percent(origin.share)} of the document comes from the article; ${percent(origin.used)} of the article is used\n` +
    differences(result, text, origin) +
    passages(text, origin, Math.max(NARROWEST, columns || WIDTH))
  );
}

function differences({ source, place }: SourceResult, text: string, { differs }: Origin): string {
  if (differs.length === 0) return "";
  const at = placeTeller(place, text);
  const lines = differs.map((difference) => {
    const told = at(difference.start);
    return `  ${shownName(source)}${told === "" ? "" : `:${told}`}: ${describeDifference(difference)}\n`;
  });
  return `${plural(differs.length, "fact")} of the document ${differs.length === 1 ? "differs" : "differ"} from the article:\n${lines.join("")}`;
}

/** The document's passages to the left, the article's to the right, and how much lies between that is the document's own. */
function passages(text: string, origin: Origin, width: number): string {
  const parts = [`\n${sideBySide("DOCUMENT", "ARTICLE", width)}`];
  let before = 0;
  for (const { start, end, source } of origin.passages) {
    parts.push(own(text.slice(before, start)), `\n${sideBySide(shown(text.slice(start, end)), shown(source), width)}`);
    before = end;
  }
  parts.push(own(text.slice(before)));
  return parts.join("");
}

/** Marks between two passages are no words of the document's own. */
function own(between: string): string {
  const words = /[\p{L}\p{N}]/u.test(between) ? countWords(between) : 0;
  return words === 0 ? "" : `\n(${plural(words, "word")} of the document's own)\n`;
}

function shown(text: string): string {
  return shownName(text.replace(/\s+/g, " ").trim());
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
