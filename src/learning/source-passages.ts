import type { ParallelText } from "../dictionary/learn.js";
import type { AlignedPassage, Origin, RepairResult } from "../result.js";

/** An article is taken for the source of a document from this probability on: what is learned from the wrong one is wrong. */
export const LEAST_SOURCE = 0.9;

/**
 * A garbled document beside what its source article says, a passage a line. `sourceless` where the reference corpus does not surely
 * hold its source; `clean` where no tool was at work: what people change in a story is nobody's table. Facts on which the
 * two differ are no swaps: both sides have the article's. `text` is what the result is of.
 */
export function sourcePassages(
  text: string,
  { detection, origin }: Pick<RepairResult, "detection" | "origin">,
): ParallelText | "sourceless" | "clean" {
  if (origin === undefined || origin.probability < LEAST_SOURCE) return "sourceless";
  if (detection.verdict !== "spun") return "clean";
  const passages = origin.passages.filter(({ source }) => source !== "");
  if (passages.length === 0) return "sourceless";
  const reader = new PassageReader(text, origin);
  return {
    spun: passages.map((passage) => onOneLine(reader.read(passage))).join("\n"),
    original: passages.map(({ source }) => onOneLine(source)).join("\n"),
  };
}

/** Reads passages in the document's order, with the article's facts in place of those that differ. */
class PassageReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly origin: Origin,
  ) {}

  read({ start, end }: AlignedPassage): string {
    const { differs } = this.origin;
    const parts: string[] = [];
    let from = start;
    for (; this.at < differs.length && differs[this.at]!.start < end; this.at++) {
      const fact = differs[this.at]!;
      if (fact.start < from || fact.end > end) continue;
      parts.push(this.text.slice(from, fact.start), fact.source);
      from = fact.end;
    }
    return parts.join("") + this.text.slice(from, end);
  }
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
