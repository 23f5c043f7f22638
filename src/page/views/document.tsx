import { useEffect } from "preact/hooks";
import { toggleLayout } from "../desk/commands.js";
import type { Desk } from "../desk/desk.js";
import { moveDocument } from "../desk/move.js";
import { wordError } from "../lists/figures.js";
import { useDesk, useDocument } from "../parts/desk-context.js";
import { counted, percent, shownProbability, Words } from "../parts/words.js";
import { Evidence } from "./evidence.js";
import { OriginView } from "./origin.js";
import { InlineText, SideBySide } from "./text.js";

export function DocumentView({ number }: { number: number }) {
  const desk = useDesk();
  const { run, decisions, edit, preferences } = desk;
  const document = useDocument(desk, number);
  useMarkInSight(edit, `${document !== undefined} ${preferences.layout}`);
  const first = run.firstEdit[number]!;
  const Text = preferences.layout === "inline" ? InlineText : SideBySide;
  return (
    <div class="desk">
      <article
        class={`document ${preferences.layout}`}
        onClick={(event) => takeInHand(desk, event)}
        onKeyDown={(event) => pressMark(desk, event)}
      >
        <DocumentHead desk={desk} number={number} />
        {document ? (
          <>
            <Text {...{ document, first, run, decisions }} inHand={edit} />
            {document.origin && <OriginView origin={document.origin} input={document.input} />}
          </>
        ) : (
          <p class="loading">Opening the document…</p>
        )}
      </article>
      <Evidence desk={desk} edit={edit} detail={document?.edits[edit - first]} />
    </div>
  );
}

function DocumentHead({ desk, number }: { desk: Desk; number: number }) {
  const { run, decisions, preferences } = desk;
  const { documents } = run.index;
  const place = documents.place[number];
  const edits = documents.edits[number]!;
  return (
    <header class="document-head">
      <p class="source">
        <Words>{run.source(number)}</Words>
        {place?.item !== undefined && <span> · item {place.item}</span>}
        {place?.line !== undefined && <span> · line {place.line}</span>}
      </p>
      <h1>
        <Words>{run.title(number)}</Words>
      </h1>
      <Facts desk={desk} number={number} />
      <div class="document-tools">
        <button type="button" onClick={() => toggleLayout(desk)} aria-pressed={preferences.layout === "side-by-side"}>
          Side by side
        </button>
        <button type="button" onClick={() => moveDocument(desk, -1)} title="Previous document with changes ([)">
          ← Previous
        </button>
        <button type="button" onClick={() => moveDocument(desk, 1)} title="Next document with changes (])">
          Next →
        </button>
        <span class="quiet">
          {counted(edits, "change")}, {edits - decisions.decidedIn[number]!} open
        </span>
      </div>
    </header>
  );
}

function Facts({ desk: { run, decisions }, number }: { desk: Desk; number: number }) {
  const { documents } = run.index;
  const verdict = run.verdict(number);
  const error = wordError(run, decisions, number);
  const family = run.documentFamily(number);
  return (
    <dl class="facts">
      <Fact
        name="Verdict"
        value={`${verdict}${verdict === "skipped" ? "" : `, ${shownProbability(documents.probability[number]!)}`}`}
      />
      {verdict === "spun" && <Fact name="Family" value={family === "" ? "unknown tool" : family} />}
      {verdict === "spun" && <Fact name="Swap rate" value={shownProbability(documents.rate[number]!)} />}
      <Fact name="Words" value={documents.words[number]!.toLocaleString("en")} />
      <Fact name="Word error, estimated" value={`${percent(error.before)} → ${percent(error.after)}`} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The mark in hand stays where the eye is, also when the text is `drawn` in another way, and takes the focus unless that is in a field or a dialog. */
function useMarkInSight(edit: number, drawn: string): void {
  useEffect(() => {
    const mark = document.querySelector<HTMLElement>(`.mark[data-edit="${edit}"]`);
    if (!mark) return;
    mark.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (!document.activeElement?.matches("input, textarea, select, dialog *")) mark.focus({ preventScroll: true });
  }, [edit, drawn]);
}

function editOf(event: Event): number {
  const mark = event.target instanceof Element ? event.target.closest<HTMLElement>(".mark") : null;
  return mark ? Number(mark.dataset["edit"]) : -1;
}

function takeInHand(desk: Desk, event: Event): void {
  const edit = editOf(event);
  if (edit >= 0) desk.select(edit);
}

function pressMark(desk: Desk, event: KeyboardEvent): void {
  if (event.key !== "Enter" && event.key !== " ") return;
  const edit = editOf(event);
  if (edit < 0) return;
  event.preventDefault();
  desk.select(edit);
}
