import type { Report } from "./report.js";

/** One indented object; an array when the run was asked for several documents, even if only one succeeded. */
export const jsonReport: Report = {
  extension: ".json",
  start: (several) => (several ? "[\n" : ""),
  document: ({ result }, index, several) =>
    several ? jsonElement(result, index) : `${JSON.stringify(result, null, 2)}\n`,
  end: (several) => (several ? "\n]\n" : ""),
};

/** An element of a JSON array that is written piece by piece: its comma comes before it. */
export function jsonElement(value: unknown, index: number): string {
  return `${index > 0 ? ",\n" : ""}${JSON.stringify(value, null, 2)}`;
}
