/**
 * Counts operations instead of seconds: how often each block of this program's code ran, by the JavaScript engine's own precise coverage,
 * and how much the built-in methods walked over that hide a loop. The same work gives the same counts on any machine, and the code that is
 * counted knows nothing of it. Regular expressions are not counted.
 */
import { Session } from "node:inspector";

/** Operations by place: "file.js:function", or the name of a built-in method. */
export type Operations = ReadonlyMap<string, number>;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** Counts from `startCounting` on; a process counts once and for all, and more slowly runs. */
export function startCounting(): (work: () => void) => Operations {
  const walked = weighBuiltIns();
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return (work) => {
    take(session);
    walked.clear();
    work();
    const counts = new Map(walked);
    for (const [place, count] of take(session)) counts.set(place, (counts.get(place) ?? 0) + count);
    return counts;
  };
}

export function totalOf(operations: Operations): number {
  let total = 0;
  for (const count of operations.values()) total += count;
  return total;
}

/** Blocks run since the last time it was asked. */
function take(session: Session): Map<string, number> {
  const counts = new Map<string, number>();
  session.post("Profiler.takePreciseCoverage", (error: Error | null, coverage: unknown) => {
    if (error !== null) throw error;
    for (const { url, functions } of (coverage as Coverage).result) {
      if (!url.includes("/dist/") || url.includes("/node_modules/")) continue;
      const file = url.slice(url.lastIndexOf("/dist/") + "/dist/".length);
      for (const { functionName, ranges } of functions) {
        const place = `${file}:${functionName}`;
        for (const { count } of ranges) if (count > 0) counts.set(place, (counts.get(place) ?? 0) + count);
      }
    }
  });
  return counts;
}

/** What a call of a built-in method walks over, by what it is called on, what comes out, and where it is told to begin. */
type Weight = (self: { readonly length: number }, result: unknown, from: unknown) => number;

const WHOLE: Weight = ({ length }) => length;
/** It stops where it has found something. */
const FOUND: Weight = ({ length }, at, from) =>
  Math.max(0, (typeof at === "number" && at >= 0 ? at + 1 : length) - (typeof from === "number" ? from : 0));
/** It goes backwards. */
const FOUND_LAST: Weight = ({ length }, at, from) =>
  Math.max(0, Math.min(length, typeof from === "number" ? from : length) - Math.max(0, Number(at)));
const COPIED: Weight = (_self, copy) => (copy as { readonly length: number }).length;

const TYPED = Object.getPrototypeOf(Int32Array.prototype) as object;

const BUILT_INS: readonly (readonly [name: string, owner: object, method: string, weight: Weight])[] = [
  ["Array.includes", Array.prototype, "includes", WHOLE],
  ["Array.indexOf", Array.prototype, "indexOf", FOUND],
  ["Array.slice", Array.prototype, "slice", COPIED],
  ["Array.concat", Array.prototype, "concat", COPIED],
  ["Array.splice", Array.prototype, "splice", WHOLE],
  ["Array.shift", Array.prototype, "shift", WHOLE],
  ["Array.unshift", Array.prototype, "unshift", WHOLE],
  ["Array.join", Array.prototype, "join", WHOLE],
  ["TypedArray.fill", TYPED, "fill", WHOLE],
  ["TypedArray.slice", TYPED, "slice", COPIED],
  ["TypedArray.includes", TYPED, "includes", WHOLE],
  ["TypedArray.indexOf", TYPED, "indexOf", FOUND],
  ["String.indexOf", String.prototype, "indexOf", FOUND],
  ["String.lastIndexOf", String.prototype, "lastIndexOf", FOUND_LAST],
  ["String.includes", String.prototype, "includes", WHOLE],
  ["String.split", String.prototype, "split", WHOLE],
];

/** Makes the built-in methods note what they walk over. */
function weighBuiltIns(): Map<string, number> {
  const walked = new Map<string, number>();
  for (const [name, owner, method, weight] of BUILT_INS) {
    const original = (owner as Record<string, (...args: unknown[]) => unknown>)[method]!;
    const weighed = function (this: { readonly length: number }, ...args: unknown[]): unknown {
      const result = original.apply(this, args);
      walked.set(name, (walked.get(name) ?? 0) + weight(this, result, args[1]));
      return result;
    };
    Object.defineProperty(owner, method, { value: weighed, configurable: true, writable: true });
  }
  return walked;
}
