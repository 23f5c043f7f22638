import { describe, expect, test } from "vitest";
import { likelier, shareOfSwaps } from "./nats.js";

describe("nats in words", () => {
  test("say how much likelier a sentence is, either way, with no more figures than count", () => {
    expect(likelier(Math.log(643))).toBe("640 times as likely with it (+6.47 nats)");
    expect(likelier(Math.log(12_345))).toBe("12,000 times as likely with it (+9.42 nats)");
    expect(likelier(Math.log(2.345))).toBe("2.3 times as likely with it (+0.85 nats)");
    expect(likelier(-Math.log(4))).toBe("4.0 times less likely with it (−1.39 nats)");
    expect(likelier(0)).toBe("as likely with it as without (+0.00 nats)");
    expect(likelier(40)).toBe("over a million times as likely with it (+40.00 nats)");
  });

  test("say how often a tool chooses what it wrote", () => {
    expect(shareOfSwaps(Math.log(0.31))).toBe("in 31 % of its swaps of the original (−1.17 nats)");
    expect(shareOfSwaps(Math.log(0.0425))).toBe("in 4.3 % of its swaps of the original (−3.16 nats)");
    expect(shareOfSwaps(-9)).toBe("in under 0.1 % of its swaps of the original (−9.00 nats)");
    expect(shareOfSwaps(0)).toBe("in 100 % of its swaps of the original (+0.00 nats)");
  });
});
