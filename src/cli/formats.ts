import type { Report } from "../reports/report.js";

/** Ways to write results down, as `--format` and the configuration name them. */
export const reportFormats = [
  "text",
  "json",
  "jsonl",
  "diff",
  "words",
  "html",
  "sarif",
  "rdjsonl",
  "markdown",
  "csv",
] as const;

export type RepairFormat = (typeof reportFormats)[number];

/** The report for a format; only the one asked for is loaded. Colours are for standard output alone. */
export async function loadReport(format: RepairFormat, toStandardOutput: boolean): Promise<Report> {
  switch (format) {
    case "text":
      return (await import("../reports/text.js")).textReport;
    case "json":
      return (await import("../reports/json.js")).jsonReport;
    case "jsonl":
      return (await import("../reports/jsonl.js")).jsonlReport;
    case "diff":
      return (await import("../reports/diff.js")).diffReport;
    case "words": {
      const { plainMarks, wordsReport } = await import("../reports/words.js");
      const { terminalMarks } = await import("./colour.js");
      return wordsReport(toStandardOutput ? terminalMarks() : plainMarks);
    }
    case "html":
      return (await import("../reports/html/index.js")).htmlReport();
    case "sarif": {
      const { sarifReport } = await import("../reports/sarif.js");
      return sarifReport((await import("./version.js")).packageVersion());
    }
    case "rdjsonl":
      return (await import("../reports/rdjsonl.js")).rdjsonlReport;
    case "markdown":
      return (await import("../reports/markdown.js")).markdownReport();
    case "csv":
      return (await import("../reports/csv.js")).csvReport;
  }
}
