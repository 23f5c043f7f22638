import type { Database, Statement } from "better-sqlite3";
import { Damage } from "./damage.js";
import type { Scored } from "./scoreboard.js";
import type { Article } from "./store.js";

/** An article with its number, which counts arrivals and is never given twice. */
export interface StoredArticle extends Article {
  readonly number: number;
}

const COLUMNS = "number, id, title, text, url, date, source";

/** The articles, the full-text index of their words, and their totals. Call within a transaction. */
export class ArticleTable {
  private readonly selectById: Statement<[string], StoredArticle>;
  private readonly selectByNumber: Statement<[number], StoredArticle>;
  private readonly selectAfter: Statement<[number, number], StoredArticle>;
  private readonly selectFound: Statement<[string, number], Scored>;
  private readonly selectTotal: Statement<[string], number>;
  private readonly insertArticle: Statement<[Article]>;
  private readonly insertWords: Statement<[number, string, string]>;
  private readonly deleteWords: Statement<[number, string, string]>;
  private readonly addToTotal: Statement<[number, string]>;

  constructor(private readonly database: Database) {
    const select = `SELECT ${COLUMNS} FROM article`;
    this.selectById = database.prepare(`${select} WHERE id = ?`);
    this.selectByNumber = database.prepare(`${select} WHERE number = ?`);
    this.selectAfter = database.prepare(`${select} WHERE number > ? ORDER BY number LIMIT ?`);
    // BM25 as FTS5 gives it is below 0, the best the lowest.
    this.selectFound = database.prepare(
      "SELECT rowid AS number, -rank AS score FROM word WHERE word MATCH ? ORDER BY rank, rowid LIMIT ?",
    );
    this.selectTotal = database.prepare<[string], number>("SELECT value FROM total WHERE name = ?").pluck();
    this.insertArticle = database.prepare(
      "INSERT INTO article (id, url, date, source, title, text) VALUES (@id, @url, @date, @source, @title, @text)",
    );
    this.insertWords = database.prepare("INSERT INTO word (rowid, title, text) VALUES (?, ?, ?)");
    this.deleteWords = database.prepare("INSERT INTO word (word, rowid, title, text) VALUES ('delete', ?, ?, ?)");
    this.addToTotal = database.prepare("UPDATE total SET value = value + ? WHERE name = ?");
  }

  byId(id: string): StoredArticle | undefined {
    return sound(this.selectById.get(id));
  }

  /** @throws Damage when the index knows an article that is not there. */
  requireArticle(number: number): Article {
    const stored = sound(this.selectByNumber.get(number));
    if (stored === undefined) throw new Damage("a list of articles names one that is not there");
    return withoutNumber(stored);
  }

  /** The next articles after a number, in the order of arrival. */
  after(number: number, most: number): readonly StoredArticle[] {
    const page = this.selectAfter.all(number, most);
    page.forEach(sound);
    return page;
  }

  /** The numbers of articles that a full-text query finds, the best first. */
  search(query: string, most: number): readonly Scored[] {
    return this.selectFound.all(query, most);
  }

  /** A new article; returns its number. */
  insert(article: Article): number {
    const number = Number(this.insertArticle.run(article).lastInsertRowid);
    this.insertWords.run(number, article.title, article.text);
    this.count(1, units(article));
    return number;
  }

  replace(stored: StoredArticle, article: Article): void {
    this.database
      .prepare("UPDATE article SET title = @title, text = @text WHERE number = @number")
      .run({ ...article, number: stored.number });
    this.updateDetails(stored, article);
    this.deleteWords.run(stored.number, stored.title, stored.text);
    this.insertWords.run(stored.number, article.title, article.text);
    this.count(0, units(article) - units(stored));
  }

  /** Takes over what the new one says of itself; what it leaves empty stays. */
  updateDetails(stored: StoredArticle, article: Article): void {
    const [url, date, source] = [
      article.url || stored.url,
      article.date || stored.date,
      article.source || stored.source,
    ];
    if (url === stored.url && date === stored.date && source === stored.source) return;
    this.database
      .prepare("UPDATE article SET url = ?, date = ?, source = ? WHERE number = ?")
      .run(url, date, source, stored.number);
  }

  remove(stored: StoredArticle): void {
    this.deleteWords.run(stored.number, stored.title, stored.text);
    this.database.prepare("DELETE FROM article WHERE number = ?").run(stored.number);
    this.count(-1, -units(stored));
  }

  total(name: "articles" | "characters"): number {
    return this.selectTotal.get(name) ?? 0;
  }

  /** Size of the file. */
  bytes(): number {
    const pages = this.database.pragma("page_count", { simple: true }) as number;
    return pages * (this.database.pragma("page_size", { simple: true }) as number);
  }

  private count(articles: number, characters: number): void {
    if (articles !== 0) this.addToTotal.run(articles, "articles");
    this.addToTotal.run(characters, "characters");
  }
}

/** The article as a store gives it out. */
export function withoutNumber({ number: _, ...article }: StoredArticle): Article {
  return article;
}

/** @throws Damage when a field is no text; SQLite reads whatever the bytes of a row say. */
function sound(stored: StoredArticle | undefined): StoredArticle | undefined {
  if (stored === undefined) return undefined;
  const { id, title, text, url, date, source } = stored;
  for (const field of [id, title, text, url, date, source]) {
    if (typeof field !== "string") throw new Damage("an article holds something else than text");
  }
  return stored;
}

function units({ title, text }: Article): number {
  return title.length + text.length;
}
