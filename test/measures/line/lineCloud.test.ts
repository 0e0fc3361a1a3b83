import { describe, expect, it } from "vitest";
import { worldLaw } from "../../../src/continuous/line/worldLaw.ts";
import { lineCloud, lineCloudWasserstein1 } from "../../../src/measures/line/lineCloud.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { namedRng } from "../../../testing/namedRng.ts";

const unit = worldLaw(boxMixture([{ weight: 1, low: [0], high: [1] }], 1));

describe("lineCloudWasserstein1", () => {
  it("of a uniform law and one point is the mean distance to it", () => {
    for (const x of [-0.5, 0, 0.3, 1, 2]) {
      const mean = x <= 0 ? 0.5 - x : x >= 1 ? x - 0.5 : (x * x + (1 - x) ** 2) / 2;
      // One of 200 parts of each tail holds the kink of F at the edge: (1/200)² of its width at most.
      expectClose([lineCloudWasserstein1(unit, lineCloud(Float64Array.of(x)))], [mean], { absolute: 3e-5 });
    }
  });

  it("of a uniform law and even midpoints is 1/(4n), in any order", () => {
    const points = Float64Array.of(0.7, 0.1, 0.9, 0.3, 0.5);
    expectClose([lineCloudWasserstein1(unit, lineCloud(points))], [1 / 20], { absolute: 1e-9 });
  });

  it("weights count: two points at the ends with weights ¼ and ¾", () => {
    // |F − ¼| on [0, 1]: ∫ |x − ¼| dx = (1/16 + 9/16)/2
    const found = lineCloudWasserstein1(unit, lineCloud(Float64Array.of(1, 0), Float64Array.of(0.75, 0.25)));
    expectClose([found], [10 / 32], { absolute: 1e-9 });
  });

  it("agrees with a fine sum on random points and a Gaussian mixture", () => {
    const law = worldLaw(
      gaussianMixture(
        [
          { weight: 1, mean: [-2], covariance: 0.5 },
          { weight: 2, mean: [1], covariance: 1 },
        ],
        1,
      ),
    );
    const rng = namedRng("random points and a Gaussian mixture");
    const points = Float64Array.from({ length: 40 }, () => 8 * rng() - 4);
    const sorted = points.toSorted();
    const step = 1e-3;
    let sum = 0;
    for (let x = -12; x < 12; x += step) {
      const middle = x + step / 2;
      const below = sorted.filter((point) => point <= middle).length / points.length;
      sum += Math.abs(law.cdf(middle) - below) * step;
    }
    // The sum misplaces each of the 40 jumps by at most half a step.
    expectClose([lineCloudWasserstein1(law, lineCloud(points))], [sum], { absolute: 40 * step });
    expect(sum).toBeGreaterThan(0.2);
  });

  it("needs a point", () => {
    expect(() => lineCloud(new Float64Array(0))).toThrow("lineCloud: samples must be at least 1, got 0");
  });
});
