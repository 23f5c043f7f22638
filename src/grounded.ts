import { rounded } from "./decisions/proposals.js";
import type { CompiledDictionary } from "./dictionary/compile.js";
import type { GenericChannel } from "./dictionary/generic-file.js";
import { writesCurly } from "./edits/index.js";
import { modelWordIds } from "./language/word-ids.js";
import { CLASS_WORDS } from "./language/word-key.js";
import { knownNamesIn } from "./names/index.js";
import {
  articleNameEdits,
  frequencyOf,
  type GroundedEdit,
  type Grounding,
  groundedWording,
  isVerbatim,
  type KnownWords,
  PhraseFinder,
  type ReadText,
  type Related,
  type RelatedArticle,
  VERY_SOURCE,
} from "./reference/index.js";
import type { Resources } from "./resources.js";
import type { AlignedPassage, Detection, Origin, Range, ReferenceEvidence, SourceDifference } from "./result.js";
import { tokenText } from "./tokens/tokenize.js";

/** An edit that an article speaks for, with what it says. */
export interface ReferenceEdit extends GroundedEdit {
  readonly reference: ReferenceEvidence;
}

/** What the articles say of a document that was made from them. */
export interface GroundedReading {
  readonly detection: Detection;
  readonly edits: readonly ReferenceEdit[];
  /** Sentences that the articles speak for: nobody else proposes anything there. Sorted, disjoint. */
  readonly covered: readonly Range[];
  readonly origin: Origin | null;
  /** The sentence of an article that uses a wording; undefined when none does. */
  readonly support: (wording: string) => ReferenceEvidence | undefined;
}

export interface GroundingInput {
  readonly related: Related;
  readonly resources: Resources;
  /** 1 where no edit may touch a token. */
  readonly locked: Uint8Array;
  /** What was found without the articles. */
  readonly detection: Detection;
}

/**
 * Points of evidence (see `Grounding.evidence`) at which a document is as likely spun as edited by a person, and what
 * comes on top when little of it is the article's; points for each logit.
 */
const EVEN = { points: 9, unlessWhole: 10, perLogit: 2 } as const;
/** Points for each token that agrees, at least: in a long text people make many changes too. */
const LEAST_DENSITY = 0.02;
/** An origin is named from this probability on. */
const LEAST_ORIGIN = 0.5;

/** Reads what differs from the articles that a document was made from. */
export function groundedReading(input: GroundingInput): GroundedReading {
  const { related, detection, resources } = input;
  const { dictionary } = resources;
  const taken = new Set<number>();
  const edits: ReferenceEdit[] = [];
  const differs: SourceDifference[] = [];
  const common = { locked: input.locked, curly: writesCurly(related.document.tokens.text), ...namesOf(input) };
  const spun = surer(detection, bySource(related, dictionary));
  for (const one of related.articles) {
    const isSource = one.grounding.probability >= VERY_SOURCE;
    const own = new Set<number>();
    one.grounding.sentences.forEach((sentence, at) => {
      if (sentence !== null && !taken.has(at) && (isSource || isVerbatim(sentence))) own.add(at);
    });
    const options = { ...common, takes: (sentence: number) => own.has(sentence) };
    const wording = groundedWording(related.document, one.text, one.grounding, options);
    for (const sentence of own) taken.add(sentence);
    differs.push(...wording.differs);
    if (spun === null) continue;
    for (const edit of wording.edits) edits.push({ ...edit, reference: evidenceOf(one, edit.from) });
    for (const edit of articleNameEdits(related.tools, related.document, one.text, common)) {
      edits.push({ ...edit, reference: evidenceOf(one, edit.from) });
    }
  }
  edits.sort((a, b) => a.start - b.start);
  differs.sort((a, b) => a.start - b.start);
  return {
    detection: spun ?? detection,
    edits: spun === null ? [] : withoutOverlaps(edits),
    covered: [...taken].sort((a, b) => a - b).map((sentence) => sentenceRange(related.document, sentence)),
    origin: originOf(related, differs),
    support: supporter(related.articles),
  };
}

/** What was found without the source, as sure as both together are; else what the source shows. */
function surer(own: Detection, source: Detection | null): Detection | null {
  if (own.verdict !== "spun" || source === null) return own.verdict === "spun" ? own : source;
  return { ...own, probability: Math.max(own.probability, source.probability) };
}

/** A thesaurus gives an ordinary word so many others; a first name or a surname has fewer. */
const LEAST_PAIRS = 8;
/** A word that stands first or last in so many known people's names may be anybody's. */
const LEAST_PEOPLE = 2;
/** P(word) in general text from which a word is no name: "there", "but". */
const COMMON = 3e-4;

/** What tells an unknown name from a damaged one; names are only looked up when it is asked. */
function namesOf({ related, resources, locked }: GroundingInput): KnownWords {
  const { generic, names, background } = resources;
  const { tokens, sentences, ids } = related.document;
  let known: Float32Array | undefined;
  return {
    isKnownName(token) {
      known ??= knownNamesIn(names, {
        tokens,
        sentences,
        ids,
        words: modelWordIds(background.vocabulary, tokens, ids),
        locked,
      });
      return known[token]! >= 0;
    },
    isPersons: (token) => names.people.count(tokenText(tokens, token).toLowerCase()) >= LEAST_PEOPLE,
    isInThesaurus: (id) => pairsOf(generic, id) > 0,
    isOrdinary: (id) => pairsOf(generic, id) >= LEAST_PAIRS || (isWord(id) && frequencyOf(background, id) >= COMMON),
  };
}

