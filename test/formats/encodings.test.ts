import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readAll } from "../../src/formats/index.js";
import { replaced } from "./support.js";

const latin = (text: string) => iconv.encode(text, "windows-1252");

const feedIn = (encoding: string | undefined, title: string) =>
  `<?xml version="1.0"${encoding === undefined ? "" : ` encoding="${encoding}"`}?><rss><channel><item><title>${title}</title></item></channel></rss>`;

describe("encodings", () => {
  test.each([
    ["an undeclared plain text", "a.txt", "The café’s harbour said “yes”."],
    ["a table as spreadsheets write it", "a.csv", "id;title;text\r\n1;café;harbour’s\r\n"],
    ["a page by its meta", "a.html", "<meta charset='windows-1252'><p>café harbour’s"],
    [
      "a page by its old meta",
      "a.html",
      '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>café harbour’s',
    ],
    [
      "a feed by its declaration",
      "a.xml",
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>café harbour’s</title></item></channel></rss>',
    ],
    [
      "a feed that says UTF-8 and is not",
      "a.xml",
      '<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>café harbour’s</title></item></channel></rss>',
    ],
  ])("windows-1252: %s", async (_, name, text) => {
    const bytes = latin(text);
    const outcome = await replaced(bytes, { name }, "harbour", "port’s");
    expect(outcome.failures).toEqual([]);
    expect(outcome.documents[0]!.text).toMatch(/caf\u00e9[\s\S]*harbour/);
    expect(outcome.bytes.equals(latin(text.replaceAll("harbour", "port’s")))).toBe(true);
  });

  test("characters that the encoding lacks become references where the format has them, and are left where not", async () => {
    const page = latin("<meta charset=latin1><p>café harbour");
    expect((await replaced(page, { name: "a.html" }, "harbour", "Łódź")).bytes).toEqual(
      latin("<meta charset=latin1><p>café &#321;ód&#378;"),
    );
    const feed = (inner: string) =>
      latin(`<?xml version="1.0" encoding="latin1"?><rss><channel><item>${inner}</item></channel></rss>`);
    const title = await replaced(feed("<title>harbour</title>"), { name: "a.rss" }, "harbour", "Łódź");
    expect(title.bytes).toEqual(feed("<title>&#321;ód&#378;</title>"));
    const cdata = await replaced(feed("<title><![CDATA[harbour]]></title>"), { name: "a.rss" }, "harbour", "Łódź");
    expect(cdata.bytes).toEqual(feed("<title><![CDATA[harbour]]></title>"));
    const html = await replaced(
      feed("<description><![CDATA[<p>harbour]]></description>"),
      { name: "a.rss" },
      "harbour",
      "Łódź",
    );
    expect(html.bytes).toEqual(feed("<description><![CDATA[<p>&#321;ód&#378;]]></description>"));
    const plain = await replaced(latin("café harbour"), { name: "a.txt" }, "harbour", "Łódź");
    expect([plain.bytes, plain.unwritten]).toEqual([
      latin("café harbour"),
      ["the file's encoding has no such character"],
    ]);
  });

  test.each([
    ["a page that declares nothing", "a.html", "<p>harbour", "<p>port&#8217;s"],
    ["a page that declares nothing but is not ASCII", "a.html", "<p>é harbour", "<p>é port’s"],
    ["a feed in ASCII", "a.rss", feedIn("US-ASCII", "harbour"), feedIn("US-ASCII", "port&#8217;s")],
    [
      "a feed in ISO-8859-1 that keeps to it",
      "a.rss",
      feedIn("ISO-8859-1", "harbour"),
      feedIn("ISO-8859-1", "port&#8217;s"),
    ],
    ["a feed that declares nothing", "a.rss", feedIn(undefined, "harbour"), feedIn(undefined, "port’s")],
  ])("%s: what others could take for something else is spelled as a reference", async (_, name, source, expected) => {
    expect((await replaced(Buffer.from(source), { name }, "harbour", "port’s")).bytes.toString()).toBe(expected);
  });

  test.each(["shift_jis", "euc-kr", "gb18030", "koi8-r"])("%s, when a page declares it", async (label) => {
    const page = (words: string) => iconv.encode(`<meta charset="${label}"><p>中 a ${words}`, label);
    const outcome = await replaced(page("harbour"), { name: "a.html" }, "harbour", "port");
    expect(outcome.bytes).toEqual(page("port"));
  });

  test("an unknown one is a failure, and the bytes stay", async () => {
    const bytes = Buffer.from('<meta charset="x-klingon"><p>harbour');
    const [segment] = await readAll(bytes, { name: "a.html" });
    expect(segment!.failures[0]).toMatchObject({ unread: "file", reason: expect.stringContaining("x-klingon") });
    expect(segment!.bytes).toEqual(bytes);
  });

  test("UTF-16 without a mark is known by its zeros", async () => {
    const bytes = iconv.encode("The harbour said so.", "utf16-be");
    expect((await replaced(bytes, { name: "a.txt" }, "harbour", "port")).bytes).toEqual(
      iconv.encode("The port said so.", "utf16-be"),
    );
  });

  test("a byte order mark is part of a plain text, and of no other", async () => {
    const [text] = await readAll(Buffer.from("\ufeffharbour"), { name: "a.txt" });
    const [page] = await readAll(Buffer.from("\ufeff<p>harbour"), { name: "a.html" });
    expect([text!.documents[0]!.text, page!.documents[0]!.text]).toEqual(["\ufeffharbour", "harbour"]);
  });
});

describe("damaged UTF-8", () => {
  const bad = Buffer.concat([Buffer.from("é harbour "), Buffer.from([0xff, 0xc3])]);

  test("costs its own record only, and stays as it is", async () => {
    const good = '{"text":"the harbour é"}\n';
    const bytes = Buffer.concat([Buffer.from('{"text":"'), bad, Buffer.from('"}\n'), Buffer.from(good)]);
    const outcome = await replaced(bytes, { name: "a.jsonl" }, "harbour", "port");
    expect(outcome.failures).toEqual([
      {
        reason: expect.stringContaining("invalid UTF-8 (byte 0xFF)"),
        line: 1,
        column: 20,
        item: 1,
        unread: "document",
      },
    ]);
    const expected = Buffer.concat([Buffer.from('{"text":"'), bad, Buffer.from('"}\n{"text":"the port é"}\n')]);
    expect(outcome.bytes.equals(expected)).toBe(true);
  });

  test("in one item of a feed leaves the others", async () => {
    const item = (inner: Uint8Array | string) =>
      Buffer.concat([Buffer.from("<item><title>"), Buffer.from(inner), Buffer.from("</title></item>\n")]);
    const feed = (...items: Buffer[]) =>
      Buffer.concat([Buffer.from("<rss><channel>\n"), ...items, Buffer.from("</channel></rss>")]);
    const outcome = await replaced(feed(item(bad), item("harbour ü")), { name: "a.rss" }, "harbour", "port");
    expect(outcome.failures).toMatchObject([{ line: 2, column: 24, item: 1 }]);
    expect(outcome.bytes.equals(feed(item(bad), item("port ü")))).toBe(true);
  });
});
