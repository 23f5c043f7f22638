/** A small table of cells, as the evaluation prints beside the main one. */
export interface PlainTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Aligned text below a title line: the first column to the left, the others to the right. Ends with a line feed. */
export function renderPlainText({ title, head, rows }: PlainTable): string {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]!.length)));
  const align = (line: readonly string[]) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  ");
  return `${[title, align(head), ...rows.map(align)].join("\n")}\n`;
}

/** A Markdown table below a bold title. Ends with a line feed. */
export function renderPlainMarkdown({ title, head, rows }: PlainTable): string {
  const bar = (line: readonly string[]) => `| ${line.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = `|---|${"--:|".repeat(head.length - 1)}`;
  return `${[`**${title}**`, "", bar(head), rule, ...rows.map(bar)].join("\n")}\n`;
}
