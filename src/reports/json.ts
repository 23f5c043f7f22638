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

/** Values that are printed as they come: one object when there is but one, else an array, as `jsonReport` has it. */
export class JsonList {
  private held: string | undefined;
  private count = 0;

  /** @param several whether more than one was asked for, however many come. */
  constructor(private readonly several: boolean) {}

  /** What can be printed now. */
  add(value: unknown): string {
    this.count += 1;
    if (!this.several && this.count === 1) {
      this.held = JSON.stringify(value, null, 2);
      return "";
    }
    const opening = this.held ?? "";
    this.held = undefined;
    const isFirst = this.count === 1;
    return `${opening === "" && !isFirst ? "" : `[\n${opening}`}${jsonElement(value, isFirst ? 0 : 1)}`;
  }

  end(): string {
    if (this.held !== undefined) return `${this.held}\n`;
    return this.count > 0 ? "\n]\n" : "";
  }
}
