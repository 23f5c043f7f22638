import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Article, NewArticle, ReferenceStore } from "../../src/reference/store.js";
import { ModelStore } from "./model-store.js";

/** Makes a fresh, empty store; `again` opens the same one once more, beside the first. */
export interface StoreMaker {
  open(): Promise<ReferenceStore> | ReferenceStore;
  again(): Promise<ReferenceStore> | ReferenceStore;
  /** After each test, and after each round of a property. */
  discard(): Promise<void> | void;
}

export const blank = { title: "", url: "", date: "", source: "" };

const WORDS = ["steel", "tariff", "minister", "Beijing", "Huawei", "the", "37", "U.S.", "trade-war", "don't"];
const wording = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(" "));
const newArticle: fc.Arbitrary<NewArticle> = fc.record(
  {
    id: fc.constantFrom("a", "b", "c", ""),
    title: fc.oneof(fc.constant(""), wording),
    text: wording,
    url: fc.constantFrom("", "https://example.org/1", "https://example.org/2"),
    date: fc.constantFrom("", "2019-05-01"),
    source: fc.constantFrom("", "wire.jsonl"),
  },
  { requiredKeys: ["title", "text", "url", "date", "source"] },
);
const step = fc.oneof(
  fc.record({ add: fc.array(newArticle, { maxLength: 5 }) }),
  fc.record({ remove: fc.array(fc.constantFrom("a", "b", "c", "d", identity("", "steel")), { maxLength: 3 }) }),
);

/** What every reference store must do. */
export function storeContract(name: string, maker: StoreMaker): void {
  describe(`${name} is a reference store`, () => {
    afterEach(() => maker.discard());
    testChanges(maker);
    testModel(maker);
    testRetrieval(maker);
    testSearch(maker);
    testOddText(maker);
  });
}

function testChanges(maker: StoreMaker): void {
  test("an article comes back as it was given, by its id", async () => {
    const store = await maker.open();
    const article = {
      id: "x1",
      title: "Steel",
      text: "Steel is dear.\n\n  Very.",
      url: "https://example.org",
      date: "2019-05-01",
      source: "wire",
    };
    expect(await store.add([article])).toEqual({ added: 1, replaced: 0, same: 0, empty: 0 });
    expect(await store.article("x1")).toEqual(article);
    expect(await store.article("X1")).toBeNull();
  });

  test("without an id, or with an empty one, SHA-256 over title and text is it", async () => {
    const store = await maker.open();
    const counts = await store.add([
      { ...blank, title: "A", text: "b c" },
      { ...blank, id: "", title: "A", text: "b c" },
      { ...blank, title: "A b", text: "c" },
    ]);
    expect(counts).toEqual({ added: 2, replaced: 0, same: 1, empty: 0 });
    expect((await collect(store)).map(({ id }) => id)).toEqual([identity("A", "b c"), identity("A b", "c")]);
  });

  test("articles without a word are counted and left out", async () => {
    const store = await maker.open();
    expect(
      await store.add([
        { ...blank, text: "" },
        { ...blank, id: "x", text: " ... \n—" },
      ]),
    ).toMatchObject({ empty: 2, added: 0 });
    expect(await store.stats()).toMatchObject({ articles: 0, characters: 0 });
  });

  test("when an article of a call fails, none of the call's stay", async () => {
    const store = await maker.open();
    await store.add([{ ...blank, id: "old", text: "steel" }]);
    function* broken(): Generator<NewArticle> {
      yield { ...blank, id: "new", text: "tariff" };
      yield { ...blank, id: "old", text: "copper" };
      throw new Error("the source broke off");
    }
    await expect((async () => store.add(broken()))()).rejects.toThrow("the source broke off");
    expect((await collect(store)).map(({ id, text }) => [id, text])).toEqual([["old", "steel"]]);
    expect(await store.retrieve([{ term: "tariff", weight: 1 }], 5)).toEqual([]);
    expect((await store.retrieve([{ term: "steel", weight: 1 }], 5)).length).toBe(1);
  });

  test("a replaced article keeps its place; another store on the same articles sees each change", async () => {
    const store = await maker.open();
    const other = await maker.again();
    await store.add(["a", "b", "c"].map((id) => ({ ...blank, id, text: `word ${id}` })));
    await store.add([{ ...blank, id: "b", text: "changed" }]);
    expect((await collect(other)).map(({ id, text }) => [id, text])).toEqual([
      ["a", "word a"],
      ["b", "changed"],
      ["c", "word c"],
    ]);
    expect(await other.remove(["a", "a", "nobody"])).toBe(1);
    expect((await store.retrieve([{ term: "word", weight: 1 }], 9)).map(({ article }) => article.id)).toEqual(["c"]);
    await other.close();
  });
}

