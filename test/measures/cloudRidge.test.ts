import { describe, expect, it } from "vitest";
import { ridgeDistances, ridgePoint } from "../../src/measures/cloudRidge.ts";
import { gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../testing/close.ts";

/** A Gaussian long along (3, 4)/5: its ridge of dimension 1 is that axis. */
const [c, s] = [0.6, 0.8];
const long = gaussianMixture(
  [
    {
      weight: 1,
      mean: [1, -1],
      covariance: [
        [4 * c * c + 0.1 * s * s, 3.9 * c * s],
        [3.9 * c * s, 4 * s * s + 0.1 * c * c],
      ],
    },
  ],
  2,
);
/** 24 points on the unit circle. */
const ring = Float64Array.from({ length: 48 }, (_, e) => (e % 2 === 0 ? Math.cos : Math.sin)(((e >> 1) * Math.PI) / 12));
const circle = gaussianMixture(
  Array.from({ length: 24 }, (_, k) => ({ weight: 1, mean: [ring[2 * k], ring[2 * k + 1]], covariance: 1e-4 })),
  2,
);

describe("ridges", () => {
  it("of a Gaussian are its long axis: the point is projected, normal and tangential distances are its coordinates", () => {
    const from = Float64Array.of(1 + 1.5 * c - 0.7 * s, -1 + 1.5 * s + 0.7 * c);
    const found = ridgePoint(long, from, { bandwidth: 0.3, ridgeDimension: 1 });
    expect(found.status).toBe("done");
    expectClose(found.point, [1 + 1.5 * c, -1 + 1.5 * s], { absolute: 1e-9 });
    expectClose(found.normal, 0.7, { absolute: 1e-9 });
    expectClose(Math.abs(found.tangents[0] * c + found.tangents[1] * s), 1, { absolute: 1e-12 });
    const { normal, tangential, unresolved } = ridgeDistances(long, from, Float64Array.of(1, -1, 40, 40), {
      bandwidth: 0.3,
      ridgeDimension: 1,
    });
    expectClose([...normal, ...tangential, unresolved], [0.7, 1.5, 0], { absolute: 1e-9 });
  });

  it("of dimension 0 is the mode", () => {
    const found = ridgePoint(long, Float64Array.of(2, 2), { bandwidth: 0.5, ridgeDimension: 0 });
    expectClose(found.point, [1, -1], { absolute: 1e-8 });
    expectClose(found.normal, Math.hypot(1, 3), { absolute: 1e-8 });
  });

  it("of points on a circle is nearly the circle, from inside and outside, keeping the angle", () => {
    for (const radius of [0.6, 1.5]) {
      const at = 0.3;
      const found = ridgePoint(circle, Float64Array.of(radius * Math.cos(at), radius * Math.sin(at)), {
        bandwidth: 0.15,
        ridgeDimension: 1,
      });
      expect(found.status).toBe("done");
      expect(Math.abs(Math.hypot(found.point[0], found.point[1]) - 1)).toBeLessThan(0.03);
      expect(Math.abs(Math.atan2(found.point[1], found.point[0]) - at)).toBeLessThan(0.05);
    }
  });

  it("counts points that do not settle, and refuses what has no meaning", () => {
    const options = { bandwidth: 0.3, ridgeDimension: 1, mostSteps: 1 };
    expect(ridgeDistances(long, Float64Array.of(5, -9), new Float64Array(0), options)).toMatchObject({
      unresolved: 1,
      normal: new Float64Array(0),
    });
    expect(() => ridgePoint(long, Float64Array.of(0, 0), { ...options, bandwidth: 0 })).toThrow(
      "ridgePoint: bandwidth must be above 0, got 0",
    );
    expect(() => ridgePoint(long, Float64Array.of(0, 0), { ...options, ridgeDimension: 2 })).toThrow(
      "ridgeDimension must be an integer from 0 to 1, got 2",
    );
  });
});