/** Is an id a word's own, and not that of a class? */
function isWord(id: number): boolean {
  return id >= CLASS_WORDS.length;
}

/** Words that a thesaurus has for a word of the vocabulary. */
function pairsOf({ offsets }: GenericChannel, id: number): number {
  return id + 1 < offsets.length ? offsets[id + 1]! - offsets[id]! : 0;
}

/** The verdict on a document whose differences from its source only a tool makes; null when they do not show one. */
function bySource({ articles, document }: Related, dictionary: CompiledDictionary): Detection | null {
  const { grounding } = articles[0]!;
  const even = EVEN.points + EVEN.unlessWhole * (1 - grounding.share);
  const logit = (grounding.evidence - even) / EVEN.perLogit;
  if (logit < 0 || grounding.evidence < LEAST_DENSITY * document.tokens.count * grounding.share) return null;
  const rows = familiesOf(grounding, dictionary);
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  const swaps = swapsOf(grounding);
  const [main] = [...rows].sort((a, b) => b[1] - a[1]);
  return {
    verdict: "spun",
    probability: rounded(1 / (1 + Math.exp(-logit))),
    rate: rounded(Math.min(1, swaps / Math.max(1, contentTokens(grounding)))),
    family: main !== undefined && main[1] > swaps / 2 ? main[0] : null,
    families: Object.fromEntries([...rows].map(([id, count]) => [id, rounded(count / Math.max(1, total))])),
    spans: grounding.sentences.flatMap((sentence, at) => (sentence === null ? [] : [sentenceRange(document, at)])),
  };
}

/** How often each family explains a difference; where several share a row, its first counts. */
function familiesOf({ sentences }: Grounding, dictionary: CompiledDictionary): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sentence of sentences) {
    for (const { entry } of sentence?.differences ?? []) {
      if (entry < 0) continue;
      const { id } = dictionary.families[dictionary.entries[entry]!.family]!;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts;
}

function swapsOf({ sentences }: Grounding): number {
  return sentences.reduce((sum, sentence) => sum + (sentence?.differences.length ?? 0), 0);
}

/** About every second token of running text is a word that a tool could swap. */
const CONTENT_SHARE = 0.5;

function contentTokens({ sentences }: Grounding): number {
  return sentences.reduce((sum, sentence) => sum + CONTENT_SHARE * (sentence?.pair.columns.length ?? 0), 0);
}

function originOf({ articles, document }: Related, differs: readonly SourceDifference[]): Origin | null {
  const { article, grounding, text } = articles[0]!;
  if (grounding.probability < LEAST_ORIGIN) return null;
  const { id, title, url, date } = article;
  const passages = grounding.sentences.flatMap((sentence, at): AlignedPassage[] =>
    sentence === null
      ? []
      : [{ ...sentenceRange(document, at), source: textOf(text, sentence.pair.from, sentence.pair.to) }],
  );
  const { probability, share, used } = grounding;
  return {
    article: id,
    title,
    url,
    date,
    probability: rounded(probability),
    share: rounded(share),
    used: rounded(used),
    passages,
    differs,
  };
}

/** Looks wordings up in the articles, the nearest first. Each is laid out when it is first asked. */
function supporter(articles: readonly RelatedArticle[]): GroundedReading["support"] {
  const finders = new Map<RelatedArticle, PhraseFinder>();
  return (wording) => {
    for (const one of articles) {
      const finder = finders.get(one) ?? new PhraseFinder(one.text);
      finders.set(one, finder);
      const from = finder.find(wording);
      if (from >= 0) return evidenceOf(one, from);
    }
    return undefined;
  };
}

function evidenceOf({ article, text }: RelatedArticle, from: number): ReferenceEvidence {
  let at = text.sentences.length - 1;
  while (at > 0 && text.sentences[at]! > from) at--;
  const { id, title, url, date } = article;
  const sentence = textOf(text, text.sentences[at]!, text.sentences[at + 1] ?? text.tokens.count);
  return { article: id, title, url, date, sentence };
}

function sentenceRange({ tokens, sentences }: ReadText, at: number): Range {
  const last = (sentences[at + 1] ?? tokens.count) - 1;
  return { start: tokens.starts[sentences[at]!]!, end: tokens.ends[last]! };
}

function textOf({ tokens }: ReadText, from: number, to: number): string {
  return to <= from ? "" : tokens.text.slice(tokens.starts[from]!, tokens.ends[to - 1]!);
}

/** Edits widened over a word beside them may meet: the surer one stays. */
function withoutOverlaps(edits: readonly ReferenceEdit[]): ReferenceEdit[] {
  const kept: ReferenceEdit[] = [];
  for (const edit of edits) {
    const before = kept.at(-1);
    if (before === undefined || before.end <= edit.start) kept.push(edit);
    else if (edit.probability > before.probability) kept[kept.length - 1] = edit;
  }
  return kept;
}
