import { describe, expect, it } from "vitest";
import { continuousRule } from "../../../src/guidance/continuous/continuousRule.ts";
import { evaluationsOf, needsOf } from "../../../src/guidance/continuous/evaluations.ts";

describe("evaluationsOf", () => {
  const cfg = continuousRule({ rule: "cfg" });
  const apg = continuousRule({ rule: "apg" });

  it("is 2, and 1 where one prediction has no say", () => {
    expect([-1, -0.5, 0, 3].map((w) => evaluationsOf(cfg, w, 0.5))).toEqual([1, 2, 1, 2]);
    expect([-1, -0.5, 0, 3].map((w) => evaluationsOf(apg, w, 0.5))).toEqual([2, 2, 1, 2]);
  });

  it("is 0 while zero-init lasts", () => {
    const rule = continuousRule({ rule: "zero-star", zeroInit: 0.25 });
    expect([1, 0.76, 0.75, 0.1].map((t) => evaluationsOf(rule, 3, t))).toEqual([0, 0, 2, 2]);
  });

  it("asks for the prediction that has a say", () => {
    expect([-1, 0, 2].map((w) => needsOf(cfg, w))).toEqual(["uncond", "cond", "both"]);
    expect(needsOf(apg, -1)).toBe("both");
  });
});
