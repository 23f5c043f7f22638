import type { Tokens } from "../tokens/tokenize.js";

/** A half-open range of tokens. */
export interface TokenRange {
  readonly start: number;
  readonly end: number;
}

/** Words shown on each side. */
const AROUND = 3;

/** Some words in their place, on one line: "the price of [metal] rose on Friday"; `within` bounds what is shown. */
export function excerpt({ text, starts, ends }: Tokens, { start, end }: TokenRange, within: TokenRange): string {
  const [from, to] = [Math.max(within.start, start - AROUND), Math.min(within.end, end + AROUND)];
  const before = text.slice(starts[from]!, starts[start]!);
  const after = to > end ? text.slice(ends[end - 1]!, ends[to - 1]!) : "";
  const words = text.slice(starts[start]!, ends[end - 1]!);
  return `${before}[${words}]${after}`.replace(/\s+/g, " ").trim();
}
