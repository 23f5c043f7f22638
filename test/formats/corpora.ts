import fc from "fast-check";
import type { Kind } from "../../src/formats/index.js";

/** Odd but legal material for every format, drawn at random. Words are our own. */

const WORDS = [
  "harbour",
  "officials",
  "said",
  "the",
  "café",
  "naïve",
  "“quoted”",
  "A&B",
  "x<y",
  "U.S.",
  "well-known",
  "it’s",
  "3,000",
  "日本",
  "😀",
  'he"said',
  "back\\slash",
  "a/b",
  "*star*",
  "under_score",
  "[brackets]",
  "1.",
  "#tag",
];

export const word = fc.constantFrom(...WORDS);
export const plainLine = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
export const plainText = fc
  .array(plainLine, { minLength: 1, maxLength: 4 })
  .chain((lines) => fc.constantFrom("\n", "\r\n", "\n\n", "\r\n\r\n").map((end) => lines.join(end)));

/** Characters that may be spelled as references, and how. */
const referenced = (text: string) =>
  fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }).map((picks) =>
    Array.from(text, (character, index) => {
      const code = character.codePointAt(0)!;
      const pick = picks[index % picks.length]!;
      if (character === "&") return ["&amp;", "&#38;", "&#x26;", "&AMP;", "&amp;", "&amp;"][pick]!;
      if (character === "<") return ["&lt;", "&#60;", "&#x3C;", "&lt;", "&lt;", "&lt;"][pick]!;
      if (character === ">") return "&gt;";
      if (character === "’") return ["’", "&rsquo;", "&#8217;", "’", "&#x2019;", "’"][pick]!;
      if (character === "é") return ["é", "&eacute;", "&#233;", "é", "é", "é"][pick]!;
      if (code > 0xffff && pick === 0) return `&#${code};`;
      return character;
    }).join(""),
  );

const htmlWord = word
  .chain(referenced)
  .chain((spelled) =>
    fc.constantFrom(
      spelled,
      spelled,
      spelled,
      `<b>${spelled}</b>`,
      `<a href="/x?a=1&amp;b=2" title='the said'>${spelled}</a>`,
      `<em class=q>${spelled}</em>`,
      `${spelled}<!-- said -->`,
      `<i></i>${spelled}`,
    ),
  );
const gap = fc.constantFrom(" ", " ", " ", "\n  ", "&nbsp;", " <wbr>", "</b> ", "\t", "  ", "&#32;");
const shy = fc.constantFrom("har&shy;bour", "offi\u00adcials", "said");

const htmlLine = fc
  .array(fc.tuple(fc.oneof({ weight: 8, arbitrary: htmlWord }, { weight: 1, arbitrary: shy }), gap), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pairs) => pairs.map(([one, space]) => one + space).join(""));

const htmlBlock = fc.tuple(htmlLine, fc.nat(8)).map(([line, pick]) => {
  switch (pick) {
    case 0:
      return `<ul><li>${line}<li>${line}</ul>`;
    case 1:
      return `<P ALIGN="left">${line}`;
    case 2:
      return `<pre>said ${line}</pre>`;
    case 3:
      return `<script>if (a < b) said("</p>");</script>${line}`;
    case 4:
      return `${line}<br/>${line}`;
    case 5:
      return `<table><tr><td>${line}</td><th>said <code>said</code> said</th></tr></table>`;
    default:
      return `<p>${line}</p>\r\n`;
  }
});

export const html = fc.array(htmlBlock, { minLength: 1, maxLength: 4 }).map((blocks) => blocks.join(""));

/** Markup that is well-formed as XML. */
const xhtmlLine = fc
  .array(fc.tuple(word, fc.nat(4)), { minLength: 1, maxLength: 6 })
  .map((words) =>
    words
      .map(([one, pick]) =>
        pick === 0 ? `<b>${xmlEscaped(one)}</b>` : pick === 1 ? `<i>${xmlEscaped(one)}</i>` : xmlEscaped(one),
      )
      .join(" "),
  );
const xhtml = xhtmlLine.map((line) => `<div xmlns="http://www.w3.org/1999/xhtml"><p>${line}</p><br/>${line}</div>`);

export function xmlEscaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text spelled inside an element: escaped, as CDATA, as both with a comment between. */
const inXml = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(3)).map(([raw, pick]) => {
    if (pick === 0) return `<![CDATA[${raw.replaceAll("]]>", "]] >")}]]>`;
    if (pick === 1) return `\n   ${xmlEscaped(raw)}\n  `;
    if (pick === 2) return `${xmlEscaped(raw)}<!-- said --><![CDATA[ the harbour said]]>`;
    return xmlEscaped(raw).replaceAll("’", "&#8217;");
  });

const lineEnds = fc.constantFrom("\n", "\r\n", "\n\t");

export const rss = fc
  .tuple(fc.array(fc.tuple(inXml(plainLine), inXml(html), fc.option(inXml(html))), { maxLength: 4 }), lineEnds)
  .map(([items, end]) => {
    const body = items.map(
      ([title, description, content], index) =>
        `<item rdf:about='x'${end}><title>${title}</title><guid isPermaLink="false">g&amp;${index}</guid>` +
        `<description>${description}</description>${end}<link>https://example.org/${index}</link>` +
        `${content === null ? "" : `<content:encoded>${content}</content:encoded>`}<category>said</category></item>`,
    );
    return (
      `<?xml version="1.0"?>${end}<?style said?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"` +
      ` xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>said officials</title>${end}` +
      `${body.join(end)}</channel>${end}</rss>${end}`
    );
  });

