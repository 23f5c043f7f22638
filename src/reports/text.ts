import { nothing, type Report } from "./report.js";

/** The repaired text and nothing else; several documents follow one another as `cat` would print them. */
export const textReport: Report = {
  extension: "",
  start: nothing,
  document: ({ result }) => result.text,
  end: nothing,
};
