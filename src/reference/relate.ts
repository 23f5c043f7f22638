import type { CompiledDictionary } from "../dictionary/compile.js";
import type { GenericChannel } from "../dictionary/generic-file.js";
import type { Background } from "../language/background.js";
import type { MixturePart } from "../language/ngram-model.js";
import { modelWordIds } from "../language/word-ids.js";
import { CLASS_WORDS, WordClass } from "../language/word-key.js";
import type { Tokens } from "../tokens/tokenize.js";
import { type AlignmentTools, agreementWeight } from "./align-sentence.js";
import { type Grounding, ground } from "./grounding.js";
import { areRelated, type Kinship, kinship } from "./kinship.js";
import { ReferencePart } from "./ngram-part.js";
import { type QueryTools, queryTerms } from "./query.js";
import { type ReadText, TextReader } from "./read-text.js";
import type { Article, QueryTerm, Retrieved } from "./store.js";
import { ChannelSwaps } from "./swaps-at.js";

/** A document as the engine has read it. */
export interface RelatedDocument {
  readonly tokens: Tokens;
  readonly sentences: Uint32Array;
  readonly ids: Int32Array;
}

/** An article that has to do with a document. */
export interface RelatedArticle {
  readonly article: Article;
  readonly text: ReadText;
  readonly kinship: Kinship;
  readonly grounding: Grounding;
}

/** What the reference corpus says of a document. */
export interface Related {
  readonly tools: AlignmentTools;
  readonly document: ReadText;
  /** Those with the most to say first. */
  readonly articles: readonly RelatedArticle[];
  /** The background model with the articles as one more part. */
  readonly background: Background<MixturePart>;
}

/** Articles to look up for a document. */
export const RETRIEVED = 5;
/** So many of them are aligned with it however few rare words they share: short texts have none. */
const ALWAYS_ALIGNED = 1;
/** An article that a document takes so much from is its source: nobody else has a say beside it. Range 0..1. */
const WHOLE = 0.9;
/** A document that has so much of an article's wording is related to it, however few rare words it has. Range 0..1. */
const LEAST_GROUNDED = 0.3;
/** Weight of the articles' words before the document has been seen: the more it shares with them the more, up to the most. */
const PRIOR = { least: 0.25, most: 0.5 } as const;

export interface RelaterResources {
  readonly background: Background;
  readonly dictionary: CompiledDictionary;
  readonly generic: GenericChannel;
}

/** Relates documents to the articles that a store found for them; one for an engine. */
export class Relater {
  private readonly tools: AlignmentTools;
  private readonly queryTools: QueryTools;
  private readonly background: Background;
  private readonly frequency: (word: number) => number;

  constructor({ background, dictionary, generic }: RelaterResources) {
    this.background = background;
    this.frequency = (word) => frequencyOf(background, word);
    this.tools = { swaps: new ChannelSwaps(dictionary, generic), weightOf: weights(background) };
    this.queryTools = { vocabulary: background.vocabulary, dictionary, generic, frequencyOf: this.frequency };
  }

  /** What to look for in a store. */
  query(text: string): QueryTerm[] {
    return queryTerms(this.queryTools, text);
  }

  /** Null when nothing that was found has to do with the document: then it has no influence at all. */
  relate({ tokens, sentences, ids }: RelatedDocument, retrieved: readonly Retrieved[]): Related | null {
    const reader = new TextReader(this.background.vocabulary);
    const document = reader.number(tokens, sentences, ids);
    const articles: RelatedArticle[] = [];
    for (const [rank, { article }] of retrieved.entries()) {
      const text = reader.read(article.title === "" ? article.text : `${article.title}\n\n${article.text}`);
      const kin = kinship(document, text, this.frequency);
      const isRelated = areRelated(kin);
      if (!isRelated && rank >= ALWAYS_ALIGNED) continue;
      const one = { article, text, kinship: kin, grounding: ground(this.tools, document, text) };
      if (one.grounding.share >= WHOLE) return this.related(document, [one]);
      if (isRelated || one.grounding.share >= LEAST_GROUNDED) articles.push(one);
    }
    if (articles.length === 0) return null;
    articles.sort((a, b) => b.grounding.share - a.grounding.share || b.kinship.share - a.kinship.share);
    return this.related(document, articles);
  }

  private related(document: ReadText, articles: readonly RelatedArticle[]): Related {
    return { tools: this.tools, document, articles, background: this.extended(articles) };
  }

  private extended(articles: readonly RelatedArticle[]): Background<MixturePart> {
    const { vocabulary, models, names, prior } = this.background;
    const part = new ReferencePart(
      articles.map(({ text }) => ({ sentences: sentencesOf(text, vocabulary), weight: 1 })),
      this.frequency,
    );
    const most = Math.max(...articles.map(({ kinship: { share } }) => share));
    const weight = Math.min(PRIOR.most, PRIOR.least + most);
    return {
      vocabulary,
      models: [...models, part],
      names: [...names, "reference"],
      prior: Float64Array.from([...prior.map((each) => each * (1 - weight)), weight]),
    };
  }
}

/** The article that all of a document was made from, if it is one. */
export function wholeSource({ articles }: Related): Article | null {
  const [first] = articles;
  return first !== undefined && first.grounding.share >= WHOLE ? first.article : null;
}

/** P(word) in general text; 0 for a word that the model does not know. */
export function frequencyOf({ models, prior, vocabulary }: Background, word: number): number {
  let p = 0;
  if (word >= vocabulary.modelSize) return 0;
  for (let k = 0; k < prior.length; k++) p += prior[k]! * models[k]!.unigram(word);
  return p;
}

/** What agreement in a word is worth, by vocabulary id; marks and figures of a class count as words of middling rarity. */
function weights(background: Background): (id: number) => number {
  const { modelSize } = background.vocabulary;
  const known = Float32Array.from({ length: modelSize }, (_, id) => agreementWeight(frequencyOf(background, id)));
  return (id) => {
    if (id >= modelSize || id === WordClass.Unknown) return RARE;
    return id < CLASS_WORDS.length ? CLASS : known[id]!;
  };
}

const RARE = 3;
const CLASS = 1.5;

function sentencesOf({ tokens, sentences, ids }: ReadText, vocabulary: Background["vocabulary"]): Int32Array[] {
  const words = modelWordIds(vocabulary, tokens, ids);
  return Array.from(sentences, (start, at) => words.subarray(start, sentences[at + 1] ?? tokens.count));
}
