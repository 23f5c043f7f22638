import fc from "fast-check";
import { expect, test } from "vitest";
import { blank, type StoreMaker } from "./store-maker.js";

/** What `retrieve` must do. */
export function testRetrieval(maker: StoreMaker): void {
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

/** What `search` must do. */
export function testSearch(maker: StoreMaker): void {
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
