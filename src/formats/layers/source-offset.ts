import { firstRunBehind, RUN_SIZE, type TextMap } from "./text-map.js";

/** Where the character at `offset` begins in the source; the source's end of the text for the text's end. */
export function startInSource(map: TextMap, offset: number): number {
  const { runs } = map;
  const base = firstRunBehind(map, offset) * RUN_SIZE;
  if (base >= runs.length) return offset > 0 ? endInSource(map, offset) : 0;
  return runs[base + 2]! + intoRun(runs, base, offset, 0);
}

/** Where the character before `offset` ends in the source. */
export function endInSource(map: TextMap, offset: number): number {
  const { runs } = map;
  const base = firstRunBehind(map, offset - 1) * RUN_SIZE;
  if (base >= runs.length) return 0;
  return runs[base + 2]! + intoRun(runs, base, offset, runs[base + 3]!);
}

/** Source characters from the start of a run up to an offset in it; `whole` where the run is spelled otherwise. */
function intoRun(runs: Int32Array, base: number, offset: number, whole: number): number {
  const into = offset - runs[base]!;
  if (into <= 0) return 0;
  return runs[base + 1] === runs[base + 3] || into > runs[base + 1]! ? Math.min(into, runs[base + 3]!) : whole;
}
