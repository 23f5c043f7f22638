import { describe, expect, test } from "vitest";
import { readAll } from "../../src/formats/index.js";
import { replaced, replacedText } from "./support.js";

const text = async (source: string, name: string) => {
  const segments = await readAll(Buffer.from(source), { name });
  return segments.flatMap(({ documents }) => documents.map((document) => document.text));
};

describe("a phrase inside markup", () => {
  test.each([
    ["<p>The <b>Related</b> Press said</p>", "<p>The <b>Associated</b> Press said</p>"],
    ["<p>The <b>Rel</b>ated Press said</p>", "<p>The <b>Associ</b>ated Press said</p>"],
    ["<p>The Related&nbsp;Press said</p>", "<p>The Associated&nbsp;Press said</p>"],
    ["<p>The Re&shy;lat&shy;ed Press said</p>", "<p>The Associated Press said</p>"],
    ["<p>The Re\u00adlated Press said</p>", "<p>The Associated Press said</p>"],
    ["<p>The Related\r\n\t Press said</p>", "<p>The Associated\r\n\t Press said</p>"],
    ["<p>The &#82;elated Press said</p>", "<p>The Associated Press said</p>"],
    [
      "<p>The <a href='?Related Press'>Related <i>Press</i></a></p>",
      "<p>The <a href='?Related Press'>Associated <i>Press</i></a></p>",
    ],
    ["<P>The<BR>Related<!-- Related Press --> Press", "<P>The<BR>Associated<!-- Related Press --> Press"],
    [
      "<p title='Related Press'>Related Press<script>'Related Press'</script>",
      "<p title='Related Press'>Associated Press<script>'Related Press'</script>",
    ],
  ])("%s is repaired inside it", async (source, expected) => {
    expect(await replacedText(source, "a.html", "Related Press", "Associated Press")).toBe(expected);
  });

  test.each([
    ["<p>in a <b>huge</b> way</p>", "in a huge way", "greatly", "<p>greatly<b></b></p>"],
    ["<p>we <i>utilise</i> it</p>", "utilise", "make use of", "<p>we <i>make use of</i> it</p>"],
    ["<p>the <b>large</b> ship</p>", "the large ship", "the ship", "<p>the <b></b>ship</p>"],
    ["<p>R and D</p>", "R and D", "R&D <x>", "<p>R&amp;D &lt;x&gt;</p>"],
    ["<p>said it’s &rsquo;s here</p>", "’s here", "’s there", "<p>said it’s &rsquo;s there</p>"],
  ])("%s, with other words than before: tags stay balanced", async (source, was, now, expected) => {
    expect(await replacedText(source, "a.html", was, now)).toBe(expected);
  });

  test("is left where no text stands for it, and said so", async () => {
    const source = Buffer.from("<p>ship<br>yard and <code>x</code> yard</p>");
    const outcome = await replaced(source, { name: "a.html" }, "ship\nyard", "shipyard");
    expect(outcome.bytes.toString()).toBe(source.toString());
    expect(outcome.unwritten).toEqual(["a part of it is not spelled out as text in the file"]);
  });

  test("is left where other markup would arise, while other edits are written", async () => {
    const source = "# Port\n\nThe ship\n1 day later the ship sank.\n";
    const segments = await readAll(Buffer.from(source), { name: "a.md" });
    const [document] = segments[0]!.documents;
    const at = document!.text.indexOf("1 day");
    const { bytes, unwritten } = segments[0]!.rewrite([[{ start: at, end: at + 5, was: "1 day", now: "- day" }]]);
    expect([Buffer.from(bytes).toString(), unwritten.length]).toEqual([source, 1]);
  });
});

describe("what a reader sees", () => {
  test.each([
    [
      "blocks part paragraphs, inline tags do not",
      "<div>One <b>t</b>wo<p>three</div>four",
      ["One two\n\nthree\n\nfour"],
    ],
    [
      "the title of the page comes first",
      "<title>A &amp; B</title><h1>C</h1><svg><title>no</title></svg>",
      ["A & B\n\nC"],
    ],
    [
      "hidden elements are left out",
      "a<script>b</script> <style>c</style><pre>d</pre><textarea>e</textarea> f",
      ["a\n\nf"],
    ],
    ["code leaves a mark", "run <code>x <var>y</var></code> now", ["run \ufffc now"]],
    ["line breaks and rows", "<ul><li>a<li>b<br>c<br><br>d</ul>", ["a\n\nb\nc\n\nd"]],
    ["what starts no tag is text", "1 < 2 & 3 <4", ["1 < 2 & 3 <4"]],
    [
      "references without semicolon, as browsers do",
      "<p>AT&ampT &copy 2 &unknown; &notit;</p>",
      ["AT&T © 2 &unknown; ¬it;"],
    ],
    ["a head without an end", "<head><title>A</title><meta name=x><body><p>b", ["A\n\nb"]],
    [
      "elements closed as in XML",
      "a <svg/>b <iframe src=x /> c<svg><path/><svg/>no</svg> d<script src=y/> e",
      ["a b c d e"],
    ],
    ["elements that browsers do not take for closed", "a<script/>no</script> b", ["a b"]],
    ["ruby without end tags", "<ruby>kan<rp>(<rt>ji<rp>)</ruby> text", ["kan(ji) text"]],
    ["comments and declarations", "<!doctype html><!-- <p>no --><!-->yes<![CDATA[no]]>", ["yes"]],
    ["scripts that write scripts", "<script><!-- document.write('<script>x</script>') --></script>yes", ["yes"]],
  ])("%s", async (_, source, expected) => {
    expect(await text(source, "a.html")).toEqual(expected);
  });

  test("of a record with some inline tags keeps its blank lines", async () => {
    const body = "One <b>bold</b>\nword.\n \nTwo <i>more</i>.\n\n<b>Three</b>";
    expect(await text(JSON.stringify({ body }), "a.json")).toEqual(["One bold word.\n\nTwo more.\n\nThree"]);
    expect(await text(JSON.stringify({ body: `<p>${body}` }), "a.json")).toEqual(["One bold word. Two more. Three"]);
  });

  test("of Markdown is its prose", async () => {
    const source =
      '---\ntitle: T\n---\nSome *very* `code`\nold [link](http://x "no"), ![no](y.png) <b>b</b> \\*x\\* &amp;\n\n' +
      "```\nno\n```\n\n> quoted\nlazy\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>no</div>\n\n[ref]: http://no\n";
    expect(await text(source, "a.md")).toEqual([
      "Some very \ufffc old link, b *x* &\n\nquoted lazy\n\na\n\nb\n\nc\n\nd",
    ]);
  });

  test("of a page's head tells who wrote what, where and when", async () => {
    const source =
      '<title>Port &ndash; News</title><link rel="canonical" href="https://example.org/a?b=1&amp;c"><meta property="og:title" content="Port">' +
      '<meta property="article:published_time" content="2020-01-02"><meta property="og:site_name" content="News"><p>x';
    const [segment] = await readAll(Buffer.from(source), { name: "a.html" });
    expect(segment!.documents[0]).toMatchObject({
      title: "Port",
      url: "https://example.org/a?b=1&c",
      date: "2020-01-02",
      source: "News",
      fields: [{ name: "title" }, { name: "body" }],
    });
  });
});
