import { useMemo } from "preact/hooks";
import { ACCEPTED, OPEN, REJECTED } from "../decisions/decisions.js";
import { decide } from "../desk/decide.js";
import type { Desk } from "../desk/desk.js";
import { type ChangeFilter, type ChangeOrder, changeRows } from "../lists/change-rows.js";
import { Choice } from "../parts/choice.js";
import { useDesk } from "../parts/desk-context.js";
import { markLabel, STANDINGS } from "../parts/mark.js";
import { VirtualList } from "../parts/virtual-list.js";
import { counted, shownProbability, Words } from "../parts/words.js";

const ORDERS: readonly (readonly [ChangeOrder, string])[] = [
  ["uncertainty", "Least certain first"],
  ["pair", "By pair"],
  ["family", "By family"],
  ["run", "As in the run"],
];

const FILTERS: readonly (readonly [ChangeFilter, string])[] = [
  ["all", "All"],
  ["open", "Not decided"],
  ["accepted", "Accepted"],
  ["rejected", "Rejected"],
  ["applied", "Applied by the run"],
  ["suggested", "Only suggested"],
];

export function ChangesView() {
  const desk = useDesk();
  const { run, decisions, changeOrder: order, changeFilter: filter, query } = desk;
  // The rows stay while decisions fall, so that nothing jumps under the hand.
  const rows = useMemo(() => changeRows(run, decisions, { order, filter, query }), [order, filter, query]);
  const edits = useMemo(() => rows.reduce((count, row) => count + (row >= 0 ? 1 : 0), 0), [rows]);
  desk.rows = rows;
  return (
    <div class="list-view">
      <div class="list-head">
        <h1>Changes</h1>
        <Choice label="Order" value={order} choices={ORDERS} choose={(value) => change(desk, { changeOrder: value })} />
        <Choice
          label="Show"
          value={filter}
          choices={FILTERS}
          choose={(value) => change(desk, { changeFilter: value })}
        />
        <p class="quiet">{counted(edits, "change")}</p>
      </div>
      <VirtualList
        label="Changes"
        count={rows.length}
        rowHeight={56}
        inHand={desk.row}
        row={(index) =>
          rows[index]! < 0 ? (
            <Heading desk={desk} first={rows[index + 1]!} />
          ) : (
            <ChangeRow
              desk={desk}
              edit={rows[index]!}
              isInHand={index === desk.row}
              select={() => selectRow(desk, index)}
            />
          )
        }
      />
    </div>
  );
}

function change(desk: Desk, to: { changeOrder: ChangeOrder } | { changeFilter: ChangeFilter }): void {
  Object.assign(desk, to, { row: -1 });
  desk.changed();
}

function selectRow(desk: Desk, row: number): void {
  desk.row = row;
  desk.select(desk.rows[row]!);
}

function Heading({ desk, first }: { desk: Desk; first: number }) {
  const { run, changeOrder } = desk;
  if (changeOrder === "family") return <h2 class="section-row">{run.family(first) || "no family"}</h2>;
  const count = run.kinds.size(run.kinds.groupOf(first));
  return (
    <div class="section-row">
      <h2>
        <Words>{run.was(first) || "nothing"}</Words> → <Words>{run.now(first) || "nothing"}</Words>
        <span class="quiet"> {count.toLocaleString("en")}</span>
      </h2>
      <button type="button" onClick={() => desk.open({ kind: "alike", edit: first, decision: "accept" })}>
        Accept<span class="wide"> all</span>
      </button>
      <button type="button" onClick={() => desk.open({ kind: "alike", edit: first, decision: "reject" })}>
        Reject<span class="wide"> all</span>
      </button>
    </div>
  );
}

interface ChangeRowProps {
  readonly desk: Desk;
  readonly edit: number;
  readonly isInHand: boolean;
  select(): void;
}

function ChangeRow({ desk, edit, isInHand, select }: ChangeRowProps) {
  const { run, decisions } = desk;
  const standing = decisions.standing[edit]!;
  const document = run.documentOf[edit]!;
  const now = (decisions.wording(edit) ?? run.now(edit)) || "∅";
  const address = `#/document/${document + 1}/${edit - run.firstEdit[document]! + 1}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a short way for the mouse; its link and buttons do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: j and k do the same
    <div class={`change-row ${isInHand ? "in-hand" : ""}`} onClick={select}>
      <span class="figure">{shownProbability(run.probability(edit))}</span>
      <a
        class="row-swap"
        href={address}
        aria-label={markLabel(run, decisions, edit, [run.was(edit) || "∅", "→", now])}
        aria-current={isInHand ? "true" : undefined}
      >
        <del>{run.was(edit) === "" ? "∅" : <Words>{run.was(edit)}</Words>}</del>
        <span> → </span>
        <ins>
          <Words>{now}</Words>
        </ins>
      </a>
      <span class="row-source">
        <Words>{run.title(document)}</Words>
      </span>
      <span class={`state state-${STANDINGS[standing]}`}>
        {standing === OPEN ? (run.isApplied(edit) ? "applied" : "suggested") : STANDINGS[standing]}
      </span>
      <span class="row-buttons">
        <button
          type="button"
          aria-label="Accept"
          title="Accept (a)"
          aria-pressed={standing === ACCEPTED}
          onClick={() => decide(desk, edit, "accept")}
        >
          ✓
        </button>
        <button
          type="button"
          aria-label="Reject"
          title="Reject (r)"
          aria-pressed={standing === REJECTED}
          onClick={() => decide(desk, edit, "reject")}
        >
          ✗
        </button>
      </span>
    </div>
  );
}
