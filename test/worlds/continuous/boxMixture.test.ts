import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BoxSpec, boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { noisedInterval } from "../../../testing/boxQuadrature.ts";
import { expectClose } from "../../../testing/close.ts";
import { compareCdf, drawsForCdf } from "../../../testing/dkw.ts";
import { gradient } from "../../../testing/finiteDifference.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { evaluated } from "./evaluated.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });

const box = (d: number): fc.Arbitrary<BoxSpec> =>
  fc
    .record({ weight: number(0.1, 3), low: fc.array(number(-3, 3), { minLength: d, maxLength: d }) })
    .chain(({ weight, low }) =>
      fc
        .array(number(0.05, 3), { minLength: d, maxLength: d })
        .map((sides) => ({ weight, low, high: low.map((value, i) => value + sides[i]) })),
    );

/** Boxes, a noise level from a fortieth of the box to much wider, and a point. */
const cases = fc.integer({ min: 1, max: 3 }).chain((d) =>
  fc.record({
    d: fc.constant(d),
    boxes: fc.array(box(d), { minLength: 1, maxLength: 3 }),
    a: number(0.2, 2),
    b: fc.oneof(number(0.2, 1), number(1, 20)),
    x: fc.array(number(-8, 8), { minLength: d, maxLength: d }),
  }),
);

const unit = boxMixture([{ weight: 1, low: [0], high: [1] }], 1);

