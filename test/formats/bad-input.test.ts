import { describe, expect, test } from "vitest";
import { readAll } from "../../src/formats/index.js";
import { replaced } from "./support.js";

const failuresOf = async (source: string | Uint8Array, name: string) => {
  const bytes = Buffer.from(source as string);
  const segments = await readAll(bytes, { name });
  expect(Buffer.concat(segments.map((segment) => segment.bytes)).equals(bytes)).toBe(true);
  return segments.flatMap(({ failures }) => failures);
};

describe("malformed XML: nothing of the file is read, and the place is named", () => {
  const feed = (inner: string) => `<?xml version="1.0"?>\n<rss><channel>\n${inner}</channel></rss>`;
  test.each([
    ["a tag that is never closed", feed("<item><title>a</item>"), 3, 15, "</item> stands where <title> must be closed"],
    ["a file that breaks off", "<rss><channel>\n<item><title>a", 2, 7, "the file ends before <title> is closed"],
    ["a bare ampersand", feed("<item><title>A & B</title></item>"), 3, 16, '"&" starts no reference'],
    ["an unknown entity", feed("<item><title>😀 &xxe;</title></item>"), 3, 16, '"&xxe;" is not declared'],
    ["an attribute without quotes", feed("<item a=b></item>"), 3, 6, "the tag <item> is not well-formed"],
    ["an attribute twice", feed("<item a='b' a='c'></item>"), 3, 1, "the tag <item> has an attribute twice"],
    ["a second root", "<rss></rss>\n<rss/>", 2, 1, "a second element after the root"],
    ["text outside the root", "<rss></rss>\nstray", 2, 1, "text outside the root element"],
    ["a control character", feed("<item>\u0001</item>"), 3, 7, "U+0001 is not allowed"],
    ["a CDATA section that never ends", feed("<item><![CDATA[ </item>"), 3, 7, "the file ends inside a CDATA section"],
    ["a feed of another kind", "<?xml version='1.0'?><sitemap/>", 1, 1, "no feed: its root element is <sitemap>"],
  ])("%s", async (_, source, line, column, reason) => {
    expect(await failuresOf(source, "a.rss")).toEqual([
      { line, column, unread: "file", reason: expect.stringContaining(reason) },
    ]);
  });

  test.each([
    [
      "an entity that reads a file",
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    ],
    ["entities that explode", '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss/>'],
    ["a parameter entity", "<!DOCTYPE rss [\n %x; ]><rss/>"],
  ])("%s is refused", async (_, source) => {
    const [failure] = await failuresOf(source, "a.xml");
    expect(failure).toMatchObject({ unread: "file", reason: expect.stringContaining("declares entities") });
  });

  test("a document type without entities is harmless", async () => {
    const doctype =
      '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n/rss.dtd" [<!ELEMENT a (b)> <!-- ]> " -->]>';
    expect(await failuresOf(`${doctype}<rss><channel><item><title>a</title></item></channel></rss>`, "a.xml")).toEqual(
      [],
    );
  });
});

