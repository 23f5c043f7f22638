import { describe, expect, test } from "vitest";
import { type ReadOptions, readAll, type SourceDocument } from "../../src/formats/index.js";

const read = async (source: string, options: ReadOptions): Promise<SourceDocument[]> =>
  (await readAll(Buffer.from(source), options)).flatMap(({ documents }) => documents);

const RSS = "<rss><channel><item><title>a</title></item></channel></rss>";

describe("the kind of a file", () => {
  test.each([
    ["plain text by name, whatever it holds", "a.txt", RSS, RSS],
    ["a feed that is named as a page", "a.html", `\n<?xml version="1.0"?>${RSS}`, "a"],
    ["a feed without a name", undefined, RSS, "a"],
    [
      "a feed with a style sheet and comments first",
      undefined,
      `<?xml version='1.0'?><!-- <html> --><?s?><!DOCTYPE rss>${RSS}`,
      "a",
    ],
    [
      "RDF with a prefix",
      "feed",
      '<r:RDF xmlns="http://purl.org/rss/1.0/" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>a</title></item></r:RDF>',
      "a",
    ],
    ["a page that is named as a feed", "a.xml", "<!DOCTYPE html><p>a", "a"],
    ["XHTML", "a.xml", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><p>a</p></html>', "a"],
    ["JSON Lines in a file named .json", "a.json", '{"text":"a"}\n{"text":"b"}\n', "a"],
    ["one record over many lines", "a.json", '{\n"text":"a"\n}', "a"],
    ["JSON without a name", undefined, ' [{"text":"a"}]', "a"],
    ["JSON Lines without a name", undefined, '{"text":"a"}\n{"text":"b"}', "a"],
    ["a fragment of a page without a name", undefined, "<p>a</p>", "a"],
    ["a table without a name", undefined, "id,text\n1,a\n", "a"],
    ["Markdown by name", "a.md", "*a*", "a"],
    ["a plain text that begins with a bracket", undefined, "[a] b", "[a] b"],
    ["a plain text that begins with a tag of its own", undefined, "<speaker> a", "<speaker> a"],
    ["a plain text with commas", undefined, "Hello, text\na, b", "Hello, text\na, b"],
  ])("%s", async (_, name, source, text) => {
    const [document] = await read(source, name === undefined ? {} : { name });
    expect(document?.text).toBe(text);
  });

  test("given by the caller, it is not guessed", async () => {
    expect((await read("<p>a", { name: "a.html", kind: "text" }))[0]!.text).toBe("<p>a");
  });
});

describe("fields", () => {
  const item =
    '<item><m:group xmlns:m="http://search.yahoo.com/mrss/"><m:title>no</m:title><m:description>deep</m:description></m:group>' +
    "<author><title>no</title></author><description>d</description><title>t</title></item>";
  const feed = `<rss xmlns:x="http://purl.org/rss/1.0/modules/content/"><channel><title>c</title><image><title>no</title></image>${item.replace("</item>", "<x:encoded>e</x:encoded></item>")}</channel></rss>`;

  test("of a feed: title, description, content:encoded, in that order, by namespace", async () => {
    const [document] = await read(feed, { name: "a.rss" });
    expect(document).toMatchObject({
      text: "t\n\nd\n\ne",
      source: "c",
      fields: [
        { name: "title", start: 0, end: 1 },
        { name: "description", start: 3, end: 4 },
        { name: "content:encoded", start: 6, end: 7 },
      ],
    });
  });

  test("of a feed, chosen", async () => {
    expect(await read(feed, { name: "a.rss", fields: ["media:description", "title"] })).toMatchObject([
      { text: "deep\n\nt", fields: [{ name: "media:description" }, { name: "title" }] },
    ]);
  });

  const record = {
    id: 7,
    source: { name: "S" },
    Title: "t",
    data: { body: "b" },
    items: [{ text: "i" }, { text: "j" }],
    "a.b": "ab",
  };

  test.each([
    [undefined, "t"],
    [["data.body"], "b"],
    [["items[].text", "Title"], "i\n\nj\n\nt"],
    [["a.b"], "ab"],
  ])("of a record: %j", async (fields, text) => {
    const options = fields === undefined ? {} : { fields };
    const [document] = await read(`${JSON.stringify(record)}\n`, { name: "a.jsonl", ...options });
    expect(document).toMatchObject({ text, id: "7", source: "S", place: { item: 1, line: 1 } });
  });

  test("lists of paragraphs, and bare texts", async () => {
    expect(await read('{"paragraphs":["a","b"]}', { name: "a.json" })).toMatchObject([
      { text: "a\n\nb", fields: [{ name: "paragraphs" }, { name: "paragraphs" }] },
    ]);
    expect(await read('["a",\n"b"]', { name: "a.json" })).toMatchObject([
      { text: "a", place: { item: 1, line: 1 } },
      { text: "b", place: { item: 2, line: 2 }, fields: [{ name: "text" }] },
    ]);
  });

  test("of a table: columns by name, small or capital", async () => {
    const table = "ID,Body,TITLE,x\n1,b,t,y\n";
    expect(await read(table, { name: "a.csv" })).toMatchObject([
      { text: "t\n\nb", fields: [{ name: "TITLE" }, { name: "Body" }] },
    ]);
    expect(await read(table, { name: "a.csv", fields: ["x"] })).toMatchObject([{ text: "y", id: "1" }]);
  });

  test("of a table that lacks one of several: the others, and a note", async () => {
    const [head] = await readAll(Buffer.from("a,b\n1,x\n"), { name: "a.csv", fields: ["b", "c"] });
    expect(head!.failures).toMatchObject([{ unread: "nothing", reason: expect.stringContaining("name c") }]);
  });

  test("that a record lacks are named, with what it has", async () => {
    const [segment] = await readAll(Buffer.from('{"foo":"a"}'), { name: "a.jsonl", fields: ["text"] });
    expect(segment!.failures).toMatchObject([
      {
        line: 1,
        item: 1,
        unread: "document",
        reason: expect.stringContaining("no text in the field text (it has foo)"),
      },
    ]);
  });

  test("of an item with empty ones: those that have words", async () => {
    expect(
      await read("<rss><channel><item><title/><description> </description></item></channel></rss>", { name: "a.rss" }),
    ).toMatchObject([{ text: "", fields: [] }]);
  });

  test("of an item that has none is said", async () => {
    const [segment] = await readAll(Buffer.from("<rss><channel>\n<item><guid>1</guid></item></channel></rss>"), {
      name: "a.rss",
    });
    expect(segment!.failures).toMatchObject([{ line: 2, column: 1, item: 1, unread: "document" }]);
  });
});

describe("facts for reference articles", () => {
  test.each([
    [
      "a.rss",
      "<rss><channel><title>S</title><item><title>T &amp;amp; U</title><guid>g</guid><link>http://x/?a&amp;b</link><pubDate>D</pubDate></item></channel></rss>",
      "T & U",
      "http://x/?a&b",
    ],
    [
      "a.xml",
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><id>g</id><title>T</title><link rel="self" href="no"/><link href="http://x/?a&amp;b"/><published>D</published></entry></feed>',
      "T",
      "http://x/?a&b",
    ],
    [
      "a.json",
      '{"version":"https://jsonfeed.org/version/1","title":"S","items":[{"id":"g","title":"T","url":"u","date_published":"D","content_text":"x"}]}',
      "T",
      "u",
    ],
    ["a.jsonl", '{"id":"g","title":"T","url":"u","date":"D","source":"S","text":"x"}', "T", "u"],
    ["a.csv", "id,title,url,date,source,text\ng,T,u,D,S,x\n", "T", "u"],
  ])("%s", async (name, source, title, url) => {
    expect((await read(source, { name }))[0]).toMatchObject({ id: "g", title, url, date: "D", source: "S" });
  });
});

describe("edits that do not fit the text", () => {
  test.each([
    [[{ start: 0, end: 2, was: "xx", now: "y" }]],
    [[{ start: 3, end: 9, was: "", now: "y" }]],
    [
      [
        { start: 2, end: 3, was: "c", now: "" },
        { start: 0, end: 1, was: "a", now: "" },
      ],
    ],
  ])("%j are refused", async (edits) => {
    const [segment] = await readAll(Buffer.from("abc"), { name: "a.txt" });
    expect(() => segment!.rewrite([edits])).toThrow(/does not fit the document's text of 3 characters/);
  });
});
