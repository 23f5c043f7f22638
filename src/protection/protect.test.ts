import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePhrases } from "./phrases.js";
import { protectedSpans } from "./protect.js";

function shielded(text: string, phrases: readonly string[] = []): string[] {
  return protectedSpans(text, { phrases: compilePhrases(phrases) }).map(({ start, end }) => text.slice(start, end));
}

describe("what is protected, and where it ends", () => {
  const cases: readonly (readonly [kind: string, text: string, expected: readonly string[]])[] = [
    [
      "a URL, without the full stop",
      "Read https://news.example.org/a?b=1. More below.",
      ["https://news.example.org/a?b=1"],
    ],
    ["a URL in brackets", "The site (see http://example.org/x) fell.", ["http://example.org/x"]],
    [
      "a bracket that the URL opened",
      "At https://w.example/Mercury_(planet), they",
      ["https://w.example/Mercury_(planet)"],
    ],
    ["a URL before a curly quote", "“https://example.org/steel” it said", ["https://example.org/steel"]],
    ["a www address", "go to www.example.co.uk/steel, then", ["www.example.co.uk/steel"]],
    [
      "bare domains",
      "at example.com and Example.ORG/x, or bit.ly/3aBc9.",
      ["example.com", "Example.ORG/x", "bit.ly/3aBc9"],
    ],
    ["an address with a port", "on 192.0.2.17:8080/x today", ["192.0.2.17:8080/x"]],
    [
      "e-mails",
      "write to press.office+uk@steel-works.example.org. Thanks",
      ["press.office+uk@steel-works.example.org"],
    ],
    ["mailto", "mailto:a_b@example.org", ["mailto:a_b@example.org"]],
    ["handles and tags", "@mill_town said #SteelJobs were safe; #1 again", ["@mill_town", "#SteelJobs"]],
    ["non-ASCII tags", "le #été revient", ["#été"]],
    ["file names", "open report-2.pdf or Node.js.", ["report-2.pdf", "Node.js"]],
    ["paths", "in /etc/hosts, ~/notes and src/steel/mill.ts:", ["/etc/hosts", "~/notes", "src/steel/mill.ts"]],
    ["Windows paths", "from C:\\Steel\\Mill to here", ["C:\\Steel\\Mill"]],
    ["backticks", "call `visit the mill` or ``a `b` c`` now", ["`visit the mill`", "``a `b` c``"]],
    ["a fenced block", "see\n```js\nvisit()\n```\nthe end", ["```js\nvisit()\n```"]],
    ["an open fence runs to the end", "see\n```\nvisit the mill", ["```\nvisit the mill"]],
    ["identifiers", "fooBar, foo_bar and list.sort() ran", ["fooBar", "foo_bar", "list.sort()"]],
    ["hashes", "commit 8054363ab9 of 0x7ffe12ab34", ["8054363ab9", "0x7ffe12ab34"]],
    ["a UUID", "id 123e4567-e89b-12d3-a456-426614174000.", ["123e4567-e89b-12d3-a456-426614174000"]],
    ["tags and entities", 'a <b class="metal">visit</b>&nbsp;of', ['<b class="metal">', "</b>&nbsp;"]],
    ["script content", "x <script>go to(1)</script> y", ["<script>go to(1)</script>"]],
    ["a word and its [sic]", "the goverment [sic] said", ["goverment [sic]"]],
    ["a quotation and its [sic]", "he “visited the metal mill” [sic] then", ["“visited the metal mill” [sic]"]],
    ["a straight quotation", 'the "metal mill" [SIC] then', ['"metal mill" [SIC]']],
    ["[sic] at the very start", "[sic] it said", ["[sic]"]],
    ["directives", "one <!-- unspin off -->two<!-- unspin on --> three", ["<!-- unspin off -->two<!-- unspin on -->"]],
    ["bracket directives", "one [unspin off] two [unspin on] three", ["[unspin off] two [unspin on]"]],
    [
      "directives with a reason",
      "one <!-- unspin off: as printed -->two<!-- unspin on --> three [unspin off - poem] four",
      ["<!-- unspin off: as printed -->two<!-- unspin on -->", "[unspin off - poem] four"],
    ],
    ["an off without an on", "one [unspin off] two\n\nthree", ["[unspin off] two\n\nthree"]],
    ["tickers", "Mill Corp. (NYSE: MLC) and $MLC fell $5", ["NYSE: MLC", "$MLC"]],
  ];
  it.each(cases)("%s", (_kind, text, expected) => {
    expect(shielded(text)).toEqual(expected);
  });
});

