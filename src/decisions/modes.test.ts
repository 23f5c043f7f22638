import { describe, expect, it } from "vitest";
import { DEFAULT_MODE, isMode, MODES, THRESHOLDS, verdictOf } from "./modes.js";

describe("modes", () => {
  it("go from careful to thorough, each with a threshold inside (0, 1)", () => {
    expect(MODES).toEqual(["careful", "balanced", "thorough"]);
    const thresholds = MODES.map((mode) => THRESHOLDS[mode]);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => b - a));
    expect(thresholds.every((threshold) => threshold > 0 && threshold < 1)).toBe(true);
    expect(DEFAULT_MODE).toBe("balanced");
  });

  it.each(MODES)("%s applies at its threshold and suggests below it", (mode) => {
    expect(verdictOf(THRESHOLDS[mode], mode)).toBe("apply");
    expect(verdictOf(1, mode)).toBe("apply");
    expect(verdictOf(THRESHOLDS[mode] - 1e-9, mode)).toBe("suggest");
    expect(verdictOf(Number.NaN, mode)).toBe("suggest");
  });

  it("knows its names only", () => {
    expect([isMode("careful"), isMode("reckless"), isMode("toString")]).toEqual([true, false, false]);
  });
});