function testModel(maker: StoreMaker): void {
  test("after any changes it holds and finds what a plain map would", async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
          const store = await maker.open();
          const model = new ModelStore(({ id, title, text }) => id || identity(title, text));
          for (const one of steps) {
            if ("add" in one) expect(await store.add(one.add)).toEqual(model.add(one.add));
            else expect(await store.remove(one.remove)).toBe(model.remove(one.remove));
            await expectSame(store, model);
          }
        })
        .afterEach(() => maker.discard()),
      { numRuns: 60 },
    );
  });
}

async function expectSame(store: ReferenceStore, model: ModelStore): Promise<void> {
  expect(await collect(store)).toEqual([...model.articles.values()]);
  expect(await store.stats()).toMatchObject({ articles: model.articles.size, characters: model.characters() });
  const terms = ["steel", "the", "u.s.", "war", "don't", "nowhere"].map((term, index) => ({
    term,
    weight: index + 0.5,
  }));
  const { scores, total } = model.retrieve(terms);
  const found = await store.retrieve(terms, 50);
  expect(new Set(found.map(({ article }) => article.id))).toEqual(new Set(scores.keys()));
  for (const { article, score, share } of found) {
    expect(article).toEqual(model.articles.get(article.id));
    expect(score).toBeCloseTo(scores.get(article.id)!, 9);
    expect(share).toBeCloseTo(score / total, 9);
  }
  for (const phrases of [["steel"], ["the", "minister"], ["steel tariff"]]) {
    const answers = await store.search(phrases.map((phrase) => `"${phrase}"`).join(" "), 50);
    expect(answers.map(({ article }) => article.id).sort()).toEqual(model.search(phrases));
  }
}

function testRetrieval(maker: StoreMaker): void {
  test("the best come first, and no more than asked for", async () => {
    const store = await maker.open();
    await store.add([
      { ...blank, id: "one", text: "steel" },
      { ...blank, id: "two", text: "steel tariff" },
      { ...blank, id: "three", text: "steel tariff minister" },
      { ...blank, id: "none", text: "weather" },
    ]);
    const terms = ["steel", "tariff", "minister"].map((term) => ({ term, weight: 1 }));
    expect((await store.retrieve(terms, 9)).map(({ article, share }) => [article.id, share > 0.99])).toEqual([
      ["three", true],
      ["two", false],
      ["one", false],
    ]);
    expect((await store.retrieve(terms, 2)).map(({ article }) => article.id)).toEqual(["three", "two"]);
    expect(await store.retrieve(terms, 0)).toEqual([]);
    expect(await store.retrieve([], 5)).toEqual([]);
  });

  test("a single article is found too; terms without weight count for nothing", async () => {
    const store = await maker.open();
    await store.add([{ ...blank, id: "only", text: "steel" }]);
    expect(await store.retrieve([{ term: "steel", weight: 2 }], 5)).toMatchObject([
      { share: 1, score: 2 * Math.log(2) },
    ]);
    expect(await store.retrieve([{ term: "steel", weight: 0 }], 5)).toEqual([]);
  });

  test("terms of many articles are looked up only when there are no others", async () => {
    const store = await maker.open();
    await store.add(
      Array.from({ length: 80 }, (_, i) => ({ ...blank, id: `${i}`, text: i === 70 ? "steel mill" : "steel" })),
    );
    const rare = await store.retrieve(
      ["steel", "mill"].map((term) => ({ term, weight: 1 })),
      99,
    );
    expect(rare.map(({ article, share }) => [article.id, share])).toEqual([["70", 1]]);
    expect((await store.retrieve([{ term: "steel", weight: 1 }], 99)).length).toBe(80);
  });

  test("thousands of articles, added in uneven parts, changed and removed, are found one by one", async () => {
    const store = await maker.open();
    const article = (i: number) => ({ ...blank, id: `${i}`, text: `story number${i} of group${i % 7} in the news` });
    let from = 0;
    for (const size of [1, 1, 700, 3, 2000, 40, 40, 5000, 215]) {
      await store.add(Array.from({ length: size }, (_, i) => article(from + i)));
      from += size;
    }
    await store.add([
      { ...article(17), text: "story number17 moved" },
      { ...article(7999), text: "late number7999 moved" },
    ]);
    await store.remove(["5", "702", "3000"]);
    expect(await store.stats()).toMatchObject({ articles: 7997 });
    const ids = async (term: string) =>
      (await store.retrieve([{ term, weight: 1 }], 20)).map(({ article }) => article.id);
    for (const i of [0, 1, 2, 701, 703, 2704, 2999, 7784, 7998]) expect(await ids(`number${i}`)).toEqual([`${i}`]);
    for (const i of [5, 702, 3000]) expect(await ids(`number${i}`)).toEqual([]);
    expect(await ids("moved")).toEqual(["17", "7999"]);
    expect(await ids("late")).toEqual(["7999"]);
  });
}

