import type { Bin, CalibrationBin } from "../lists/figures.js";
import { counted, percent, shownProbability } from "../parts/words.js";

const WIDTH = 480;
const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 28;
const TOP = 12;

const x = (share: number) => LEFT + share * (WIDTH - LEFT - 8);
const y = (share: number) => HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);

/** How many changes have which probability; applied ones are solid, suggestions outlined. */
export function Histogram({ bins }: { bins: readonly Bin[] }) {
  const most = Math.max(1, ...bins.map(({ applied, suggested }) => applied + suggested));
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="How many changes have which probability; the table below says the same"
      >
        <Axis most={most} />
        {bins.map(({ applied, suggested }, i) => {
          const [left, width] = [x(i / bins.length) + 1, (x(1) - x(0)) / bins.length - 2];
          const split = y(applied / most);
          const top = y((applied + suggested) / most);
          return (
            <g key={left}>
              <rect class="solid" x={left} y={split} width={width} height={y(0) - split} />
              {suggested > 0 && (
                <rect class="outlined" x={left + 0.5} y={top} width={width - 1} height={Math.max(1, split - top)} />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span class="key solid" /> applied <span class="key outlined" /> suggested
      </figcaption>
      <PlotTable
        head={["Probability", "Applied", "Suggested"]}
        rows={bins.map(({ applied, suggested }, i) => [between(i, bins.length), String(applied), String(suggested)])}
      />
    </figure>
  );
}

/** What was said against the share that proved right; on the line they are the same. */
export function CalibrationPlot({ bins }: { bins: readonly CalibrationBin[] }) {
  const filled = bins.filter(({ count }) => count > 0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Share accepted against the probability said; the table below says the same"
      >
        <Axis most={1} />
        <line class="diagonal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {filled.map(({ said, right, count }) => (
          <circle key={said} class="dot" cx={x(said)} cy={y(right)} r={3 + 6 * Math.sqrt(count / most)} />
        ))}
      </svg>
      <figcaption>
        Across: the probability said. Up: the share accepted as proposed. Larger dots hold more changes.
      </figcaption>
      <PlotTable
        head={["Probability", "Decided", "Said", "Accepted"]}
        rows={bins.map(({ count, said, right }, i) => [
          between(i, bins.length),
          String(count),
          count === 0 ? "–" : shownProbability(said),
          count === 0 ? "–" : percent(right),
        ])}
      />
      <p class="quiet">
        {counted(
          filled.reduce((sum, { count }) => sum + count, 0),
          "change",
        )}{" "}
        decided.
      </p>
    </figure>
  );
}

function Axis({ most }: { most: number }) {
  return (
    <g class="axis">
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} />
          <text x={LEFT - 6} y={y(share) + 4} text-anchor="end">
            {most === 1 ? share : Math.round(most * share).toLocaleString("en")}
          </text>
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <text key={share} x={x(share)} y={HEIGHT - 8} text-anchor="middle">
          {share}
        </text>
      ))}
    </g>
  );
}

function PlotTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <details class="plot-table">
      <summary>As a table</summary>
      <table class="plain">
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) =>
                i === 0 ? (
                  <th key={head[i]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={head[i]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function between(bin: number, bins: number): string {
  return `${(bin / bins).toFixed(2)} – ${((bin + 1) / bins).toFixed(2)}`;
}