describe("malformed JSON", () => {
  test.each([
    ['[{"text":"a"},]', 1, 15, 'expected a value, found "]"'],
    ['[{"text":"a"}\n{"text":"b"}]', 2, 1, 'expected "," or "]", found "{"'],
    ['{"text":"a"', 1, 12, 'expected "," or "}", found the end'],
    ['{"text":"a', 1, 9, "never ends"],
    ['{"text":"a\tb"}', 1, 11, "U+0009 inside a string"],
    ['{"text":"\\x"}', 1, 10, "is no escape"],
    ['{"text":01}', 1, 10, 'expected "," or "}", found "1"'],
    ["{text:1}", 1, 2, 'expected a key in quotes or "}", found "t"'],
    ['{"text":"a"} x', 1, 14, "more behind the end"],
    ['{"text":"a",}', 1, 13, "expected a key in quotes"],
    ['{"a":nul}', 1, 6, 'expected a value, found "n"'],
  ])("%s", async (source, line, column, reason) => {
    expect(await failuresOf(source, "a.json")).toMatchObject([
      { line, column, reason: expect.stringContaining(reason) },
    ]);
  });

  test("costs one line of JSON Lines", async () => {
    const bytes = Buffer.from('{"text":"harbour"}\r\n{"text":\r\n\r\n[1,2\n{"text":"harbour"}');
    const outcome = await replaced(bytes, { name: "a.jsonl" }, "harbour", "port");
    expect(outcome.failures).toMatchObject([
      { line: 2, item: 2, unread: "document" },
      { line: 4, item: 3, unread: "document" },
    ]);
    expect(outcome.bytes.toString()).toBe('{"text":"port"}\r\n{"text":\r\n\r\n[1,2\n{"text":"port"}');
  });

  test("depth does not matter", async () => {
    const deep = `{"text":"harbour","x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const outcome = await replaced(Buffer.from(deep), { name: "a.json" }, "harbour", "port");
    expect([outcome.failures, outcome.bytes.toString()]).toEqual([[], deep.replace("harbour", "port")]);
  });

  test("lone surrogates are read and kept", async () => {
    const source = '{"text":"\\ud800 harbour \\uDE00\\u0000"}';
    const outcome = await replaced(
      Buffer.from('{"text":"\\ud800 harbour \\uDE00"}'),
      { name: "a.json" },
      "harbour",
      "port",
    );
    expect(outcome.bytes.toString()).toBe('{"text":"\\ud800 port \\uDE00"}');
    expect(await failuresOf(source, "a.json")).toMatchObject([{ reason: expect.stringContaining("NUL") }]);
  });
});

describe("malformed tables cost their rows", () => {
  test("rows with too many cells, and text behind quotes", async () => {
    const bytes = Buffer.from('id,text\n1,harbour\n2,a,b\n3,"a" b\n\n4,harbour\n');
    const outcome = await replaced(bytes, { name: "a.csv" }, "harbour", "port");
    expect(outcome.failures).toMatchObject([
      { line: 3, item: 2, reason: expect.stringContaining("3 cells") },
      { line: 4, item: 3, column: 6, reason: expect.stringContaining("behind the quote") },
    ]);
    expect(outcome.bytes.toString()).toBe('id,text\n1,port\n2,a,b\n3,"a" b\n\n4,port\n');
  });

  test("a quote that never ends takes the rest with it", async () => {
    const outcome = await replaced(
      Buffer.from('id,text\n1,harbour\n2,"open\n3,harbour'),
      { name: "a.csv" },
      "harbour",
      "port",
    );
    expect(outcome.failures).toMatchObject([{ line: 3, column: 3, item: 2 }]);
    expect(outcome.bytes.toString()).toBe('id,text\n1,port\n2,"open\n3,harbour');
  });

  test("no column for the text", async () => {
    expect(await failuresOf("a,b\n1,2\n", "a.csv")).toMatchObject([
      { unread: "file", reason: expect.stringContaining("the first row has a, b") },
    ]);
  });

  test("quotes are only letters in tab-separated files that use them so", async () => {
    const outcome = await replaced(
      Buffer.from('id\ttext\n1\t"The harbour" he said\n'),
      { name: "a.tsv" },
      "harbour",
      "port",
    );
    expect([outcome.failures, outcome.bytes.toString()]).toEqual([[], 'id\ttext\n1\t"The port" he said\n']);
  });
});

describe("files that hold no text", () => {
  test.each([
    ["a.html", Buffer.from("<p>a\0b"), "NUL"],
    ["a.txt", Buffer.from([1, 0, 2, 3, 4, 0]), "NUL"],
    ["a.txt", Buffer.from("é \xff", "latin1"), ""],
    ["a.xml", Buffer.from("%PDF-1.7"), "PDF"],
    ["a.txt", Buffer.from("PK\u0003\u0004"), "ZIP"],
    ["a.txt", Buffer.from([0xff, 0xfe, 0, 0, 65, 0, 0, 0]), "UTF-32"],
  ])("%s %#", async (name, bytes, reason) => {
    const failures = await failuresOf(bytes, name);
    if (reason === "") expect(failures).toEqual([]);
    else expect(failures).toMatchObject([{ reason: expect.stringContaining(reason) }]);
  });

  test.each(["a.xml", "a.json", "a.jsonl", "a.csv", "a.html", "a.md", "a.warc", "a.txt", "a"])(
    "an empty %s has no document",
    async (name) => {
      expect(await readAll(new Uint8Array(), { name })).toEqual([]);
    },
  );
});

describe("what is hostile takes no more than time in proportion", () => {
  const many = 100_000;
  test.each([
    ["open comments", "a.html", "<!--".repeat(many)],
    ["open tags", "a.html", "<b>".repeat(many) + "</i>".repeat(many)],
    ["open quotes", "a.html", '<a b="'.repeat(many)],
    ["open brackets", "a.html", "<".repeat(many)],
    ["open titles", "a.html", "<title>".repeat(many)],
    ["ampersands", "a.html", "&".repeat(many)],
    ["comments in a document type", "a.xml", `<!DOCTYPE x [${"<!--".repeat(many)}`],
    ["elements", "a.xml", "<a>".repeat(many)],
    ["namespaces", "a.xml", `${'<a xmlns:b="c">'.repeat(2000)}`],
    ["lists", "a.json", "[".repeat(many)],
    ["quotes in a table", "a.csv", `id,text\n${'"'.repeat(many)}`],
    ["items on one line", "a.json", `[${'{"x":1},'.repeat(many / 10)}1]`],
    ["backslashes", "a.json", `{"text":"${"\\\\".repeat(many)}"}`],
    ["line ends", "a.warc", `WARC/1.0\r\n${"\r\n".repeat(many)}`],
  ])("%s", async (_, name, source) => {
    const start = process.hrtime.bigint();
    await failuresOf(source, name);
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(5);
  });
});
