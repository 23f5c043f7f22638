import { Shape, type Tokens, tokenize } from "../tokens/tokenize.js";
import { excerpt } from "./excerpt.js";
import { explainRegion, type Step } from "./explain-region.js";
import type { Family, Substitution } from "./family.js";
import type { PairCounts } from "./pair-counts.js";
import type { Corpus } from "./parallel-lines.js";

export interface RowOptions {
  readonly id: string;
  readonly title: string;
  /** Pairs seen in fewer texts are dropped. */
  readonly minimumCount: number;
  /**
   * For a tool that is known to draw evenly among an original's synonyms: documents that this knowledge counts for against the
   * counted choices. 0 where nothing is known.
   */
  readonly evenChoice: number;
  /** Few texts: see `FEW_TEXTS`. */
  readonly few: boolean;
  /** Places shown of each pair, at most. */
  readonly examples: number;
}

/** The counted pairs as a family's rows. */
export function familyOf(corpus: Corpus, counts: PairCounts, options: RowOptions): Family {
  const surfaces = surfaceForms(corpus, counts, options.examples);
  const substitutions: Substitution[] = [];
  const { few, minimumCount, evenChoice } = options;
  counts.forEach((original, spun, times, applied, left) => {
    const surface = surfaces.get(pairKey(original, spun));
    if (!surface || surface.original === surface.spun || !isPhrase(surface.original)) return;
    if (!few && times < minimumCount * evidenceFactor(counts.originals.wordsOf(original).length)) return;
    const unseen = few ? UNSEEN_CHOICES : 0;
    const keep = few ? (left + PRIOR_KEEP) / (applied + left + 1) : left / (applied + left);
    substitutions.push({
      original: surface.original,
      spun: surface.spun,
      probability: (evened(times, counts.choicesOf(original), evenChoice) * applied) / (applied + unseen),
      keep: Math.max(keep, structuralKeep(surface.original)),
      count: times,
      ...(surface.examples.length > 0 && { example: surface.examples.join("; ") }),
    });
  });
  return { id: options.id, title: options.title, substitutions };
}

/** Texts that the synonyms not yet seen of an original count for, with few texts: one seen once may have many a rival. */
const UNSEEN_CHOICES = 1;
/** How often tools leave an original alone, as far as is known before its texts are counted; counts for one text. */
const PRIOR_KEEP = 0.1;

/** Synonyms seen a third as often as the commonest are taken for the tool's; rarer ones may be misalignments. */
const LEAST_OF_MOST = 0.3;

/** P(spun | original) from its count and those of all the original's synonyms, drawn towards an even choice. */
function evened(times: number, choices: readonly number[], weight: number): number {
  const total = choices.reduce((sum, count) => sum + count, 0);
  const least = LEAST_OF_MOST * Math.max(...choices);
  const own = choices.filter((count) => count >= least);
  if (times < least) return times / (total + weight);
  const share = own.reduce((sum, count) => sum + count, 0) / total / own.length;
  return (times + weight * share) / (total + weight);
}

/** Long phrases are mostly several swaps that met more than once: they must show more often before they count as rows. */
function evidenceFactor(words: number): number {
  if (words <= 2) return 1;
  return words === 3 ? 2 : 4;
}

/**
 * Does it begin and end as a key of a table does? A difference that takes in a comma or the end of another word is a
 * misalignment. Digits are never originals: tools write "2" for "two", not the other way.
 */
function isPhrase(original: string): boolean {
  return /^[\p{L}$%&]/u.test(original) && /[\p{L}.%&$]$/u.test(original) && !/\p{Nd}/u.test(original);
}

/**
 * Tables are matched with straight apostrophes, pages are set with curly ones; and a word boundary never lies before "%".
 * Parallel text made by the tool itself does not show how seldom such keys meet their match on real pages.
 */
function structuralKeep(original: string): number {
  return /['’]|^[^\p{L}]|[^\p{L}.]$/u.test(original) ? 0.98 : 0;
}

function pairKey(original: number, spun: number): number {
  return original * 0x4000000 + spun;
}

interface SurfacePair {
  readonly original: string;
  readonly spun: string;
  readonly examples: readonly string[];
}

/** The commonest written form of each pair, lower-case occurrences of the original before capitalised ones. */
function surfaceForms(corpus: Corpus, counts: PairCounts, mostExamples: number): Map<number, SurfacePair> {
  const examples = new Map<number, Set<string>>();
  const tallies = new Map<number, Map<string, number>>();
  for (const line of corpus.lines) {
    const originalTokens = tokenize(line.originalText);
    const spunTokens = tokenize(line.spunText);
    for (const region of line.regions) {
      for (const step of explainRegion(line, region, counts)) {
        if (step.kind !== "swap") continue;
        const key = pairKey(
          counts.originals.intern(line.original, step.aStart, step.aEnd),
          counts.spuns.intern(line.spun, step.bStart, step.bEnd),
        );
        const form = `${surfaceOf(originalTokens, step.aStart, step.aEnd)}\t${surfaceOf(spunTokens, step.bStart, step.bEnd)}`;
        const tally = tallies.get(key) ?? new Map<string, number>();
        // One capitalised word may begin a sentence; lower case, where it occurs, is what the table has.
        const weight = originalTokens.shapes[step.aStart] === Shape.Lower ? 10 : 1;
        tallies.set(key, tally.set(form, (tally.get(form) ?? 0) + weight));
        if (mostExamples === 0) continue;
        const shown = examples.get(key) ?? new Set();
        if (shown.size < mostExamples) examples.set(key, shown.add(exampleOf(spunTokens, step)));
      }
    }
  }
  const surfaces = new Map<number, SurfacePair>();
  for (const [key, tally] of tallies) {
    const [form] = [...tally].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1))[0]!;
    const [original, spun] = form.split("\t") as [string, string];
    surfaces.set(key, { original, spun, examples: [...(examples.get(key) ?? [])] });
  }
  return surfaces;
}

function exampleOf(spun: Tokens, { bStart, bEnd }: Step): string {
  return excerpt(spun, { start: bStart, end: bEnd }, { start: 0, end: spun.count });
}

/** A phrase as written, white space folded, typographic apostrophes straight. */
function surfaceOf(tokens: Tokens, start: number, end: number): string {
  return tokens.text
    .slice(tokens.starts[start]!, tokens.ends[end - 1]!)
    .replace(/\s+/g, " ")
    .replace(/’/g, "'");
}
