/** The tortured phrases of science, as the Problematic Paper Screener's volunteers noted them down. */

export interface TorturedPhrase {
  readonly tortured: string;
  /** What it stands for; the first is the likeliest way to write it. Never empty. */
  readonly expected: readonly string[];
  /** Papers that hold the tortured phrase. */
  readonly papers: number;
  /** The phrase is also a legitimate one elsewhere ("surface region"). */
  readonly contextRequired: boolean;
  /** The volunteers put a question mark behind the expected phrase. */
  readonly doubtful: boolean;
}

/** One line of `fingerprints.tsv`; null when nobody knows what the phrase stands for. Throws on a malformed line. */
export function parseFingerprint(line: string): TorturedPhrase | null {
  const [tortured, raw, papers, context, ...rest] = line.split("\t");
  if (!tortured || raw === undefined || !/^\d+$/.test(papers ?? "") || !/^[01]$/.test(context ?? "") || rest.length) {
    throw new Error(`expected 'tortured<TAB>expected<TAB>papers<TAB>0 or 1', found '${line}'`);
  }
  const expected = cleanExpected(raw);
  if (expected.length === 0) return null;
  return {
    tortured,
    expected,
    papers: Number(papers),
    contextRequired: context === "1",
    doubtful: /\?/.test(raw),
  };
}

/**
 * The phrases that a note offers, best first. Notes in round brackets ("(CNN)", "(found in …)", "(?)"), quotation
 * marks and question marks go; "x or y" and "x / y" offer two; words in square brackets may stand or not.
 */
export function cleanExpected(raw: string): string[] {
  const text = withoutNotes(raw.replace(/\\?"/g, "").replace(/,? \(?see https?:.*$/, ""));
  // "solar ???" and "[?] countries" hold a word that nobody knows, "x -> y" is advice; a single "?" only expresses doubt.
  if (/->|\?\?|\[[^\]]*[?][^\]]*\]/.test(text)) return [];
  const phrases = text
    .split(/ or | \/ /)
    .flatMap((phrase) => [phrase.replace(/[[\]]/g, ""), phrase.replace(/\[[^\]]*\]/g, "")])
    .map((phrase) => phrase.replace(/\?/g, "").replace(/\s+/g, " ").trim())
    .filter((phrase) => /\p{L}/u.test(phrase) && !/\.\.\.|…/.test(phrase));
  return [...new Set(phrases)];
}

/** Without what stands in round brackets, nested ones and one that is never closed included. */
function withoutNotes(text: string): string {
  const outer = text.replace(/\s*\([^()]*\)/g, "");
  return outer === text ? text.replace(/\s*\([^()]*$/, "") : withoutNotes(outer);
}
