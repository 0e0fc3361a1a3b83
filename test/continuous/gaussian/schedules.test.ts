import { describe, expect, it } from "vitest";
import { momentEquations } from "../../../src/continuous/gaussian/momentEquations.ts";
import { guidedField } from "../../../src/continuous/guided.ts";
import { constantGuidance, guidedWeight } from "../../../src/continuous/guidedWeight.ts";
import { flowLaw } from "../../../src/continuous/line/flowLaw.ts";
import { sdeLaw } from "../../../src/continuous/line/sdeLaw.ts";
import { process } from "../../../src/continuous/process.ts";
import { explicitPair } from "../../../src/worlds/continuous/classes.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";

const one = (mean: number, covariance: number) => gaussianMixture([{ weight: 1, mean: [mean], covariance }], 1);
const pair = explicitPair(one(1, 0.5), one(0, 2));
const linear = { kind: "linear", in: "t", start: 1, end: -0.5, from: 1, to: 0 } as const;

describe("moment equations under a weight that changes with t", () => {
  it.each([{ kind: "vp", schedule: "ou" }, { kind: "ve" }, { kind: "flow" }] as const)(
    "reach the end under $kind, where t may fall like noise or like its square, and agree with the transport of quantiles",
    (spec) => {
      const noising = process(spec);
      const weight = guidedWeight(linear, noising);
      const found = momentEquations("flow", pair, weight, noising.start.circle);
      expect(found.status).toBe("done");
      const law = flowLaw(guidedField({ pair, weight, process: noising }), noising.start.circle, { tolerance: 1e-10 });
      if (law.status !== "done") throw new RangeError(`flowLaw: status must be done, got ${law.status}`);
      expectClose([found.law.mean[0], found.law.covariance[0]], [law.law.mean, law.law.variance], { absolute: 1e-7 });
    },
  );
});

describe("the stochastic equation of a class that is pure noise, N(0, 1)", () => {
  it("starts, though nothing ever tells its noised law from noise, and at w = 0 is N(0, 1)", () => {
    const noising = process({ kind: "vp", schedule: "ou" });
    const field = guidedField({ pair: explicitPair(one(0, 1), one(0, 2)), weight: constantGuidance(0), process: noising });
    const { status, law } = sdeLaw(field, noising.start.circle);
    expect(status).toBe("done");
    expectClose([law.mean, law.variance], [0, 1], { absolute: 1e-5 });
  });
});
