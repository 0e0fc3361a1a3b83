import { describe, expect, it } from "vitest";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { orderLaw } from "../../../src/masked/steps/orderLaw.ts";
import { totalVariation } from "../../../src/measures/totalVariation.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { pairFrom, scheduled } from "../guided.ts";

describe("the order of revealing", () => {
  it("matters more than the normalisation: medians over random two-site tables", () => {
    const rng = namedRng("orders against normalisation");
    const table = () => Array.from({ length: 9 }, () => -Math.log1p(-rng()));
    const normalised = (values: number[]) => values.map((value) => value / values.reduce((a, b) => a + b));
    for (const w of [1, 2, 4]) {
      const [byOrder, byRule]: [number[], number[]] = [[], []];
      for (let n = 0; n < 400; n++) {
        const [cond, other] = [normalised(table()), normalised(table())];
        const pair = pairFrom(
          3,
          2,
          cond,
          cond.map((value, x) => value + other[x]),
        );
        const process = scheduled(pair, "rates", { kind: "constant", w });
        const law = (order: "confidence" | "random") => orderLaw(process, { order, perStep: 1 });
        byOrder.push(totalVariation(law("confidence"), law("random")));
        byRule.push(totalVariation(scheduledLaw(process, null).law, scheduledLaw({ ...process, rule: "tokens" }, null).law));
      }
      const median = (values: number[]) => values.sort((a, b) => a - b)[200];
      // 0.20 against 0.001, 0.005, 0.024; the standard error of a median of 400 is about 0.004.
      expect(median(byOrder)).toBeGreaterThan(0.16);
      expect(median(byOrder)).toBeLessThan(0.24);
      expect(median(byRule)).toBeLessThan(0.03);
    }
  });
});
