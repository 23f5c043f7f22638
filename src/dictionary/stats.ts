/** What a family's table holds, in figures. */
import type { Family } from "./family.js";
import { phraseLength } from "./phrases.js";

export interface FamilyStats {
  readonly family: string;
  readonly title: string;
  /** Directed pairs, inflected forms counted each. */
  readonly pairs: number;
  readonly originals: number;
  readonly spunPhrases: number;
  /** Spun phrases with more than one original: these need context. */
  readonly ambiguous: number;
  /** The most originals that one spun phrase has. */
  readonly mostOriginals: number;
  readonly guarded: number;
  /** Spun phrases by their length in tokens; index 0 is always 0. */
  readonly lengths: readonly number[];
  /** Number of entries by source; empty for learned tables, whose header says it. */
  readonly sources: Readonly<Record<string, number>>;
}

/** Figures of one family; `sources` are those of its entries, if it was curated. */
export function familyStats(family: Family, sources: readonly (string | undefined)[] = []): FamilyStats {
  const originalsBySpun = new Map<string, Set<string>>();
  const originals = new Set<string>();
  let guarded = 0;
  for (const { original, spun, guarded: isGuarded, unless } of family.substitutions) {
    originals.add(original);
    const known = originalsBySpun.get(spun);
    if (known === undefined) originalsBySpun.set(spun, new Set([original]));
    else known.add(original);
    if (isGuarded === true || unless !== undefined) guarded++;
  }
  const fan = [...originalsBySpun.values()].map((set) => set.size);
  return {
    family: family.id,
    title: family.title,
    pairs: family.substitutions.length,
    originals: originals.size,
    spunPhrases: originalsBySpun.size,
    ambiguous: fan.filter((size) => size > 1).length,
    mostOriginals: fan.reduce((most, size) => Math.max(most, size), 0),
    guarded,
    lengths: histogram([...originalsBySpun.keys()].map(phraseLength)),
    sources: tally(sources),
  };
}

function histogram(values: readonly number[]): number[] {
  const counts: number[] = [0];
  for (const value of values) {
    while (counts.length <= value) counts.push(0);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

function tally(sources: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const source of sources) counts[source ?? "(none)"] = (counts[source ?? "(none)"] ?? 0) + 1;
  return counts;
}

const COLUMNS: readonly (readonly [title: string, cell: (stats: FamilyStats) => string])[] = [
  ["family", (stats) => stats.family],
  ["pairs", (stats) => String(stats.pairs)],
  ["originals", (stats) => String(stats.originals)],
  ["spun", (stats) => String(stats.spunPhrases)],
  ["ambiguous", (stats) => String(stats.ambiguous)],
  ["guarded", (stats) => String(stats.guarded)],
  ["spun phrases by tokens", (stats) => lengthsText(stats.lengths)],
];

/** A table with one line a family, then each family's sources. Ends with a line break. */
export function statsText(all: readonly FamilyStats[]): string {
  const rows = [COLUMNS.map(([title]) => title), ...all.map((stats) => COLUMNS.map(([, cell]) => cell(stats)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join("  ")
      .trimEnd(),
  );
  const sources = all.flatMap((stats) =>
    Object.entries(stats.sources).map(
      ([source, count]) => `${stats.family}: ${count} ${count === 1 ? "entry" : "entries"}, ${source}`,
    ),
  );
  return `${[...lines, ...(sources.length > 0 ? ["", ...sources] : [])].join("\n")}\n`;
}

/** Figures to the right, words to the left. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === COLUMNS.length - 1 ? cell.padEnd(width) : cell.padStart(width);
}

function lengthsText(lengths: readonly number[]): string {
  return lengths.flatMap((count, length) => (count > 0 ? [`${length}: ${count}`] : [])).join(", ");
}
