import { nothing, type Report } from "./report.js";

/** One object a line, so that a reader can take results as they come. */
export const jsonlReport: Report = {
  extension: ".jsonl",
  start: nothing,
  document: ({ result }) => `${JSON.stringify(result)}\n`,
  end: nothing,
};