export const atom = fc
  .array(fc.tuple(inXml(plainLine), inXml(plainText), inXml(html), xhtml), { maxLength: 4 })
  .map((entries) => {
    const body = entries.map(
      ([title, summary, content, xml], index) =>
        `<entry><id>urn:${index}</id><title type="text">${title}</title><link rel="alternate" href="https://example.org/${index}"/>` +
        `<summary type='text'>${summary}</summary>` +
        (index % 2 === 0 ? `<content type="html">${content}</content>` : `<content type="xhtml">${xml}</content>`) +
        "<author><name>said</name></author></entry>",
    );
    return `<feed xmlns="http://www.w3.org/2005/Atom"><title>said</title>\n${body.join("\n")}</feed>`;
  });

/** A JSON string in one of the ways that writers spell it. */
const jsonString = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(3)).map(([raw, pick]) => {
    const usual = JSON.stringify(raw);
    if (pick === 0)
      return usual.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    if (pick === 1) return usual.replaceAll("/", "\\/");
    if (pick === 2) return usual.replace(/s/g, "\\u0073");
    return usual;
  });

const record = fc
  .tuple(jsonString(plainLine), jsonString(html), jsonString(plainText))
  .map(
    ([title, body, text]) =>
      `{"id": 1.0e0, "title" :${title},"tags":["said",null,true,-0.50],"content_html":${body} , "text":${text},"n":{"title":"said"}}`,
  );

export const jsonLines = fc
  .tuple(fc.array(record, { maxLength: 5 }), fc.constantFrom("\n", "\r\n", "\n\n"), fc.boolean())
  .map(([records, end, last]) => records.join(end) + (last ? end : ""));

export const jsonList = fc.array(record, { maxLength: 4 }).map((records) => `[ ${records.join(" ,\n\t")} ]\n`);

export const jsonFeed = fc
  .array(record, { maxLength: 4 })
  .map((items) => `{"version":"https://jsonfeed.org/version/1.1","title":"said","items":[${items.join(",")}]}`);

const csvCell = (delimiter: string) =>
  fc.tuple(fc.oneof(plainText, html), fc.boolean()).map(([text, quoted]) => {
    const needed = /["\r\n]/.test(text) || text.includes(delimiter);
    return quoted || needed ? `"${text.replaceAll('"', '""')}"` : text;
  });

export const csv = fc.constantFrom(",", ";", "\t").chain((delimiter) =>
  fc
    .tuple(fc.array(fc.tuple(csvCell(delimiter), csvCell(delimiter)), { maxLength: 5 }), fc.constantFrom("\n", "\r\n"))
    .map(([rows, end]) => {
      const lines = rows.map(([title, body], index) => [index, title, '"said"', body].join(delimiter));
      return [["id", "title", "note", '"body"'].join(delimiter), ...lines].join(end) + end;
    }),
);

const markdownWord = fc.tuple(word, fc.nat(9)).map(([one, pick]) => {
  const spelled = one.replace(/[\\*_[\]<#]/g, "\\$&");
  if (pick === 0) return `**${spelled}**`;
  if (pick === 1) return `[${spelled} said](https://example.org/said "said")`;
  if (pick === 2) return "`said code`";
  if (pick === 3) return `*${spelled} said*`;
  if (pick === 4) return "said&nbsp;officials";
  return spelled;
});

const markdownBlock = fc
  .tuple(fc.array(markdownWord, { minLength: 1, maxLength: 8 }), fc.nat(8))
  .map(([words, pick]) => {
    const line = words.join(" ");
    switch (pick) {
      case 0:
        return `# ${line}`;
      case 1:
        return `> ${words.join("\n> ")}`;
      case 2:
        return `- ${words.join("\n  ")}\n- said`;
      case 3:
        return `| said | b |\n|---|:-:|\n| ${line.replaceAll("|", "\\|")} | said |`;
      case 4:
        return "```said\nsaid the harbour\n```";
      case 5:
        return "<div>\nsaid *the* harbour\n</div>";
      case 6:
        return words.join("\n");
      default:
        return line;
    }
  });

export const markdown = fc
  .tuple(fc.array(markdownBlock, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([blocks, matter]) => (matter ? "---\ntitle: said\n---\n" : "") + blocks.join("\n\n"));

export const page = html.map(
  (body) =>
    `<!DOCTYPE html><html lang=en><head><meta charset="utf-8"><TITLE>the said &amp; officials</TITLE><style>said{}</style></head><body>${body}</body></html>`,
);

/** Every format holds to the same contract, whatever it is fed. */
export const FORMATS: readonly (readonly [name: string, kind: Kind, corpus: fc.Arbitrary<string>])[] = [
  ["RSS", "feed", rss],
  ["Atom", "feed", atom],
  ["JSON Feed", "json", jsonFeed],
  ["JSON lists", "json", jsonList],
  ["JSON Lines", "jsonl", jsonLines],
  ["tables", "csv", csv],
  ["pages", "html", page],
  ["fragments of HTML", "html", html],
  ["Markdown", "markdown", markdown],
  ["plain text", "text", plainText],
];

export const CODINGS = ["utf8", "utf8-bom", "utf16le-bom", "utf16be-bom"] as const;
