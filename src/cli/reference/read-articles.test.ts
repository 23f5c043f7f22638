import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReadArticle } from "./article-reader.js";
import { readJsonlArticles } from "./jsonl-articles.js";
import { passage } from "./passage.js";
import { readArticles } from "./read-articles.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "unspin-articles-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Articles as "title|text", problems without the folder's name. */
async function read(name: string, content?: string | Buffer, format?: string): Promise<string[]> {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return shown(await gather(readArticles(path, format)));
}

async function gather<T>(all: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const one of all) gathered.push(one);
  return gathered;
}

function shown(all: readonly ReadArticle[]): string[] {
  return all.map((one) =>
    "article" in one ? `${one.article.title}|${one.article.text}` : one.problem.message.replaceAll(`${folder}/`, ""),
  );
}

describe("plain text", () => {
  test.each([
    ["Prices rise\n\nThey did.\n", "Prices rise|They did.\n"],
    ["\ufeffPrices rise  \r\n \r\n\r\n  They did.", "Prices rise|  They did."],
    ["They did.\nAnd more.\n\nThen less.", "|They did.\nAnd more.\n\nThen less."],
    [`${"A long sentence ".repeat(20)}\n\nMore.`, `|${"A long sentence ".repeat(20)}\n\nMore.`],
    ["Only one line\n\n \n", "|Only one line\n\n \n"],
    ["", "|"],
  ])("%j", async (text, article) => {
    expect(await read("a.txt", text)).toEqual([article]);
  });

  test("the file's name is the source of what names none", async () => {
    writeFileSync(join(folder, "a.txt"), "Words.");
    expect(await gather(readArticles(join(folder, "a.txt")))).toEqual([
      { article: { title: "", text: "Words.", url: "", date: "", source: join(folder, "a.txt") } },
    ]);
  });
});

describe("records", () => {
  test("of JSONL keep what is known of them; bad lines are named, and the others go on", async () => {
    const lines = [
      '\ufeff{"id":7,"title":"T","text":"one","url":"u","date":"2019-05-01","source":"wire","author":"x"}',
      '{"text":"é", bad}',
      "",
      '{"id":null,"text":"two","title":3,"source":["a"]}',
      '{"texts":"three"}',
      '{"text":["four"]}',
      '["text"]',
      '{"text":"five"}\r',
      '{"text":"six',
    ];
    expect(await read("a.jsonl", lines.join("\n"))).toEqual([
      "T|one",
      expect.stringMatching(/^a\.jsonl:2:14: not JSON \([^)]+\)\. Correct or remove the line\.$/),
      "3|two",
      'a.jsonl:5:1: the record needs its article as "text", and has none. Add it, or remove the record.',
      'a.jsonl:6:1: the record needs its article as "text", and has something else there. Add it, or remove the record.',
      'a.jsonl:7:1: is no record. Each needs to be an object: {"text": "…"}.',
      "|five",
      expect.stringMatching(/^a\.jsonl:9:13: not JSON/),
    ]);
    const [first, , second] = await gather(readArticles(join(folder, "a.jsonl")));
    expect(first).toEqual({
      article: { id: "7", title: "T", text: "one", url: "u", date: "2019-05-01", source: "wire" },
    });
    expect(second).toEqual({
      article: { title: "3", text: "two", url: "", date: "", source: join(folder, "a.jsonl") },
    });
  });

  test("of JSONL are the same however the bytes come", async () => {
    const bytes = Buffer.from('{"text":"one é"}\n\n{"text":"two"}\nx\n{"text":"three"}');
    const pieces = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(pieces, async (sizes) => {
        async function* chunks() {
          let at = 0;
          for (const size of sizes) {
            yield bytes.subarray(at, at + size);
            at += size;
          }
          yield bytes.subarray(at);
        }
        const all = await gather(readJsonlArticles({ bytes: chunks(), name: "n", source: "" }));
        expect(shown(all)).toEqual(["|one é", "|two", expect.stringMatching(/^n:4:1: not JSON/), "|three"]);
      }),
    );
  });

  test("of a JSON list, or a single one, or lines under a wrong name", async () => {
    expect(await read("a.json", '[{"text":"one"},{"text":2}]')).toEqual([
      "|one",
      expect.stringMatching(/^a\.json: record 2: the record needs/),
    ]);
    expect(await read("b.json", '{"text":"one"}')).toEqual(["|one"]);
    expect(await read("c.json", '{"text":"one"}\n{"text":"two"}\n')).toEqual(["|one", "|two"]);
    expect(await read("d.json", '[{"text":"one"},\n  {"text":"é"},}]')).toEqual([
      expect.stringMatching(/^d\.json:2:16: not JSON \([^)]+\)\. Correct the file\.$/),
    ]);
    expect(await read("e.json", "")).toEqual([expect.stringMatching(/^e\.json:1:1: not JSON/)]);
  });

  test("of tables, with quotation marks and lines inside; bad rows are named", async () => {
    const rows = [
      "\ufeffID, Text ,title",
      '1,"said ""so""\nand left",T',
      "2,too,many,fields",
      '3,5" guns,U',
      "",
      "4,four,V",
      "5,short",
      '6,"open',
    ];
    const all = await read("a.csv", rows.join("\r\n"));
    // The parser reads ahead: problems come before the good rows around them.
    expect(all.filter((one) => one.includes("|"))).toEqual(['T|said "so"\nand left', 'U|5" guns', "V|four"]);
    expect(all.filter((one) => !one.includes("|"))).toEqual([
      "a.csv:4:1: the row has another number of fields than the first one. Correct or remove it.",
      "a.csv:8:1: the row has another number of fields than the first one. Correct or remove it.",
      "a.csv:9:1: a quotation mark on this line or below is never closed. Correct the row.",
    ]);
    expect(await read("a.tsv", "text\ttitle\none, two\tT\n")).toEqual(["T|one, two"]);
    expect(await read("b.csv", "id,body\n1,x\n")).toEqual([
      'b.csv:1:1: the first row must name the columns, and one of them "text"; here they are "id", "body". Add or rename it.',
    ]);
    expect(await read("c.csv", Buffer.from("text\nfine\nbad\xff\n", "latin1"))).toEqual([
      expect.stringMatching(/^c\.csv:1:1: invalid UTF-8/),
    ]);
  });
});

