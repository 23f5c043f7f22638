import { useMemo } from "preact/hooks";
import { VERDICTS } from "../../reports/html/shape.js";
import type { Desk } from "../desk/desk.js";
import { calibration, frequentKinds, histogram, wordError } from "../lists/figures.js";
import { useDesk } from "../parts/desk-context.js";
import { counted, percent, Words } from "../parts/words.js";
import { CalibrationPlot, Histogram } from "./plots.js";

/** Pairs shown. */
const MOST_PAIRS = 15;

/** What the run found, on one screen. */
export function Overview() {
  const desk = useDesk();
  const { run, decisions } = desk;
  const bins = useMemo(() => histogram(run), [run]);
  const decidedBins = useMemo(() => calibration(run, decisions), [run, decisions.decided, decisions.records.length]);
  return (
    <div class="overview">
      <h1>{run.documentCount === 1 ? <Words>{run.title(0)}</Words> : "This run"}</h1>
      <Sums desk={desk} />
      <Families desk={desk} />
      <Pairs desk={desk} />
      <section aria-labelledby="probabilities">
        <h2 id="probabilities">Probabilities</h2>
        <Histogram bins={bins} />
      </section>
      <section aria-labelledby="calibration">
        <h2 id="calibration">Said and decided</h2>
        {decisions.decided === 0 ? (
          <p class="quiet">Once you decide changes, this shows how often each probability proved right.</p>
        ) : (
          <CalibrationPlot bins={decidedBins} />
        )}
      </section>
    </div>
  );
}

function Sums({ desk: { run, decisions } }: { desk: Desk }) {
  const verdicts = VERDICTS.map((_, verdict) => run.index.documents.verdict.filter((one) => one === verdict).length);
  const applied = useMemo(() => countApplied(run), [run]);
  const error = useMemo(() => meanWordError({ run, decisions }), [run, decisions.records.length]);
  const words = run.index.documents.words.reduce((sum, count) => sum + count, 0);
  return (
    <dl class="sums">
      <Sum name={run.documentCount === 1 ? "document" : "documents"} value={run.documentCount.toLocaleString("en")} />
      {VERDICTS.map((verdict, i) => (
        <Sum key={verdict} name={verdict} value={verdicts[i]!.toLocaleString("en")} />
      ))}
      <Sum name="words" value={words.toLocaleString("en")} />
      <Sum name="applied" value={applied.toLocaleString("en")} />
      <Sum name="suggested" value={(run.editCount - applied).toLocaleString("en")} />
      <Sum name="word error, estimated" value={`${percent(error.before)} → ${percent(error.after)}`} />
    </dl>
  );
}

function Sum({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function countApplied(run: Desk["run"]): number {
  let applied = 0;
  for (let edit = 0; edit < run.editCount; edit++) if (run.isApplied(edit)) applied += 1;
  return applied;
}

/** Over all words of the run. */
function meanWordError({ run, decisions }: Pick<Desk, "run" | "decisions">) {
  let [before, after, words] = [0, 0, 0];
  for (let document = 0; document < run.documentCount; document++) {
    const error = wordError(run, decisions, document);
    const length = run.index.documents.words[document]!;
    before += error.before * length;
    after += error.after * length;
    words += length;
  }
  return { before: before / Math.max(1, words), after: after / Math.max(1, words) };
}

function Families({ desk: { run } }: { desk: Desk }) {
  const counts = new Map<string, number>();
  for (let document = 0; document < run.documentCount; document++) {
    if (run.verdict(document) !== "spun") continue;
    const family = run.documentFamily(document) || "unknown tool";
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  return (
    <section aria-labelledby="families">
      <h2 id="families">Families</h2>
      {counts.size === 0 && <p class="quiet">No document reads as spun.</p>}
      <ul class="bars">
        {[...counts]
          .sort(([, a], [, b]) => b - a)
          .map(([family, count]) => (
            <li key={family}>
              <span class="bar-name">{family}</span>
              <span class="bar" style={{ "--share": String(count / most) }} />
              <span class="figure">{counted(count, "document")}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Pairs({ desk }: { desk: Desk }) {
  const { run } = desk;
  const kinds = useMemo(() => frequentKinds(run, MOST_PAIRS), [run]);
  const most = kinds[0]?.count ?? 1;
  return (
    <section class="pairs" aria-labelledby="pairs">
      <h2 id="pairs">Most frequent pairs</h2>
      {kinds.length === 0 && <p class="quiet">Nothing was changed.</p>}
      <ol class="bars">
        {kinds.map(({ edit, count }) => (
          <li key={edit}>
            <button type="button" class="bar-name link" onClick={() => searchPair(desk, edit)}>
              <Words>{run.was(edit) || "∅"}</Words> → <Words>{run.now(edit) || "∅"}</Words>
            </button>
            <span class="bar" style={{ "--share": String(count / most) }} />
            <span class="figure">{count.toLocaleString("en")}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function searchPair(desk: Desk, edit: number): void {
  desk.query = `${desk.run.was(edit)} → ${desk.run.now(edit)}`;
  desk.show({ name: "changes" });
}
