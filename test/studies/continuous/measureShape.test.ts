import { describe, expect, it } from "vitest";
import { runContinuousMeasure } from "../../../src/studies/continuous/measure.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const component = (mean: number[], covariance: number[]) => ({ weight: 1, mean, covariance });
/** One class along the first axis, thin across it; the other beside it. */
const world = {
  kind: "gaussian-mixture",
  dimension: 2,
  classes: {
    long: { weight: 1, components: [component([0, 0], [1, 0.01])] },
    other: { weight: 1, components: [component([2, 2], [0.5, 0.5])] },
  },
};

const measured = (w: number) => {
  const { measures } = runContinuousMeasure(
    onSpace({ world, target: "long", guidance: { rule: "cfg", w }, sampler: { kind: "heun", steps: 40 }, process: { kind: "ve" } }),
    lent(),
  );
  return (start: string): number => measures.find(({ name }) => name.startsWith(start))?.value ?? expect.fail(`no measure ${start}`);
};

describe("where samples lie in the class", () => {
  const [plain, guided] = [measured(0), measured(8)];

  it("at w = 0 they cover it as its own draws do, and guidance leaves parts of it out", () => {
    // Both are shares of the same 200 anchors, of which 190 are near own draws: 6 binomial standard errors are 0.09.
    expectClose(plain("coverage"), 0.95, { absolute: 0.09 });
    expect(guided("coverage")).toBeLessThan(plain("coverage") - 0.1);
  });

  it("at w = 0 the median distance from the ridge is that of N(0, 0.01): the ridge is the long axis", () => {
    // Median of |N(0, 0.1²)|; 100 samples, 6 standard errors of the median (1/(2 f √n), f = 6.36 per unit).
    expectClose(plain("median distance from the class's ridge"), 0.0674, { absolute: 6 / (2 * 6.36 * 10) });
    expect(plain("median distance along")).toBeLessThan(0.1);
  });

  it("has no ridge on the line, and says so", () => {
    const line = onSpace({
      world: { kind: "preset", name: "two-gaussians" },
      target: "right",
      guidance: { rule: "cfg", w: 0 },
      sampler: { kind: "dopri5", rtol: 1e-3 },
    });
    const { omitted } = runContinuousMeasure(line, lent());
    expect(omitted).toContainEqual({ name: "ridge distance", why: "a ridge needs two dimensions" });
  });
});
