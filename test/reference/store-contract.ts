import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { Article, NewArticle, ReferenceStore } from "../../src/reference/store.js";
import { testRetrieval, testSearch } from "./finding-contract.js";
import { ModelStore } from "./model-store.js";
import { blank, type StoreMaker } from "./store-maker.js";

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
    const ids = async (term: string) =>
      (await store.retrieve([{ term, weight: 1 }], 9)).map(({ article }) => article.id).sort();
    expect([await ids("word"), await ids("late")]).toEqual([["a", "c"], []]);
    expect(await other.remove(["a", "a", "nobody"])).toBe(1);
    expect(await ids("word")).toEqual(["c"]);
    await other.add([{ ...blank, id: "d", text: "late word" }]);
    expect([await ids("word"), await ids("late")]).toEqual([["c", "d"], ["d"]]);
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
