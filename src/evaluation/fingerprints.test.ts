import { expect, test } from "vitest";
import { cleanExpected, parseFingerprint } from "./fingerprints.js";

test.each([
  ["tide gauge", ["tide gauge"]],
  ["Tide Gauge Network (TGN)", ["Tide Gauge Network"]],
  ["tide gauge (?)", ["tide gauge"]],
  ["tide gauge ?", ["tide gauge"]],
  ["(mean) tide level", ["tide level"]],
  ["tidal [water] level", ["tidal water level", "tidal level"]],
  ["[tidal] level", ["tidal level", "level"]],
  ["tide gauge / tide meter", ["tide gauge", "tide meter"]],
  ["ebb or flood", ["ebb", "flood"]],
  ["acid/base balance", ["acid/base balance"]],
  ['\\"tide gauge\\"', ["tide gauge"]],
  ["tide gauge (as in", ["tide gauge"]],
  ['tide gauge (as in \\"tide gauge network (TGN)\\")', ["tide gauge"]],
  ["replace tide -> ebb", []],
  ["tide gauge, see https://example.org/tides", ["tide gauge"]],
  ["tide gauge (see NN https://example.org)", ["tide gauge"]],
  ["solar ???", []],
  ["[?] gauge", []],
  ["???", []],
  ["(found in a paper)", []],
  ["in summary, tides...", []],
  ["", []],
])("cleanExpected(%j) is %j", (raw, phrases) => {
  expect(cleanExpected(raw)).toEqual(phrases);
});

test("parseFingerprint reads a line", () => {
  expect(parseFingerprint("wave measure\ttide gauge (?)\t12\t1")).toEqual({
    tortured: "wave measure",
    expected: ["tide gauge"],
    papers: 12,
    contextRequired: true,
    doubtful: true,
  });
  expect(parseFingerprint("wave measure\t???\t1\t0")).toBeNull();
});

test.each(["", "wave measure\ttide gauge", "a\tb\tmany\t0", "a\tb\t1\tyes", "a\tb\t1\t0\tmore"])(
  "parseFingerprint refuses %j",
  (line) => {
    expect(() => parseFingerprint(line)).toThrow(/expected 'tortured/);
  },
);