describe("boxMixture", () => {
  it("by hand: a box of half width b seen from its centre has density (Φ(1) − Φ(−1))/2b, score 0, slope −2φ(1)/(Φ(1) − Φ(−1))/b²", () => {
    const { logDensity, score, hessian, denoised } = evaluated(boxMixture([{ weight: 1, low: [-1], high: [1] }], 1).at(1, 1), [0], 1);
    expectClose(logDensity, [Math.log(0.6826894921370859 / 2)], { relative: 1e-15 });
    expect([score[0], denoised[0]].map(Math.abs)).toEqual([0, 0]);
    expectClose(hessian, [(-2 * 0.24197072451914337) / 0.6826894921370859], { relative: 4e-15 });
  });

  // [0, 1] from hardly off the edge to 4e7 noise widths away, on both sides, for noise from 1/1000 of the box to 1000 times as much.
  it.each([0.001, 0.02, 0.3, 0.5, 1, 4, 1000])(
    "outside a box, noise %d, score, slope, denoised mean and spread agree with quadrature to 1e-12",
    (b) => {
      for (const a of [1, 0.7]) {
        const widths = [1e-3, 0.3, 1, 5, 12, 40, 41.5, 300, 4e7];
        const points = widths.flatMap((z) => [a + z * b, -z * b]);
        const found = evaluated(unit.at(a, b), points, 1);
        points.forEach((x, p) => {
          const expected = noisedInterval(0, 1, a, b, x);
          expectClose(found.logDensity[p], expected.logDensity, { relative: 1e-12 });
          expectClose(found.score[p], expected.score, { relative: 1e-12 });
          expectClose(found.hessian[p], expected.hessian, { relative: 1e-12 });
          expectClose(found.denoised[p], expected.denoised, { relative: 1e-12, absolute: 1e-13 });
          // The quadrature's variance is a difference: 40 units of 1e-16 of its second moment, 1e-12 of it where the spread is 1e-3 of that.
          expectClose(found.spread[p], expected.spread, { relative: 1e-10 });
        });
      }
    },
  );

  it("inside a box agrees with quadrature to 1e-12 of the scale 1/b, however wide the noise", () => {
    for (const b of [0.01, 0.1, 0.4, 0.6, 2, 50]) {
      const points = [0.001, 0.1, 0.3, 0.5, 0.6, 0.99];
      const found = evaluated(unit.at(1, b), points, 1);
      points.forEach((x, p) => {
        const expected = noisedInterval(0, 1, 1, b, x);
        expectClose(found.logDensity[p], expected.logDensity, { absolute: 1e-12 });
        expectClose(found.score[p], expected.score, { absolute: 1e-12 / b });
        expectClose(found.hessian[p], expected.hessian, { absolute: 1e-12 / b ** 2 });
        expectClose(found.denoised[p], expected.denoised, { relative: 1e-12 });
        expectClose(found.spread[p], expected.spread, { relative: 1e-11 });
      });
    }
  });

  it("has the gradient of its log density as score, and the Jacobian of its score as hessian", () => {
    fc.assert(
      fc.property(cases, ({ d, boxes, a, b, x }) => {
        const at = boxMixture(boxes, d).at(a, b);
        const { score, hessian } = evaluated(at, x, d);
        const step = 0.01 * b;
        expectClose(
          score,
          gradient((y) => evaluated(at, y, d).logDensity[0], x, step),
          { relative: 1e-7, absolute: 1e-7 / b },
        );
        for (let i = 0; i < d; i++) {
          const row = gradient((y) => evaluated(at, y, d).score[i], x, step);
          expectClose(hessian.slice(i * d, (i + 1) * d), row, { relative: 1e-7, absolute: 1e-6 / b ** 2 });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keeps the relations D = (x + b² s)/a and Cov = (b²/a²)(I + b² H)", () => {
    fc.assert(
      fc.property(cases, ({ d, boxes, a, b, x }) => {
        const { score, hessian, denoised, spread } = evaluated(boxMixture(boxes, d).at(a, b), x, d);
        const scale = (b / a) ** 2 + 64;
        expectClose(
          denoised,
          x.map((value, i) => (value + b * b * score[i]) / a),
          { absolute: 1e-12 * scale },
        );
        const identity = (e: number): number => (e % (d + 1) === 0 ? 1 : 0);
        expectClose(
          spread,
          Float64Array.from(hessian, (h, e) => (b / a) ** 2 * (identity(e) + b * b * h)),
          { absolute: 1e-11 * scale },
        );
      }),
      { numRuns: 300 },
    );
  });

  it("at (ra, rb) is the scaled law, and the mirror image of a law has the mirrored score", () => {
    fc.assert(
      fc.property(cases, number(0.2, 5), ({ d, boxes, a, b, x }, r) => {
        const here = evaluated(boxMixture(boxes, d).at(a, b), x, d);
        const there = evaluated(
          boxMixture(boxes, d).at(r * a, r * b),
          x.map((value) => r * value),
          d,
        );
        expectClose(
          there.logDensity,
          here.logDensity.map((log) => log - d * Math.log(r)),
          { relative: 1e-11, absolute: 1e-11 },
        );
        expectClose(
          there.score,
          here.score.map((s) => s / r),
          { relative: 1e-10, absolute: 1e-11 / (r * b) },
        );
        expectClose(
          there.hessian,
          here.hessian.map((h) => h / r ** 2),
          { relative: 1e-10, absolute: 1e-10 / (r * b) ** 2 },
        );
        expectClose(there.denoised, here.denoised, { absolute: 1e-10 });
        const image = boxes.map(({ weight, low, high }) => ({
          weight,
          low: high.map((value) => -value),
          high: low.map((value) => -value),
        }));
        const mirrored = evaluated(
          boxMixture(image, d).at(a, b),
          x.map((value) => -value),
          d,
        );
        expectClose(
          mirrored.score,
          here.score.map((s) => -s),
          { relative: 1e-12, absolute: 1e-14 },
        );
        expectClose(
          mirrored.denoised,
          here.denoised.map((s) => -s),
          { absolute: 1e-13 },
        );
      }),
    );
  });

  it("of pure noise, a = 0: score −x/b², denoised mean the mean, spread the covariance", () => {
    const law = boxMixture(
      [
        { weight: 3, low: [0, 0], high: [1, 2] },
        { weight: 1, low: [2, -1], high: [3, 0] },
      ],
      2,
    );
    const { score, denoised, spread, hessian } = evaluated(law.at(0, 2), [3, -7], 2);
    expectClose(score, [-0.75, 1.75], { relative: 1e-15 });
    expectClose(hessian, [-0.25, 0, 0, -0.25], { absolute: 1e-16 });
    expectClose(denoised, law.mean, { relative: 1e-14 });
    expectClose(spread, law.covariance, { relative: 1e-14 });
    // By hand: means (½, 1) and (2½, −½); variances 1/12 and ¾·4/12 + ¼/12; between ¾ · ¼ (2, −1½).
    expectClose(law.mean, [1, 0.625], { relative: 1e-15 });
    expectClose(law.covariance, [1 / 12 + 0.75, -9 / 16, -9 / 16, 13 / 48 + 27 / 64], { relative: 1e-14 });
  });

  it("of hardly any signal keeps the first order of the denoised mean, a Cov x/b² = a x/12", () => {
    const law = boxMixture([{ weight: 1, low: [-0.5], high: [0.5] }], 1);
    expectClose(evaluated(law.at(1e-7, 1), [3], 1).denoised, [0.25e-7], { relative: 1e-12 });
    expectClose(evaluated(law.at(1e-7, 1), [3], 1).spread, [1 / 12], { relative: 1e-12 });
  });

  it("far off the support, up to the largest numbers, points to the nearest box it can tell and has no NaN", () => {
    for (const d of [1, 2]) {
      const law = boxMixture(
        [-2, 0].map((low) => ({ weight: 1, low: new Array<number>(d).fill(low), high: new Array<number>(d).fill(low + 1) })),
        d,
      );
      for (const size of [1e4, 1e8, 1e160, 1e300]) {
        const x = new Array<number>(d).fill(size);
        const found = evaluated(law.at(1, 0.5), x, d);
        expectClose(
          found.score,
          x.map((value) => -4 * (value - 1)),
          { relative: 1e-7 },
        );
        // Beyond 1e16 rounding cannot tell the boxes apart: then the first.
        expectClose(found.denoised, new Array<number>(d).fill(size > 1e16 ? -1 : 1), { relative: 1e-3 });
        expectClose(
          found.hessian,
          Float64Array.from({ length: d * d }, (_, e) => (e % (d + 1) === 0 ? -4 : 0)),
          { absolute: 1e-6 },
        );
        expect([...found.spread].every((value) => value >= 0 && value < 1e-6)).toBe(true);
      }
    }
  });

  it("without noise has the density of its boxes, on edges the largest next to the point", () => {
    // ¼ on [0, 1] and ¾ on [1, 3]: heights ¼ and ⅜. Scaled by 2.
    const law = boxMixture(
      [
        { weight: 1, low: [0], high: [1] },
        { weight: 3, low: [1], high: [3] },
      ],
      1,
    );
    const { logDensity, score, hessian, denoised, spread } = evaluated(law.at(2, 0), [-1, 0, 1, 2, 3, 6, 6.5], 1);
    expectClose(logDensity, [0, 0.125, 0.125, 0.1875, 0.1875, 0.1875, 0].map(Math.log), { relative: 1e-15 });
    expectClose(denoised, [0, 0, 0.5, 1, 1.5, 3, 3], { relative: 1e-15 });
    expect([...score, ...hessian, ...spread].every((value) => value === 0)).toBe(true);
  });

  it("without noise adds the densities where boxes overlap, and looks into every corner of a box in the plane", () => {
    const law = boxMixture(
      [
        { weight: 1, low: [0, 0], high: [1, 1] },
        { weight: 1, low: [0.5, 0], high: [1.5, 1] },
      ],
      2,
    );
    const points = [0.25, 0.5, 0.75, 0.5, 1, 0.5, 0.5, 0, 0, 1, 1.5, 0, 0, 0, 1.25, 1, 2, 2];
    const { logDensity } = evaluated(law.at(1, 0), points, 2);
    expectClose(logDensity, [0.5, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0].map(Math.log), { absolute: 1e-15 });
  });

  it("has its hull as extent, is compact, and breaks at its edges", () => {
    const law = boxMixture(
      [
        { weight: 1, low: [1], high: [2] },
        { weight: 1, low: [-3], high: [1] },
      ],
      1,
    );
    expect([law.extent.low[0], law.extent.high[0], law.compact]).toEqual([-3, 2, true]);
    expect(law.breaks).toEqual([[-3, 1, 2]]);
    expect(boxMixture([{ weight: 1, low: [1, 1], high: [2, 2] }], 2).breaks).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("draws from its law with 1 + d uniforms, and a law off by 1/50 is told apart", () => {
    const risk = 1e-9;
    const n = drawsForCdf(0.02, risk);
    const law = boxMixture(
      [
        { weight: 3, low: [0, 5], high: [1, 6] },
        { weight: 1, low: [2, 5], high: [4, 6] },
      ],
      2,
    );
    const uniforms = namedRng("draws of a box mixture");
    let used = 0;
    const out = new Float64Array(3);
    let inside = 0;
    const draws = Float64Array.from({ length: n }, () => {
      law.draw(
        () => {
          used++;
          return uniforms();
        },
        out,
        1,
      );
      if (out[2] >= 5 && out[2] < 6) inside++;
      return out[1];
    });
    expect([used, inside, out[0]]).toEqual([3 * n, n, 0]);
    const clip = (value: number): number => Math.min(1, Math.max(0, value));
    const cdf = (share: number) => (x: number) => share * clip(x) + (1 - share) * clip((x - 2) / 2);
    expect(compareCdf(draws, cdf(0.75), risk)).toMatchObject({ ok: true });
    expect(compareCdf(draws, cdf(0.72), risk)).toMatchObject({ ok: false });
  });

  it.each([
    [[], "world.boxes must be a list of at least one box, got []"],
    [[{ weight: -1, low: [0], high: [1] }], "world.boxes[0].weight must be a finite number above 0, got -1"],
    [[{ weight: 1, low: [0, 1], high: [1] }], "world.boxes[0].low must be a list of 1 numbers, got 2"],
    [[{ weight: 1, low: [0], high: [Infinity] }], "world.boxes[0].high[0] must be a finite number, got Infinity"],
    [[{ weight: 1, low: [1], high: [1] }], "world.boxes[0].high[0] must be above low[0], 1, got 1"],
  ])("refuses %j", (boxes, message) => expect(() => boxMixture(boxes, 1)).toThrow(message));

  it("refuses a dimension that is no positive integer, and a level without signal and noise", () => {
    expect(() => boxMixture([], 0)).toThrow("world.dimension must be an integer of at least 1, got 0");
    expect(() => unit.at(0, 0)).toThrow("at: b must be above 0 where a is 0, got 0");
  });
});
