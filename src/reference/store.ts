/**
 * What every store of the reference corpus can do. The embedded one (SQLite) answers at once; a shared one answers
 * with promises: callers that may meet either `await` both.
 */

export type Awaitable<T> = T | Promise<T>;

/** A clean article that the user trusts. Empty strings stand for what is not known of it. */
export interface Article {
  /** The id given with it, else the SHA-256 (hex) of its title and text. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url: string;
  /** As given; ISO 8601 where the file said so. */
  readonly date: string;
  /** Who published it, or the file that it was read from. */
  readonly source: string;
}

/** An article to add; without an id (or with an empty one), its title and text are its identity. */
export type NewArticle = Omit<Article, "id"> & { readonly id?: string };

/** What became of the articles of one call. */
export interface AddCounts {
  readonly added: number;
  /** Known id, other words: the new text took the old one's place. */
  readonly replaced: number;
  /** Already there, word for word; a url, date or source that is new takes the old one's place all the same. */
  readonly same: number;
  /** Without any word in it. */
  readonly empty: number;
}

/** A word to look for, lower-cased, and how much it says that an article holds it (above 0). */
export interface QueryTerm {
  readonly term: string;
  readonly weight: number;
}

/** An article that shares terms with a query. */
export interface Retrieved {
  readonly article: Article;
  /**
   * Of `retrieve`: the sum over the terms looked up that it holds of weight times log((articles + 1) / articles with the
   * term). Of `search`: how well it answers (BM25). Above 0; the scores of one answer compare, others do not.
   */
  readonly score: number;
  /** Of `retrieve`: that sum over the same sum for all terms looked up. Of `search`: 1. Above 0, at most 1. */
  readonly share: number;
}

export interface StoreStats {
  readonly articles: number;
  /** UTF-16 code units of titles and texts. */
  readonly characters: number;
  /** Size of the store on disk, in bytes. */
  readonly bytes: number;
  readonly formatVersion: number;
}

export interface ReferenceStore {
  /** Where it answers from: this very process, or a server. */
  readonly place: "embedded" | "remote";
  /** Adds articles; the same article twice is one. All of a call's articles are kept, or none should it fail. */
  add(articles: Iterable<NewArticle>): Awaitable<AddCounts>;
  /** Takes articles out by id; returns how many there were. */
  remove(ids: readonly string[]): Awaitable<number>;
  /** The article of an id, or null. */
  article(id: string): Awaitable<Article | null>;
  /** For people: articles that hold all words of the question (or its "quoted phrases"), the best first. */
  search(question: string, most: number): Awaitable<readonly Retrieved[]>;
  /**
   * For machines: the articles that share most with the rarest of the terms, the best first. Terms that no article has
   * are ignored, and so are those that many have (over 64 articles and over 2 % of them), unless there are no others.
   */
  retrieve(terms: readonly QueryTerm[], most: number): Awaitable<readonly Retrieved[]>;
  /** All articles, in the order of their ids' arrival. */
  articles(): AsyncIterable<Article> | Iterable<Article>;
  stats(): Awaitable<StoreStats>;
  close(): Awaitable<void>;
}

/** A store in this very process. */
export interface EmbeddedStore extends ReferenceStore {
  readonly place: "embedded";
  add(articles: Iterable<NewArticle>): AddCounts;
  remove(ids: readonly string[]): number;
  article(id: string): Article | null;
  search(question: string, most: number): readonly Retrieved[];
  retrieve(terms: readonly QueryTerm[], most: number): readonly Retrieved[];
  articles(): Iterable<Article>;
  stats(): StoreStats;
  close(): void;
}

/** A store on a server, which many processes share: each answer is waited for. */
export interface RemoteStore extends ReferenceStore {
  readonly place: "remote";
  retrieve(terms: readonly QueryTerm[], most: number): Promise<readonly Retrieved[]>;
  close(): Promise<void>;
}
