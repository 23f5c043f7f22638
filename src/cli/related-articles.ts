import type { Engine } from "../engine.js";
import { vocabularyIds } from "../language/word-ids.js";
import { Relater } from "../reference/index.js";
import { openResources, type Resources } from "../resources.js";
import type { Origin } from "../result.js";
import { readTokens } from "../tokens/reading.js";

/** An article as reports name it. */
export type NamedArticle = Pick<Origin, "article" | "title" | "url" | "date">;

/** Finds articles that tell of the same things as a document; what that takes is loaded when it is asked first. */
export class RelatedArticles {
  private loaded: { readonly resources: Resources; readonly relater: Relater } | undefined;

  constructor(private readonly engine: Engine) {}

  async of(text: string): Promise<readonly NamedArticle[]> {
    const { retrieved } = await this.engine.prepare(text);
    if (retrieved.length === 0) return [];
    this.loaded ??= await load();
    const { resources, relater } = this.loaded;
    const { tokens, sentences } = readTokens(text);
    const ids = vocabularyIds(resources.background.vocabulary, tokens);
    const articles = relater.relate({ tokens, sentences, ids }, retrieved)?.articles ?? [];
    return articles.map(({ article: { id, title, url, date } }) => ({ article: id, title, url, date }));
  }
}

async function load() {
  const resources = await openResources();
  return { resources, relater: new Relater(resources) };
}
