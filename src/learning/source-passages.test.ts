import { describe, expect, it } from "vitest";
import type { Detection, Origin } from "../result.js";
import { sourcePassages } from "./source-passages.js";

const text = "The metal mill shut.\nIts 40 men\nwent. Buy now! A metal tower fell.";
const spun: Detection = { verdict: "spun", probability: 1, rate: 1, family: null, families: {}, spans: [] };
const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const origin: Origin = {
  article: "1",
  title: "",
  url: "",
  date: "",
  probability: 0.95,
  share: 0.8,
  used: 1,
  passages: [
    { ...at("The metal mill shut."), source: "The steel mill closed." },
    { ...at("Its 40 men\nwent."), source: "Its 60 men left." },
    { ...at("A metal tower fell."), source: "A steel\ntower fell." },
  ],
  differs: [{ ...at("40"), was: "40", source: "60" }],
};

describe("sourcePassages", () => {
  it("sets passage beside passage, a line each, and takes no fact that differs for a swap", () => {
    expect(sourcePassages(text, { detection: spun, origin })).toEqual({
      spun: "The metal mill shut.\nIts 60 men went.\nA metal tower fell.",
      original: "The steel mill closed.\nIts 60 men left.\nA steel tower fell.",
    });
  });

  it("gives nothing where the source is missing or not sure, or where people wrote what differs", () => {
    expect(sourcePassages(text, { detection: spun })).toBe("sourceless");
    const of = (change: Partial<Origin>) => sourcePassages(text, { detection: spun, origin: { ...origin, ...change } });
    expect([of({ probability: 0.89 }), of({ passages: [] })]).toEqual(["sourceless", "sourceless"]);
    expect(sourcePassages(text, { detection: { ...spun, verdict: "clean" }, origin })).toBe("clean");
  });
});