describe("files", () => {
  test("of a folder are read in order, packed or not, each once, links and all", async () => {
    mkdirSync(join(folder, "in", "deep"), { recursive: true });
    mkdirSync(join(folder, "in", ".hidden"));
    writeFileSync(join(folder, "in", ".hidden", "x.txt"), "hidden");
    writeFileSync(join(folder, "in", "b.txt"), "b");
    writeFileSync(join(folder, "in", "a.JSONL.gz"), gzipSync('{"text":"a1"}\n{"text":"a2"}\n'));
    writeFileSync(join(folder, "in", "deep", "c.csv"), "text\nc\n");
    writeFileSync(join(folder, "in", "page.html"), "<p>page</p>");
    writeFileSync(join(folder, "in", "run.exe"), "passed over");
    writeFileSync(join(folder, "far.txt"), "far");
    symlinkSync("..", join(folder, "in", "deep", "up"));
    symlinkSync("../far.txt", join(folder, "in", "link.txt"));
    expect(await read("in")).toEqual(["|a1", "|a2", "|b", "|c", "|far", "|page"]);
    mkdirSync(join(folder, "none"));
    expect(await read("none")).toEqual([
      "none: no file with articles in this folder (.txt, .jsonl, .json, .csv, .tsv, .xml, .html, .md, .warc; also .gz). Name another folder, or files.",
    ]);
  });

  test("without a telling name are known by their content, or by what is said of them", async () => {
    expect(await read("a", '\ufeff{"text":"one"}\n{"text":"two"}')).toEqual(["|one", "|two"]);
    expect(await read("b", ' [ {"text":"one"} ]')).toEqual(["|one"]);
    expect(await read("c", "[Reuters] said so")).toEqual(["|[Reuters] said so"]);
    expect(await read("d", gzipSync("packed"))).toEqual(["|packed"]);
    expect(await read("e", "text,id\none,1\n", "csv")).toEqual(["|one"]);
    expect(await read("f.txt", '{"text":"one"}', "jsonl")).toEqual(['|{"text":"one"}']);
  });

  test("pages and feeds give an article for each document, without their markup", async () => {
    expect(await read("g.html", "<title>A bridge</title><body><p>It <b>opens</b>.</p></body>")).toEqual([
      "A bridge|It opens.",
    ]);
    const item =
      "<item><title>One</title><link>https://example.org/1</link><description>&lt;p&gt;First.&lt;/p&gt;</description></item>";
    expect(await read("h.xml", `<rss version="2.0"><channel><title>Wire</title>${item}</channel></rss>`)).toEqual([
      "One|First.",
    ]);
    expect(
      await read(
        "i",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Two</title><content>Second.</content></entry></feed>",
      ),
    ).toEqual(["Two|Second."]);
    expect(
      await read(
        "j.json",
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"T","content_text":"Third."}]}',
      ),
    ).toEqual(["T|Third."]);
    expect(await read("k.rss", "<rss><channel><item></channel></rss>")).toEqual([
      expect.stringMatching(/^k\.rss:1:\d+: /),
    ]);
  });

  test("in other encodings", async () => {
    const wide = (text: string) => Buffer.from(text, "utf16le");
    expect(await read("a.txt", wide("\ufeffOne \u00e9"))).toEqual(["|One \u00e9"]);
    expect(await read("b.jsonl", wide('{"text":"one"}\n{"text":"two"}\n').swap16())).toEqual(["|one", "|two"]);
    expect(await read("c.csv.gz", gzipSync(wide("\ufeffid,text\n1,caf\u00e9\n")))).toEqual(["|caf\u00e9"]);
    const page = (charset: string) =>
      `<html><meta charset="${charset}"><title>T</title><body><p>Caf\u00e9.</p></body></html>`;
    expect(await read("d.html", wide(page("utf-16")))).toEqual(["T|Caf\u00e9."]);
    expect(await read("e.html", Buffer.from(page("windows-1252"), "latin1"))).toEqual(["T|Caf\u00e9."]);
    const feed =
      '<?xml version="1.0" encoding="UTF-16"?><rss><channel><item><title>T</title><description>Caf\u00e9.</description></item></channel></rss>';
    expect(await read("f.xml", wide(`\ufeff${feed}`))).toEqual(["T|Caf\u00e9."]);
  });

  test.each([
    ["missing.txt", undefined, "no such file"],
    ["utf32.txt", Buffer.from([0xff, 0xfe, 0, 0, 0x6f, 0, 0, 0]), "UTF-32"],
    ["nul.txt", "a\0b", "NUL byte"],
    ["latin.txt", Buffer.from("caf\xe9", "latin1"), "invalid UTF-8"],
    ["latin.jsonl", Buffer.from('{"text":"caf\xe9"}', "latin1"), "latin.jsonl:1:1: invalid UTF-8"],
    ["packed.txt", Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), "xzcat FILE | unspin reference add DB -"],
    ["short.gz", gzipSync("words ".repeat(9999)).subarray(0, 60), "its gzip data breaks off"],
    ["wrong.gz", Buffer.concat([gzipSync("words").subarray(0, 12), Buffer.alloc(40, 7)]), "its gzip data is damaged"],
    ["store.sqlite", "SQLite format 3\0 and so on", "is an SQLite file"],
  ])("that cannot be read are named: %s", async (name, content, reason) => {
    const [problem, ...more] = await read(name, content);
    expect(more).toEqual([]);
    expect(problem).toContain(name);
    expect(problem).toContain(reason);
  });

  test("that break off give what came before", async () => {
    const packed = gzipSync(
      Array.from({ length: 5000 }, (_, i) => `{"text":"number ${i} ${Math.sqrt(i)}"}\n`).join(""),
    );
    const all = await read("cut.jsonl.gz", packed.subarray(0, packed.length / 2));
    expect(all.length).toBeGreaterThan(1000);
    expect(all[0]).toBe("|number 0 0");
    expect(all.at(-1)).toContain("its gzip data breaks off");
  });

  test.skipIf(process.getuid?.() === 0)(
    "that may not be read are named, and the rest of a folder goes on",
    async () => {
      mkdirSync(join(folder, "in", "shut"), { recursive: true });
      writeFileSync(join(folder, "in", "a.txt"), "a");
      writeFileSync(join(folder, "in", "b.txt"), "b");
      chmodSync(join(folder, "in", "a.txt"), 0);
      chmodSync(join(folder, "in", "shut"), 0);
      const all = await read("in");
      chmodSync(join(folder, "in", "shut"), 0o755);
      expect(all).toEqual([
        expect.stringContaining("may not be read"),
        "|b",
        expect.stringContaining("cannot be read"),
      ]);
    },
  );
});

describe("passage", () => {
  const text = `${"Some words before it. ".repeat(30)}The steel price rose.${" And words after it.".repeat(30)}`;

  test("shows where the question's first word stands", () => {
    expect(passage(text, '"steel"')).toMatch(/^… .*The steel price rose\..* …$/);
    expect(passage("The steel price.\n\nIt rose.", "price")).toBe("The steel price. It rose.");
  });

  test("is short, without breaks, and made of the text's own words, whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (question, other) => {
        for (const one of [text, other]) {
          const part = passage(one, question);
          expect(part.length).toBeLessThanOrEqual(204);
          expect(part).not.toMatch(/[\n\r]/);
          expect(one.replace(/\s+/g, " ")).toContain(part.replace(/^… | …$/g, ""));
        }
      }),
    );
  });
});
