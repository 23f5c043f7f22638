/** A small plot as SVG: panels side by side, sizes by powers of ten to the right, milliseconds upwards from 0. */

/** One line of a panel; `x` above 0, `y` from 0 on. */
export interface PlotLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Panel {
  readonly title: string;
  /** What `x` counts. */
  readonly unit: string;
  readonly lines: readonly PlotLine[];
}

const WIDTH = 300;
const HEIGHT = 300;
/** Room around a panel's axes. */
const MARGIN = { left: 44, right: 14, top: 40, bottom: 66 } as const;
const FOOT = 24;
/** Told apart in print and by people who confuse red and green, on white. */
const COLOURS = ["#1b5e9c", "#c2571a"] as const;
const STEPS = 4;

/** Draws the panels, with a line below that says where and when the figures come from. */
export function drawGrowth(panels: readonly Panel[], caption: string): string {
  const [width, height] = [panels.length * WIDTH, HEIGHT + FOOT];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" fill="#222">`,
    `<title>Processor time for 1,000 words as documents, tables and reference stores grow</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...panels.map((panel, at) => `<g transform="translate(${at * WIDTH} 0)">\n${drawPanel(panel)}\n</g>`),
    text(width / 2, height - 8, caption, "middle"),
    "</svg>",
    "",
  ].join("\n");
}

/** Where figures lie in a panel. */
interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function drawPanel({ title, unit, lines }: Panel): string {
  const points = lines.flatMap((line) => line.points);
  const [low, high] = powersOf(points.map(({ x }) => x));
  const top = roundedUp(Math.max(...points.map(({ y }) => y)));
  const [right, bottom] = [WIDTH - MARGIN.right, HEIGHT - MARGIN.bottom];
  const scale: Scale = {
    x: (value) => MARGIN.left + ((Math.log10(value) - low) / Math.max(1, high - low)) * (right - MARGIN.left - 16) + 8,
    y: (value) => bottom - (value / top) * (bottom - MARGIN.top),
  };
  const parts = [text(MARGIN.left, 18, title, "start", 'font-weight="bold" font-size="13"')];
  parts.push(text(MARGIN.left, 32, "ms of processor time / 1,000 words"));
  for (let step = 0; step <= STEPS; step++) {
    const value = (top * step) / STEPS;
    const y = scale.y(value);
    parts.push(`<path d="M${MARGIN.left} ${short(y)}H${right}" stroke="${step === 0 ? "#222" : "#ddd"}"/>`);
    parts.push(text(MARGIN.left - 6, y + 4, String(Number(value.toPrecision(3))), "end"));
  }
  for (let power = low; power <= high; power++) {
    parts.push(text(scale.x(10 ** power), bottom + 16, sizeOf(10 ** power), "middle"));
  }
  parts.push(text((MARGIN.left + right) / 2, bottom + 32, unit, "middle"));
  lines.forEach((line, at) => {
    parts.push(...drawLine(line, scale, COLOURS[at % COLOURS.length]!));
    const x = MARGIN.left + at * 90;
    parts.push(`<circle cx="${x + 4}" cy="${bottom + 48}" r="4" fill="${COLOURS[at % COLOURS.length]}"/>`);
    parts.push(text(x + 13, bottom + 52, line.name));
  });
  return parts.join("\n");
}

function drawLine({ points }: PlotLine, scale: Scale, colour: string): string[] {
  const places = points.map(({ x, y }) => [short(scale.x(x)), short(scale.y(y))] as const);
  return [
    `<polyline points="${places.map((place) => place.join(",")).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`),
  ];
}

function powersOf(sizes: readonly number[]): [number, number] {
  return [Math.floor(Math.log10(Math.min(...sizes))), Math.ceil(Math.log10(Math.max(...sizes)))];
}

/** The next number above that four steps divide well. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-6)));
  return [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].map((step) => step * power).find((top) => top >= value)!;
}

function sizeOf(value: number): string {
  if (value >= 1e6) return `${value / 1e6} M`;
  return value >= 1000 ? `${value / 1000} k` : String(value);
}

function short(value: number): string {
  return String(Number(value.toFixed(1)));
}

function text(x: number, y: number, words: string, anchor = "start", more = ""): string {
  const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"${more === "" ? "" : ` ${more}`}>${escaped}</text>`;
}
