import { useEffect, useState } from "preact/hooks";
import type { PageEdit } from "../../reports/html/shape.js";
import { ACCEPTED, OPEN, REJECTED } from "../decisions/decisions.js";
import { decide, decideWording, withdraw } from "../desk/decide.js";
import type { Desk } from "../desk/desk.js";
import { move } from "../desk/move.js";
import { STANDINGS } from "../parts/mark.js";
import { likelier, shareOfSwaps } from "../parts/nats.js";
import { Address, shownProbability, Words } from "../parts/words.js";

interface EvidenceProps {
  readonly desk: Desk;
  readonly edit: number;
  readonly detail: PageEdit | undefined;
}

/** The edit in hand: what it is, what else it may be, why, and the buttons to decide. */
export function Evidence({ desk, edit, detail }: EvidenceProps) {
  const [isOpen, setOpen] = useState(false);
  // On a narrow screen the panel that opens takes the place of half the text.
  useEffect(() => {
    if (isOpen) document.querySelector(".mark.in-hand")?.scrollIntoView({ block: "center", behavior: "instant" });
  }, [isOpen]);
  if (edit < 0) {
    return (
      <aside class="evidence" aria-label="Evidence">
        <p class="quiet">This document has no changes.</p>
      </aside>
    );
  }
  return (
    <aside class={`evidence ${isOpen ? "is-open" : ""}`} aria-label="The change in hand">
      <Summary desk={desk} edit={edit} />
      <Buttons desk={desk} edit={edit} />
      <button type="button" class="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Less" : "Alternatives and evidence"}
      </button>
      <div class="evidence-rest">
        {detail && <Alternatives desk={desk} edit={edit} alternatives={detail.alternatives} />}
        {detail && <Why desk={desk} edit={edit} detail={detail} />}
        {detail?.evidence.reference && <Reference {...detail.evidence.reference} />}
      </div>
    </aside>
  );
}

function Summary({ desk, edit }: { desk: Desk; edit: number }) {
  const { run, decisions } = desk;
  const standing = decisions.standing[edit]!;
  const probability = run.probability(edit);
  const state =
    standing === OPEN ? (run.isApplied(edit) ? "applied, not decided" : "suggested, not decided") : STANDINGS[standing];
  return (
    <div class="summary">
      <p class="swap">
        <del>{run.was(edit) === "" ? "nothing" : <Words>{run.was(edit)}</Words>}</del>
        <span aria-hidden="true"> → </span>
        <ins>{(decisions.wording(edit) ?? run.now(edit)) || "nothing"}</ins>
      </p>
      <p class="measure">
        <meter min={0} max={1} value={probability} aria-label="Probability" />
        <b>{shownProbability(probability)}</b>
        <span class={`state state-${STANDINGS[standing]}`}>
          {state}
          {standing !== OPEN && decisions.byId(edit) === undefined && " everywhere"}
        </span>
        {standing !== OPEN && (
          <button type="button" class="withdraw" onClick={() => withdraw(desk, edit)}>
            Open again <kbd>x</kbd>
          </button>
        )}
      </p>
    </div>
  );
}

function Buttons({ desk, edit }: { desk: Desk; edit: number }) {
  const { run, decisions } = desk;
  const standing = decisions.standing[edit];
  const alike = run.kinds.size(run.kinds.groupOf(edit));
  return (
    <fieldset class="buttons" aria-label="Decide">
      <button type="button" class="step" onClick={() => move(desk, -1)} aria-label="Previous change">
        ←
      </button>
      <button
        type="button"
        class="accept"
        aria-pressed={standing === ACCEPTED}
        onClick={() => decide(desk, edit, "accept")}
      >
        Accept <kbd>a</kbd>
      </button>
      <button
        type="button"
        class="reject"
        aria-pressed={standing === REJECTED}
        onClick={() => decide(desk, edit, "reject")}
      >
        Reject <kbd>r</kbd>
      </button>
      <button type="button" class="step" onClick={() => move(desk, 1)} aria-label="Next change">
        →
      </button>
      <button type="button" class="own" onClick={() => desk.open({ kind: "wording", edit })}>
        Own wording <kbd>e</kbd>
      </button>
      <button type="button" class="all" onClick={() => desk.open({ kind: "alike", edit, decision: "accept" })}>
        {alike === 1 ? "All like this" : `All ${alike.toLocaleString("en")} like this`} <kbd>A</kbd>
      </button>
    </fieldset>
  );
}

function Alternatives({
  desk,
  edit,
  alternatives,
}: {
  desk: Desk;
  edit: number;
  alternatives: PageEdit["alternatives"];
}) {
  if (alternatives.length === 0) return null;
  const was = desk.run.was(edit);
  return (
    <section aria-labelledby="alternatives">
      <h2 id="alternatives">Alternatives</h2>
      <ol class="alternatives">
        {alternatives.map(({ now, probability }, index) => (
          <li key={now}>
            <button type="button" onClick={() => decideWording(desk, edit, now)}>
              <kbd>{index < 9 ? index + 1 : ""}</kbd>
              <span class="wording">
                <Words>{now === "" ? "nothing" : now}</Words>
                {now === was && <span class="quiet"> (leave it)</span>}
              </span>
              <span class="figure">{shownProbability(probability)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Why({ desk: { run }, edit, detail }: { desk: Desk; edit: number; detail: PageEdit }) {
  const { reason, heldBack, channel, language, posterior } = detail.evidence;
  const family = run.family(edit);
  const kind = run.channel(edit);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Found by", kind],
    ["Family", family || undefined],
    [
      "Rule",
      reason ?? (kind === "dictionary" ? `${run.now(edit)} → ${run.was(edit)} in the family's table` : undefined),
    ],
    ["Only suggested", heldBack],
    ["Field", detail.field],
    ["The sentence reads", language === undefined ? undefined : likelier(language)],
    ["The tool writes so", channel === undefined ? undefined : shareOfSwaps(channel)],
    ["Before calibration", posterior === undefined ? undefined : posterior.toFixed(4)],
    ["Probability", run.probability(edit).toFixed(4)],
  ];
  return (
    <section aria-labelledby="why">
      <h2 id="why">Why</h2>
      <dl class="why">
        {rows.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Words>{value}</Words>
                </dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function Reference({ title, article, url, date, sentence }: NonNullable<PageEdit["evidence"]["reference"]>) {
  return (
    <section aria-labelledby="reference">
      <h2 id="reference">In the reference corpus</h2>
      <figure class="quotation">
        <blockquote dir="auto">
          <Words>{sentence}</Words>
        </blockquote>
        <figcaption>
          <Words>{title || article}</Words>
          {date !== "" && (
            <>
              {" "}
              · <Words>{date}</Words>
            </>
          )}
          {url !== "" && (
            <>
              {" "}
              · <Address url={url} />
            </>
          )}
        </figcaption>
      </figure>
    </section>
  );
}