describe("prose stays open to edits", () => {
  it.each([
    "He or she and/or they won 9/11 of 24/7 km/h in 2004/05, men/women/children alike.",
    "It ended.The next day began at 3.5 p.m.in the U.S. and cost $5.25 or €3.",
    "She said 'no' and \"yes\" – that’s it; 5 < 6 & 7 > 6, a < b.",
    "``Quoted the old way,'' he said, and ``once more,'' she said.",
    "Player(s) earned 1,234,567 (or 12345678) and the effaced facade stayed.",
    "SHE: I am here. Ratio 3:1. We ranked #1 @ home.",
    "The men [who came] left [...] early.",
  ])("%s", (text) => {
    expect(shielded(text)).toEqual([]);
  });
});

describe("the allow-list", () => {
  it("matches whole words in any case, over any white space", () => {
    const text = "METAL  Hammer and metal\nhammer’s fans, not metal hammers or heavymetal hammer";
    expect(shielded(text, ["Metal Hammer"])).toEqual(["METAL  Hammer", "metal\nhammer"]);
  });

  it("takes the longest of several phrases and goes on after it", () => {
    const phrases = ["trade", "trade war", "trade war museum in Bern", "war museum"];
    expect(shielded("the trade war museum reopened", phrases)).toEqual(["trade war"]);
    expect(shielded("a war museum for trade", phrases)).toEqual(["war museum", "trade"]);
  });

  it("sees apostrophes and composed letters alike", () => {
    expect(shielded("Chez L’Été and l'e\u0301te\u0301", ["l'été"])).toEqual(["L’Été", "l'e\u0301te\u0301"]);
  });

  it("keeps punctuation apart from spaces", () => {
    expect(shielded("AT&T is not AT & T", ["at&t"])).toEqual(["AT&T"]);
  });

  it("passes over blank phrases and counts doubles once", () => {
    expect(compilePhrases(["", "  ", "a b", "A  b"]).size).toBe(1);
  });
});

describe("properties", () => {
  const scrap = fc.constantFrom(
    "@", "#", "[sic]", "`", "```\n", "http://", "www.", ".com", "a", "mill ", "\n", "\r\n", '"', "“", "”", "<", ">", "<!--",
    "-->", "[unspin off]", "[unspin on]", "$", "NYSE: ", "AB", "_", "()", "/", "\\", "é", "\u0301", "😀", "\ud83d", "&amp;", "<script>",
  ); // biome-ignore format: one list
  const text = fc.oneof(
    fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );

  it("spans are sorted, disjoint, not empty and within the text", () => {
    fc.assert(
      fc.property(text, (sample) => {
        let floor = -1;
        for (const { start, end } of protectedSpans(sample, { phrases: compilePhrases(["mill", "a mill"]) })) {
          expect(start).toBeGreaterThan(floor);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(sample.length);
          floor = end;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("an address is found wherever it stands among words", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("mill", "the", "“so”", "(now)", "\n")), fc.nat(), (words, at) => {
        const parts: string[] = [...words];
        parts.splice(at % (words.length + 1), 0, "https://example.org/a-b");
        expect(shielded(parts.join(" "))).toEqual(["https://example.org/a-b"]);
      }),
    );
  });
});

describe("hostile text costs linear time", () => {
  const phrases = compilePhrases(Array.from({ length: 5000 }, (_, i) => `steel mill ${i}`));

  it.each([
    "@", "@a", "#", "#a", "[", "[sic]", '"[sic]', "x [sic] ", "[ ", "http://", "://", "www.", "www.a", "a.", "a", "a_", "aB", "()", "f()",
    "`", "`` ` ", "```\n", "` a", "<", "<a", "<!--", "<!-- ", "<script>", "</", "&", "&#", "/", "/a", "\\", "a/", "$A", "NYSE: ", "NYSE",
    "[unspin off]", "[unspin ", "1.1.1.", "deadbeef1", "a-", "12345678-", " ", "\n", "\u0301", "\ud83d", "steel ", "steel mill ", "x@y.",
  ])("%j over and over", (unit) => {
    const small = bestTime(unit.repeat(Math.ceil(50_000 / unit.length)));
    // Ten times the text: quadratic work would take a hundred times as long.
    const most = 40 * Math.max(small, 1);
    expect(bestTime(unit.repeat(Math.ceil(500_000 / unit.length)), most)).toBeLessThan(most);
  }); // biome-ignore format: one list

  /** Milliseconds of processor time, at best; on a busy machine it takes some rounds to get below a limit. */
  function bestTime(text: string, enough = 0): number {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 6 && (round < 2 || best >= enough) && (enough > 0 || round < 3); round++) {
      const before = process.cpuUsage();
      protectedSpans(text, { phrases });
      const { user, system } = process.cpuUsage(before);
      best = Math.min(best, (user + system) / 1000);
    }
    return best;
  }
});
