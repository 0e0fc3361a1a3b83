import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GuidedField, Start } from "../../../src/continuous/guidedField.ts";
import { flowLaw } from "../../../src/continuous/line/flowLaw.ts";
import { flowLogDensity } from "../../../src/continuous/line/flowLogDensity.ts";
import type { LineLaw } from "../../../src/continuous/line/lineLaw.ts";
import { process } from "../../../src/continuous/process.ts";
import { expectClose } from "../../../testing/close.ts";
import { flowLogDensity as carriedBack } from "../../../testing/flowTail.ts";
import { type Component, mixtureField } from "../../../testing/lineFields.ts";

const vp = process({ kind: "vp", schedule: "ou", horizon: 10 }).start.circle;
const ve = process({ kind: "ve", sigmaMax: 80, sigmaMin: 0.002 }).start.circle;
const gaussian = (mean: number, variance: number, weight = 1): Component => ({ weight, mean, variance });

function lawOf(field: GuidedField, start: Start): LineLaw {
  const found = flowLaw(field, start);
  if (found.status !== "done") throw new Error(found.status);
  return found.law;
}

describe("ln density of the flow's law, far out", () => {
  it.each([2, 4, 6, 8])(
    "N(±1,1), w = %d: within its error of one point at a time carried back, down to densities of e^{−200} to e^{−480}",
    (w) => {
      const [cond, uncond] = [[gaussian(1, 1)], [gaussian(1, 1), gaussian(-1, 1)]];
      const { log, error, unresolved } = lawOf(mixtureField(cond, uncond, w), vp).resolve(-16, 12);
      expect(unresolved).toEqual([]);
      let least = 0;
      for (let x = -15.9; x < 12; x += 1.7) {
        const exact = carriedBack(cond, uncond, w, vp, x);
        least = Math.min(least, exact);
        expect(Math.abs(log(x) - exact)).toBeLessThanOrEqual(error(x) + 1e-10 * Math.max(1, Math.abs(exact)));
        expect(error(x)).toBeLessThan(1e-7 * Math.max(1, Math.abs(exact)));
      }
      expect(least).toBeLessThan(-130 - 40 * w);
    },
  );

  it.each([0, 3, 7, 20])(
    "VE, p = N(0,2), p_c = N(0,1), w = %d: the Gaussian of the closed form, where its density is e^{−10⁸} too",
    (w) => {
      const s2 = 80 ** 2;
      const variance = (s2 * 2 ** -w) / Math.exp((1 + w) * Math.log(1 + s2) - w * Math.log(2 + s2));
      const { log, error, unresolved } = lawOf(mixtureField([gaussian(0, 1)], [gaussian(0, 2)], w), ve).resolve(-9, 9);
      expect(unresolved).toEqual([]);
      for (const x of [-9, -4, -1, -0.01, 0, 0.3, 2, 8.9]) {
        const exact = (-x * x) / (2 * variance) - 0.5 * Math.log(2 * Math.PI * variance);
        expect(Math.abs(log(x) - exact)).toBeLessThanOrEqual(error(x) + 1e-11 * Math.max(1, Math.abs(exact)));
        expectClose(log(x), exact, { relative: 1e-8, absolute: 1e-8 });
      }
    },
  );

  it("random mixtures and weights: within its error, and the logarithm of the density of the transported quantiles in the middle", () => {
    const component = fc.record({
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
      mean: fc.double({ min: -3, max: 3, noNaN: true }),
      variance: fc.double({ min: 0.1, max: 2, noNaN: true }),
    });
    const noise = { theta: Math.PI / 2, sd: 1 };
    fc.assert(
      fc.property(
        fc.array(component, { minLength: 1, maxLength: 2 }),
        component,
        fc.double({ min: 0, max: 6, noNaN: true }),
        fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (cond, other, w, places) => {
          const law = lawOf(mixtureField(cond, [...cond, other], w), noise);
          const { log, error, unresolved } = law.resolve(-8, 8);
          for (const x of places) {
            if (unresolved.some(([low, high]) => x >= low && x <= high)) continue;
            const exact = carriedBack(cond, [...cond, other], w, noise, x);
            expect(Math.abs(log(x) - exact)).toBeLessThanOrEqual(error(x) + 1e-8 * Math.max(1, Math.abs(exact)));
          }
          const x = law.quantile(0.4);
          if (Math.abs(x) < 8) expectClose(log(x), Math.log(law.density(x)), { absolute: 1e-4 });
          expect(unresolved.reduce((sum, [low, high]) => sum + law.cdf(high) - law.cdf(low), 0)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("an interval asked for later adds to what is known, and gives the same numbers as one asked for at once", () => {
    const field = mixtureField([gaussian(1, 1)], [gaussian(1, 1), gaussian(-1, 1)], 3);
    const inSteps = flowLogDensity(field, vp, []);
    inSteps(0, 2);
    inSteps(-6, 1);
    const [late, once] = [inSteps(-6, 7), flowLogDensity(field, vp, [])(-6, 7)];
    for (const x of [-6, -3.3, 0, 1.5, 2, 6.9, 7]) expectClose(late.log(x), once.log(x), { absolute: late.error(x) + once.error(x) });
  });

  it("says where paths cannot be followed back: all of it for a field that is not finite, one side for one that is not there", () => {
    const at = (edge: number): GuidedField => ({
      dimension: 1,
      corners: [],
      at: () => ({
        evaluate: (points, n, out) => {
          for (let i = 0; i < n; i++) {
            if (out.velocity) out.velocity[i] = points[i] > edge ? Number.NaN : 0.1 * points[i];
            if (out.jacobian) out.jacobian[i] = 0.1;
          }
        },
      }),
    });
    expect(flowLogDensity(at(-Infinity), vp, [])(-1, 1).unresolved).toEqual([[-1, 1]]);
    const { unresolved, log } = flowLogDensity(at(4), vp, [])(-1, 4.5);
    expect(unresolved.length).toBeGreaterThan(0);
    expect(Math.min(...unresolved.map(([low]) => low))).toBeGreaterThan(0.5);
    expect(unresolved.at(-1)?.[1]).toBe(4.5);
    expectClose(log(0), 0.1 * vp.theta - 0.5 * Math.log(2 * Math.PI), { absolute: 1e-9 });
  });
});
