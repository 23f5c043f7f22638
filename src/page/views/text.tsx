import { Component } from "preact";
import type { PageDocument } from "../../reports/html/shape.js";
import type { Run } from "../data/run.js";
import type { Decisions } from "../decisions/decisions.js";
import { Mark, type MarkProps } from "../parts/mark.js";
import { Words } from "../parts/words.js";
import { type Paragraph, paragraphsOf } from "./paragraphs.js";

interface TextProps {
  readonly document: PageDocument;
  readonly first: number;
  readonly run: Run;
  readonly decisions: Decisions;
  readonly inHand: number;
}

/** The document as a reader would read it, each edit at its place. */
export function InlineText({ document, ...rest }: TextProps) {
  return (
    <div class="text">
      {paragraphsOf(document).map((paragraph) => (
        <Part key={paragraph.start} document={document} paragraph={paragraph} side="both" {...rest} />
      ))}
    </div>
  );
}

/** As it was found on the left, as it reads now on the right, paragraph beside paragraph. */
export function SideBySide({ document, ...rest }: TextProps) {
  return (
    <div class="sides">
      <h2 class="side-head">As found</h2>
      <h2 class="side-head">Repaired</h2>
      {paragraphsOf(document).map((paragraph) => (
        <div class="side-pair" key={paragraph.start}>
          <Part document={document} paragraph={paragraph} side="was" {...rest} />
          <Part document={document} paragraph={paragraph} side="now" {...rest} />
        </div>
      ))}
    </div>
  );
}

interface PartProps extends TextProps {
  readonly paragraph: Paragraph;
  readonly side: MarkProps["side"];
}

/** One paragraph; drawn anew only when one of its own edits stands otherwise or comes into hand. */
class Part extends Component<PartProps> {
  #stamp = "";

  override shouldComponentUpdate(next: PartProps): boolean {
    return next.document !== this.props.document || stampOf(next) !== this.#stamp;
  }

  override render() {
    this.#stamp = stampOf(this.props);
    const { document, paragraph, first, run, decisions, inHand, side } = this.props;
    const parts = [];
    let at = paragraph.start;
    for (let i = paragraph.firstEdit; i < paragraph.endEdit; i++) {
      const { start, end } = document.edits[i]!;
      if (start > at) parts.push(<Words key={at}>{document.input.slice(at, start)}</Words>);
      const edit = first + i;
      parts.push(<Mark key={`edit ${edit}`} {...{ run, decisions, edit, side }} isInHand={edit === inHand} />);
      at = end;
    }
    if (at < paragraph.end) parts.push(<Words key={at}>{document.input.slice(at, paragraph.end)}</Words>);
    return <p dir="auto">{parts}</p>;
  }
}

function stampOf({ paragraph, first, decisions, inHand }: PartProps): string {
  let stamp = "";
  for (let edit = first + paragraph.firstEdit; edit < first + paragraph.endEdit; edit++) {
    stamp += `${decisions.standing[edit]}${edit === inHand ? "!" : ""}${decisions.wording(edit) ?? ""},`;
  }
  return stamp;
}
