import { useMemo } from "preact/hooks";
import type { Desk } from "../desk/desk.js";
import { type DocumentFilter, type DocumentOrder, documentRows, openIn } from "../lists/document-rows.js";
import { Choice } from "../parts/choice.js";
import { useDesk } from "../parts/desk-context.js";
import { VirtualList } from "../parts/virtual-list.js";
import { counted, shownProbability, Words } from "../parts/words.js";

const ORDERS: readonly (readonly [DocumentOrder, string])[] = [
  ["run", "As in the run"],
  ["open", "Most left to decide"],
  ["rate", "Highest swap rate"],
  ["probability", "Likeliest spun"],
];

const FILTERS: readonly (readonly [DocumentFilter, string])[] = [
  ["all", "All"],
  ["open", "With something to decide"],
  ["spun", "Spun"],
  ["clean", "Clean"],
  ["skipped", "Skipped"],
];

export function DocumentsView() {
  const desk = useDesk();
  const { run, decisions, documentOrder: order, documentFilter: filter, query } = desk;
  // The rows stay while decisions fall, so that nothing jumps under the hand.
  const rows = useMemo(() => documentRows(run, decisions, { order, filter, query }), [order, filter, query]);
  desk.rows = rows;
  return (
    <div class="list-view">
      <div class="list-head">
        <h1>Documents</h1>
        <Choice
          label="Order"
          value={order}
          choices={ORDERS}
          choose={(value) => change(desk, { documentOrder: value })}
        />
        <Choice
          label="Show"
          value={filter}
          choices={FILTERS}
          choose={(value) => change(desk, { documentFilter: value })}
        />
        <p class="quiet">{counted(rows.length, "document")}</p>
      </div>
      <VirtualList
        label="Documents"
        count={rows.length}
        rowHeight={68}
        inHand={desk.row}
        row={(index) => <DocumentRow desk={desk} document={rows[index]!} isInHand={index === desk.row} />}
      />
    </div>
  );
}

function change(desk: Desk, to: { documentOrder: DocumentOrder } | { documentFilter: DocumentFilter }): void {
  Object.assign(desk, to, { row: -1 });
  desk.changed();
}

function DocumentRow({ desk, document, isInHand }: { desk: Desk; document: number; isInHand: boolean }) {
  const { run, decisions } = desk;
  const verdict = run.verdict(document);
  const edits = run.index.documents.edits[document]!;
  const open = openIn(run, decisions, document);
  return (
    <a
      class={`document-row ${isInHand ? "in-hand" : ""}`}
      href={`#/document/${document + 1}`}
      aria-current={isInHand ? "true" : undefined}
    >
      <span class="row-title">
        <Words>{run.title(document)}</Words>
      </span>
      <span class="row-source">
        <Words>{run.source(document)}</Words>
      </span>
      <span class={`verdict verdict-${verdict}`}>
        {verdict}
        {verdict === "spun" && ` ${shownProbability(run.index.documents.probability[document]!)}`}
      </span>
      <span class="row-count">
        {edits === 0 ? "no changes" : `${counted(edits, "change")}, ${open === 0 ? "all decided" : `${open} open`}`}
      </span>
    </a>
  );
}
