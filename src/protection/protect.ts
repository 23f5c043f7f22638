import type { Range } from "../result.js";
import { code } from "./code.js";
import { directives } from "./directives.js";
import { domains } from "./domains.js";
import { emails } from "./emails.js";
import { handles } from "./handles.js";
import { identifiers } from "./identifiers.js";
import { markup } from "./markup.js";
import { paths } from "./paths.js";
import { type PhraseIndex, phraseSpans } from "./phrases.js";
import { mergeRanges } from "./ranges.js";
import { sic } from "./sic.js";
import { tickers } from "./tickers.js";
import { urls } from "./urls.js";

export interface ProtectionOptions {
  /** The user's allow-list, see `compilePhrases`. */
  readonly phrases?: PhraseIndex;
}

/** Every kind of text that no edit may touch. Each reads the text in linear time, hostile or not. */
const KINDS: readonly ((text: string) => Range[])[] = [
  directives,
  markup,
  code,
  urls,
  domains,
  emails,
  handles,
  paths,
  identifiers,
  tickers,
  sic,
];

/** The spans that no edit may touch: sorted, disjoint, half-open, in UTF-16 code units. */
export function protectedSpans(text: string, options: ProtectionOptions = {}): Range[] {
  const found: Range[] = [];
  const collect = (ranges: readonly Range[]): void => {
    for (const range of ranges) found.push(range);
  };
  for (const kind of KINDS) collect(kind(text));
  if (options.phrases !== undefined) collect(phraseSpans(text, options.phrases));
  return mergeRanges(found);
}
