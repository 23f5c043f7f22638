import type { AddCounts, Article, NewArticle, QueryTerm } from "../../src/reference/store.js";
import { referenceTerms } from "../../src/reference/terms.js";

/** What a store should hold and answer, worked out the slow way. For fewer than 64 articles: no term is too common. */
export class ModelStore {
  readonly articles = new Map<string, Article>();

  constructor(private readonly idOf: (article: NewArticle) => string) {}

  add(articles: readonly NewArticle[]): AddCounts {
    const counts = { added: 0, replaced: 0, same: 0, empty: 0 };
    for (const article of articles) counts[this.addOne(article)] += 1;
    return counts;
  }

  remove(ids: readonly string[]): number {
    return ids.filter((id) => this.articles.delete(id)).length;
  }

  /** Score by id of the articles that hold any of the terms, and the score of one that would hold all known ones. */
  retrieve(terms: readonly QueryTerm[]): { readonly scores: ReadonlyMap<string, number>; readonly total: number } {
    const weights = new Map<string, number>();
    for (const { term, weight } of terms) weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    const scores = new Map<string, number>();
    let total = 0;
    for (const [term, weight] of weights) {
      const holders = [...this.articles.values()].filter((article) => termsOf(article).has(term));
      if (weight <= 0 || holders.length === 0) continue;
      const score = weight * Math.log((this.articles.size + 1) / holders.length);
      total += score;
      for (const { id } of holders) scores.set(id, (scores.get(id) ?? 0) + score);
    }
    return { scores, total };
  }

  /** Ids of the articles whose title or text holds each of the phrases, as lower-case words. */
  search(phrases: readonly string[]): readonly string[] {
    const holds = (text: string, phrase: string) =>
      ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ")} `.includes(` ${phrase} `);
    const found = [...this.articles.values()].filter(({ title, text }) =>
      phrases.every((phrase) => holds(title, phrase) || holds(text, phrase)),
    );
    return found.map(({ id }) => id).sort();
  }

  characters(): number {
    return [...this.articles.values()].reduce((sum, { title, text }) => sum + title.length + text.length, 0);
  }

  private addOne(given: NewArticle): keyof AddCounts {
    const article = { ...given, id: this.idOf(given) };
    if (termsOf(article).size === 0) return "empty";
    const known = this.articles.get(article.id);
    const details = {
      url: article.url || (known?.url ?? ""),
      date: article.date || (known?.date ?? ""),
      source: article.source || (known?.source ?? ""),
    };
    this.articles.set(article.id, { ...article, ...details });
    if (known === undefined) return "added";
    return known.title === article.title && known.text === article.text ? "same" : "replaced";
  }
}

function termsOf({ title, text }: Article): Set<string> {
  return new Set(referenceTerms(`${title}\n${text}`));
}
