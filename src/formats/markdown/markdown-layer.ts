import { parse, postprocess, preprocess } from "micromark";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { numericReferences } from "../html/references.js";
import { scanHtml } from "../html/scan.js";
import { VisibleText } from "../html/visible-text.js";
import { type Encodable, type Layer, spelledAs } from "../layers/layer.js";

type Event = ReturnType<typeof postprocess>[number];
type Token = Event[1];

const EXTENSIONS = [gfm(), frontmatter(["yaml", "toml"])];

/** Start and end a paragraph of their own. */
const BLOCKS = new Set(
  "paragraph atxHeading setextHeading tableContent listItemPrefix thematicBreak blockQuotePrefix codeFenced codeIndented htmlFlow definition yaml toml gfmFootnoteDefinition".split(
    " ",
  ),
);
/** No prose inside: addresses, labels that must match elsewhere, code, raw HTML, front matter. */
const SKIPPED = new Set(
  "resource reference definition image codeFenced codeIndented htmlFlow yaml toml tableDelimiterRow gfmFootnoteCall gfmFootnoteDefinitionLabel setextHeadingLine".split(
    " ",
  ),
);
/** Stand in a sentence, and stay as they are. */
const QUOTED = new Set("codeText autolink literalAutolink".split(" "));
const SPELLED_AS_IS = new Set("data lineEnding".split(" "));

/** The prose of CommonMark with GitHub's tables, strikethrough, footnotes and task lists, and front matter. */
export function markdownLayer(source: string, encodable: Encodable): Layer {
  const context = parse({ extensions: EXTENSIONS }).document();
  const events = postprocess(context.write(preprocess()(source, undefined, true)));
  const reader = new EventReader(source, labelledLinks(events));
  for (const [kind, token] of events) {
    if (kind === "enter") reader.enter(token);
    else reader.exit(token);
  }
  return { map: reader.visible.build(), escape: (text) => spelledAs(escapeMarkdown(text, encodable)) };
}

class EventReader {
  readonly visible: VisibleText;
  readonly #source: string;
  readonly #labelled: ReadonlySet<Token>;
  /** The token that hides what is inside it. */
  #skipping: Token | undefined;
  #locked: Token | undefined;

  constructor(source: string, labelled: ReadonlySet<Token>) {
    this.#source = source;
    this.#labelled = labelled;
    this.visible = new VisibleText(source);
  }

  enter(token: Token): void {
    if (this.#skipping !== undefined) return;
    const { type } = token;
    const [start, end] = [token.start.offset, token.end.offset];
    if (BLOCKS.has(type)) this.visible.paragraph();
    if (this.#labelled.has(token)) this.#locked ??= token;
    if (QUOTED.has(type)) this.visible.quote(start);
    if (SKIPPED.has(type) || QUOTED.has(type)) this.#skipping = token;
    else if (SPELLED_AS_IS.has(type)) this.#text(start, end);
    else if (type === "characterReference") this.visible.text(start, end, undefined, true);
    else if (type === "characterEscape") this.visible.spelled(this.#source.slice(start + 1, end), start, end);
    else if (type === "hardBreakTrailing" || type === "hardBreakEscape") this.visible.open("br", start);
    else if (type === "htmlText") this.#inlineHtml(start, end);
  }

  exit(token: Token): void {
    if (this.#skipping === token) this.#skipping = undefined;
    if (this.#locked === token) this.#locked = undefined;
    if (this.#skipping === undefined && BLOCKS.has(token.type)) this.visible.paragraph();
  }

  #text(start: number, end: number): void {
    if (this.#locked === undefined) this.visible.text(start, end, undefined, false);
    else this.visible.locked(this.#source.slice(start, end).replace(/\s+/g, " "), start);
  }

  #inlineHtml(start: number, end: number): void {
    scanHtml(this.#source.slice(start, end), {
      open: (name) => this.visible.open(name, start),
      close: (name) => this.visible.close(name),
      text: () => {},
    });
  }
}

/** Links whose text is also the label of their definition (`[text]`, `[text][]`): other words would lead nowhere. */
function labelledLinks(events: readonly Event[]): ReadonlySet<Token> {
  const labelled = new Set<Token>();
  const open: Token[] = [];
  for (const [kind, token] of events) {
    if (token.type === "link" && kind === "enter") {
      open.push(token);
      labelled.add(token);
    } else if (token.type === "link") {
      open.pop();
    } else if (token.type === "resource" || token.type === "referenceString") {
      const link = open.at(-1);
      if (link !== undefined && kind === "enter") labelled.delete(link);
    }
  }
  return labelled;
}

/** Backslashes before what could be markup; the result is read again before it is kept. */
function escapeMarkdown(text: string, encodable: Encodable): string {
  const escaped = text.replace(/[\\`*_[\]<|~]|&(?=[#\w])/g, "\\$&");
  if (encodable(escaped)) return escaped;
  return Array.from(escaped, (character) => (encodable(character) ? character : numericReferences(character))).join("");
}
