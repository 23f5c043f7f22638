import { describe, expect, it } from "vitest";
import { checkOptions, checkText } from "./arguments.js";
import { UnspinError } from "./errors.js";

describe("checkOptions", () => {
  it("takes what the types allow, and keys that are undefined", () => {
    expect(() => checkOptions({})).not.toThrow();
    expect(() =>
      checkOptions({
        mode: "careful",
        dictionaries: ["a.yaml"],
        protect: [],
        model: "m.lm",
        reference: "r.sqlite",
        decisions: undefined,
      }),
    ).not.toThrow();
    expect(() => checkOptions({ decisions: "a.jsonl" })).not.toThrow();
    expect(() =>
      checkOptions({
        decisions: ["a.jsonl", "b.jsonl"],
      }),
    ).not.toThrow();
  });

  it.each([
    [{ mode: "wild" }, '"mode" must be one of "careful", "balanced", "thorough".'],
    [{ mode: "constructor" }, '"mode" must be one of'],
    [{ protect: "Metal" }, '"protect" must be a list of phrases, such as ["Metal Hammer"].'],
    [{ protect: [5] }, '"protect" must be a list'],
    [{ dictionaries: "my.yaml" }, '"dictionaries" must be a list of file paths'],
    [{ model: "" }, '"model" must be the path'],
    [{ moed: "careful" }, 'unknown option "moed". Options: mode, dictionaries, protect, reference, decisions, model.'],
    [{ constructor: 1 }, 'unknown option "constructor"'],
    [{ reference: "" }, '"reference" must be the path'],
    [{ decisions: "" }, '"decisions" must be the path of a ledger, or a list'],
    [{ decisions: ["a", 5] }, '"decisions" must be the path'],
    [null, "must be an object"],
    ["careful", "must be an object"],
  ])("refuses %j", (options, message) => {
    expect(() => checkOptions(options)).toThrow(UnspinError);
    expect(() => checkOptions(options)).toThrow(message);
  });
});

describe("checkText", () => {
  it("tells bytes from other mistakes", () => {
    expect(() => checkText("")).not.toThrow();
    expect(() => checkText(Buffer.from("x"))).toThrow('readFileSync(path, "utf8")');
    expect(() => checkText(undefined)).toThrow("this is undefined");
    expect(() => checkText(null)).toThrow("this is null");
  });
});