function testSearch(maker: StoreMaker): void {
  test("all words must be there, phrases word by word, and titles count more", async () => {
    const store = await maker.open();
    await store.add([
      {
        ...blank,
        id: "text",
        title: "Markets",
        text: "The steel tariff was raised again, and the price of copper fell over the summer.",
      },
      {
        ...blank,
        id: "title",
        title: "Steel tariff raised",
        text: "The price of copper fell over the summer, and markets closed lower in the end.",
      },
      { ...blank, id: "apart", title: "", text: "A tariff on steel." },
    ]);
    const ids = async (question: string) => (await store.search(question, 9)).map(({ article }) => article.id);
    expect(new Set(await ids("tariff STEEL"))).toEqual(new Set(["text", "title", "apart"]));
    expect(await ids('"steel tariff"')).toEqual(["title", "text"]);
    expect(await ids('"steel tariff" summer copper')).toEqual(["title", "text"]);
    expect(await ids("steel zinc")).toEqual([]);
    expect((await store.search("steel", 2)).length).toBe(2);
    for (const { score, share } of await store.search("steel", 9)) expect([score > 0, share]).toEqual([true, 1]);
  });

  test("no question makes it throw", async () => {
    const store = await maker.open();
    await store.add([{ ...blank, id: "a", text: "steel AND tariff OR NOT near title" }]);
    const odd = [
      '"',
      '"""',
      "AND",
      "a AND",
      "NOT",
      "NEAR(a b)",
      "text:steel",
      "^steel",
      "ste*",
      "(",
      "a + b",
      "-x",
      "{a}",
      "\0",
      "ste\0el",
      "'",
      ";",
      "\ud800",
      "“steel”",
      "*",
      "é",
      "",
      "  ",
    ];
    for (const question of odd) expect(Array.isArray(await store.search(question, 3)), question).toBe(true);
    expect((await store.search("AND", 3)).length).toBe(1);
    expect((await store.search("“steel", 3)).length).toBe(1);
    const words = "steel ".repeat(100_000);
    expect((await store.search(words, 3)).length).toBe(1);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 30 }), async (question) => {
        expect(Array.isArray(await store.search(question, 3))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
}

function testOddText(maker: StoreMaker): void {
  test("an article of 5 MB is one like others", async () => {
    const store = await maker.open();
    const text = `${"The quick brown fox jumps over the lazy dog. ".repeat(116_000)}Zebra.`;
    expect(
      await store.add([
        { ...blank, id: "big", text },
        { ...blank, id: "small", text: "zebra" },
      ]),
    ).toMatchObject({ added: 2 });
    expect((await store.article("big"))?.text).toBe(text);
    expect((await store.retrieve([{ term: "fox", weight: 1 }], 3)).map(({ article }) => article.id)).toEqual(["big"]);
    expect((await store.search("zebra fox", 3)).length).toBe(1);
  });

  test("any text comes back, but for lone surrogates", async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.string({ unit: "binary", maxLength: 40 }),
          fc.string({ unit: "grapheme" }),
          async (title, tail) => {
            const store = await maker.open();
            const text = `word ${tail}`;
            await store.add([{ ...blank, id: "x", title, text }]);
            expect(await store.article("x")).toEqual({ ...blank, id: "x", title: Buffer.from(title).toString(), text });
            expect(await store.add([{ ...blank, id: "x", title, text }])).toMatchObject({ same: 1 });
            expect(await store.add([{ ...blank, id: "x", title, text: "other" }])).toMatchObject({ replaced: 1 });
            expect((await store.retrieve([{ term: "word", weight: 1 }], 3)).length).toBe(
              /\bword\b/i.test(title) ? 1 : 0,
            );
          },
        )
        .afterEach(() => maker.discard()),
      { numRuns: 60 },
    );
  });
}

async function collect(store: ReferenceStore): Promise<Article[]> {
  const articles: Article[] = [];
  for await (const article of store.articles()) articles.push(article);
  return articles;
}

function identity(title: string, text: string): string {
  return createHash("sha256").update(`${title}\0${text}`).digest("hex");
}
