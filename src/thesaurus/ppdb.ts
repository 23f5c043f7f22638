/** Name of its file among the public thesauri. */
export const PPDB = "ppdb-lexical.tsv.xz";

/**
 * A line of PPDB 1.0, lexical (J. Ganitkevitch, B. Van Durme, C. Callison-Burch, 2013): two forms that paraphrase each other,
 * whichever comes first, a tab between them. Null for a line that is none.
 */
export function ppdbPair(line: string): readonly [string, string] | null {
  const [one, other] = line.trim().split("\t");
  return one === undefined || other === undefined ? null : [one, other];
}
