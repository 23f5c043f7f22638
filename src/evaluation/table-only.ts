import { type CompiledDictionary, type Entry, shapeFits } from "../dictionary/compile.js";
import { MAX_PHRASE } from "../dictionary/phrase-trie.js";
import { dress, type PlainEdit, writesCurly } from "../edits/index.js";
import { vocabularyIds } from "../language/word-ids.js";
import { sentenceStarts } from "../tokens/sentences.js";
import { type Tokens, tokenize } from "../tokens/tokenize.js";

/**
 * The baseline: every listed phrase becomes its most probable original, that is the one seen most often with it; from
 * left to right, the longest phrase first. No language model, no document state, no threshold.
 */
export function tableOnlyEdits(dictionary: CompiledDictionary, text: string): PlainEdit[] {
  const tokens = tokenize(text);
  const ids = vocabularyIds(dictionary.vocabulary, tokens);
  const sentences = new Set(sentenceStarts(tokens));
  const curlyApostrophes = writesCurly(text);
  const edits: PlainEdit[] = [];
  for (let at = 0; at < tokens.count; ) {
    const found = longestMatch(dictionary, tokens, ids, at);
    const next = found === null ? at + 1 : found.end;
    if (found !== null) {
      const [start, end] = [tokens.starts[at]!, tokens.ends[next - 1]!];
      const was = text.slice(start, end);
      const { original, spun } = found.entry;
      const now = dress(original, was, spun, { sentenceStart: sentences.has(at), curlyApostrophes });
      if (now !== null && now !== was) edits.push({ start, end, was, now, verdict: "apply" });
    }
    at = next;
  }
  return edits;
}

interface Match {
  readonly entry: Entry;
  /** Past-the-last token. */
  readonly end: number;
}

function longestMatch(dictionary: CompiledDictionary, tokens: Tokens, ids: Int32Array, start: number): Match | null {
  let node = 0;
  let longest: Match | null = null;
  for (let i = start; i < tokens.count && i < start + MAX_PHRASE; i++) {
    node = dictionary.spuns.child(node, ids[i]!);
    if (node < 0) break;
    const at = dictionary.spuns.value(node);
    if (at < 0) continue;
    const fitting = dictionary.entriesAt[at]!.map((index) => dictionary.entries[index]!).filter((entry) =>
      fits(entry, tokens, start, i + 1),
    );
    const entry = fitting.reduce<Entry | null>(
      (best, each) => (best === null || beats(each, best) ? each : best),
      null,
    );
    if (entry !== null) longest = { entry, end: i + 1 };
  }
  return longest;
}

function fits(entry: Entry, tokens: Tokens, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (!shapeFits(entry.shapes[i - start]!, tokens.shapes[i]!, i === start)) return false;
  }
  return true;
}

/** By count; curated pairs, which have none, by their probability. */
function beats(a: Entry, b: Entry): boolean {
  return a.count > b.count || (a.count === b.count && a.probability > b.probability);
}
