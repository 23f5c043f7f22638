/** Name of its file among the public thesauri. */
export const MOBY = "moby.txt.xz";

/** A head word or phrase and what is listed under it, in print's own case. */
export interface MobyEntry {
  readonly head: string;
  readonly synonyms: readonly string[];
}

/** A line of the Moby Thesaurus II (G. Ward, 1996): a head and its synonyms, between commas. */
export function mobyEntry(line: string): MobyEntry {
  const [head, ...synonyms] = line.trim().split(",");
  return { head: head!, synonyms };
}
