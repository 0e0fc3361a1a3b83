import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidedField } from "../../../src/continuous/guided.ts";
import type { GuidedField, Start } from "../../../src/continuous/guidedField.ts";
import { constantGuidance } from "../../../src/continuous/guidedWeight.ts";
import { type FlowLawOptions, flowLaw } from "../../../src/continuous/line/flowLaw.ts";
import type { LineLaw } from "../../../src/continuous/line/lineLaw.ts";
import { process } from "../../../src/continuous/process.ts";
import { normalCdf, normalDensity } from "../../../src/numerics/normalCdf.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { type Component, carriedNoise, mixtureField } from "../../../testing/lineFields.ts";

const noise: Start = { theta: Math.PI / 2, sd: 1 };
const [vp, ve] = [
  process({ kind: "vp", schedule: "ou", horizon: 10 }).start.circle,
  process({ kind: "ve", sigmaMax: 80, sigmaMin: 0.002 }).start.circle,
];

const gaussian = (mean: number, variance: number, weight = 1): Component => ({ weight, mean, variance });
const pair = [gaussian(1, 1), gaussian(-1, 1)];

function lawOf(field: GuidedField, start: Start, options: FlowLawOptions = {}): LineLaw {
  // Tighter than the default, for what is compared to 1e-8.
  const found = flowLaw(field, start, options.support ? options : { tolerance: 1e-10, ...options });
  if (found.status !== "done") throw new Error(`flow: ${found.status} at ${found.theta}`);
  return found.law;
}

describe("flowLaw of Gaussians", () => {
  it.each([0, 1, 3, 7, 20])("VE, p = N(0,2), p_c = N(0,1), w = %d: variance 2^{−w} with the finite-σ correction, to 1e-8", (w) => {
    const law = lawOf(mixtureField([gaussian(0, 1)], [gaussian(0, 2)], w), ve);
    const s2 = 80 ** 2;
    // x ∝ √((1+σ²)^{1+w} (2+σ²)^{−w}) from σ = 80 to 0
    const variance = (s2 * 2 ** -w) / Math.exp((1 + w) * Math.log(1 + s2) - w * Math.log(2 + s2));
    expectClose([law.variance / variance, law.mean], [1, 0], { absolute: 1e-8 });
    for (const x of [-3, -1, 0, 0.5, 2]) {
      const sd = Math.sqrt(variance);
      expectClose(law.cdf(x * sd), normalCdf(x), { absolute: Math.max(1e-8, law.error) });
      expectClose(law.density(x * sd) * sd, normalDensity(x), { relative: 1e-7 });
      expectClose(law.quantile(normalCdf(x)), x * sd, { absolute: 1e-8 * sd });
    }
  });

  // dx/dμ = 1 + w(1 − tanh μx) from e^{−10} to 1: SciPy 1.17, DOP853, rtol 1e-13, atol 1e-14
  it.each([
    [1, -3, -0.4435874817181538],
    [1, -1, 0.8603965911523284],
    [1, 0, 1.563760976636392],
    [1, 1, 2.374674937951269],
    [1, 3, 4.199400196919335],
    [3, -3, 1.0281771067900047],
    [3, -1, 1.7597284015681975],
    [3, 0, 2.2847149749397238],
    [3, 1, 2.942451428563809],
    [3, 3, 4.557391280355822],
    [16, -3, 3.5555975130304245],
    [16, -1, 4.137143435114402],
    [16, 0, 4.537767859566319],
    [16, 1, 5.022011966504491],
    [16, 3, 6.233095961440022],
  ])("N(±1,1), OU, w = %d: noise ξ = %d ends where the scalar equation says, %d", (w, xi, x) => {
    const law = lawOf(mixtureField([pair[0]], pair, w), vp);
    expectClose(law.quantile(normalCdf(xi)), x, { absolute: 1e-8 });
    expectClose(law.cdf(x), normalCdf(xi), { absolute: 1e-8 });
  });

  it("N(±1,1): x/√w tends to 0.9333 (C3), from pure noise, by extrapolation in 1/√w", () => {
    const ratio = (w: number): number => lawOf(mixtureField([pair[0]], pair, w), noise).quantile(0.5) / Math.sqrt(w);
    // in h = 1/√w: the terms in h and h² removed, h halved twice
    const limit = (8 * ratio(16384) - 6 * ratio(4096) + ratio(1024)) / 3;
    expectClose(limit, 0.9333, { absolute: 5e-4 });
  });

  it("w = 0 from pure noise is the conditional law", () => {
    const parts = [gaussian(-1, 0.3, 0.25), gaussian(2, 0.5, 0.75)];
    const law = lawOf(mixtureField(parts, pair, 0), noise);
    for (const x of [-2.5, -1, 0.2, 1, 2.5, 4]) {
      const cdf = parts.reduce((s, { weight, mean, variance }) => s + weight * normalCdf((x - mean) / Math.sqrt(variance)), 0);
      expectClose(law.cdf(x), cdf, { absolute: 1e-8 });
    }
    expectClose([law.mean, law.variance], [1.25, 0.25 * 1.3 + 0.75 * 4.5 - 1.25 ** 2], { absolute: 1e-8 });
  });

  it("from a finite horizon the start's mismatch stays in the law: N(5,1) over OU time 1 keeps e^{−1} of its mean behind", () => {
    const short = process({ kind: "vp", schedule: "ou", horizon: 1 }).start.circle;
    const law = lawOf(mixtureField([gaussian(5, 1)], [gaussian(5, 1)], 0), short);
    expectClose([law.mean, law.variance], [5 - 5 * Math.exp(-1), 1], { absolute: 1e-8 });
  });

  it.each([1e-3, 1e-5])(
    "its error counts that of the integration: a straight map, which polynomials hold exactly, at tolerance %d",
    (tolerance) => {
      const law = lawOf(mixtureField([gaussian(0, 1)], [gaussian(0, 2)], 3), ve, { tolerance });
      const sd = Math.sqrt(0.12503905639644583);
      const worst = Math.max(...[-2, -1, 0.3, 1].map((z) => Math.abs(law.cdf(z * sd) - normalCdf(z))));
      expect(worst).toBeGreaterThan(1e-12);
      expect(worst).toBeLessThanOrEqual(law.error);
      expect(law.error).toBeLessThan(100 * tolerance);
    },
  );

  it("its error bounds the true one, against a thousand small steps of one noise at a time, random mixtures and weights", () => {
    const component = fc.record({
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
      mean: fc.double({ min: -3, max: 3, noNaN: true }),
      variance: fc.double({ min: 0.1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(component, { minLength: 1, maxLength: 2 }),
        component,
        fc.double({ min: -1, max: 4, noNaN: true }),
        (cond, other, w) => {
          const uncond = [...cond, other];
          const law = lawOf(mixtureField(cond, uncond, w), noise);
          expect(law.error).toBeLessThan(1e-8);
          for (const xi of [-2.5, -0.7, 0.1, 1.9]) {
            const { x, logSlope } = carriedNoise(cond, uncond, w, noise, xi, 1000);
            expect(Math.abs(law.cdf(x) - normalCdf(xi))).toBeLessThanOrEqual(
              law.error + 1e-11 * (1 + normalDensity(xi) / Math.exp(logSlope)),
            );
            expectClose(law.density(x), normalDensity(xi) / Math.exp(logSlope), { relative: 1e-5, absolute: 1e-8 });
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("density is the slope of cdf, quantile its inverse, cdf rises; far outside 0 and 1", () => {
    const law = lawOf(mixtureField([pair[0]], pair, 2), noise);
    let before = 0;
    for (let x = -3; x < 6; x += 0.37) {
      expectClose(law.density(x), (law.cdf(x + 1e-4) - law.cdf(x - 1e-4)) / 2e-4, { absolute: 1e-7 });
      if (law.cdf(x) > 1e-6 && law.cdf(x) < 1 - 1e-6) expectClose(law.quantile(law.cdf(x)), x, { absolute: 1e-9 });
      expect(law.cdf(x)).toBeGreaterThanOrEqual(before);
      before = law.cdf(x);
    }
    expect([law.cdf(-1e4), law.cdf(1e4), law.density(1e4)]).toEqual([0, 1, 0]);
  });

  it("a weight that jumps at a corner is followed exactly: the Gaussian closed form, piece by piece", () => {
    const at = 0.6;
    const both = [1, 4].map((w) => mixtureField([gaussian(0, 1)], [gaussian(0, 2)], w));
    const field: GuidedField = { dimension: 1, corners: [at], at: (theta) => (theta > at ? both[0] : both[1]).at(theta) };
    // in VE terms σ = tan θ: x/√((1+σ²)^{1+w}(2+σ²)^{−w}) is constant in each piece; on the circle x is that over √(1+σ²), and starts at N(0,1) for σ → ∞
    const size = (sigma: number, w: number): number => Math.sqrt((1 + sigma ** 2) ** (1 + w) * (2 + sigma ** 2) ** -w);
    const corner = size(Math.tan(at), 1);
    const sd = (corner * size(0, 4)) / size(Math.tan(at), 4);
    expectClose(Math.sqrt(lawOf(field, noise).variance), sd, { relative: 1e-8 });
    const evaluations = [field, { ...field, corners: [] }].map((one) => {
      const found = flowLaw(one, noise);
      return found.status === "done" ? found.evaluations : Number.NaN;
    });
    // stopping there is cheaper than finding out
    expect(evaluations[0]).toBeLessThan(0.8 * evaluations[1]);
  });
});

describe("flowLaw by default", () => {
  it.each([0, 1, 3, 7])(
    "is within its stated error, below 1e-6, of a law of tolerance 1e-10, mean to 2e-6 and variance to 5e-6, at w = %d",
    (w) => {
      const target = [gaussian(-2, 0.09), gaussian(2, 0.09)];
      for (const [cond, uncond] of [
        [[pair[0]], pair],
        [target, [...target, gaussian(0, 0.25), gaussian(4, 0.25)]],
      ]) {
        const field = mixtureField(cond, uncond, w);
        const [found, exact] = [flowLaw(field, vp), lawOf(field, vp)];
        if (found.status !== "done") throw new Error(found.status);
        expect(found.law.error).toBeLessThan(1e-6);
        for (let k = 1; k < 40; k++) {
          const x = exact.quantile(k / 40);
          expect(Math.abs(found.law.cdf(x) - exact.cdf(x))).toBeLessThanOrEqual(found.law.error + exact.error);
        }
        expectClose(found.law.mean, exact.mean, { absolute: 2e-6 });
        expectClose(found.law.variance, exact.variance, { absolute: 5e-6 });
      }
    },
  );
});

describe("flowLaw where a target splits or w is large", () => {
  const target = [gaussian(0, 1), gaussian(4, 0.04)];
  const all = [...target, gaussian(-2, 1), gaussian(2, 1)];

  it("resolves a steep map: total mass between the parts is that of the noise that goes there", () => {
    const law = lawOf(mixtureField(target, all, 3), noise);
    const { x } = carriedNoise(target, all, 3, noise, -0.8, 4000);
    expect(law.error).toBeLessThan(1e-8);
    expectClose(law.cdf(x), normalCdf(-0.8), { absolute: 1e-8 });
    expectClose(law.quantile(law.cdf(3.9)), 3.9, { absolute: 1e-8 });
  });

  it.each([100, 1024])("w = %d ends with a law that is no NaN, or a status", (w) => {
    const found = flowLaw(mixtureField(target, all, w), noise);
    expect(found.status).toBe("done");
    if (found.status !== "done") return;
    const { law } = found;
    const numbers = [law.mean, law.variance, law.error, law.cdf(3), law.cdf(law.mean), law.density(law.mean + 0.1), law.quantile(0.3)];
    expect(numbers.filter(Number.isNaN)).toEqual([]);
    expect(law.variance).toBeLessThan(1e-9);
  });

  it("answers with a status where steps do not suffice, and where the field is not finite", () => {
    expect(flowLaw(mixtureField(target, all, 3), noise, { mostSteps: 5 })).toMatchObject({ status: "step limit" });
    const none: GuidedField = { dimension: 1, corners: [], at: () => ({ evaluate: (_, __, out) => out.velocity?.fill(Number.NaN) }) };
    expect(flowLaw(none, noise)).toMatchObject({ status: "stuck", theta: Math.PI / 2 });
  });

  it("says so when nodes do not suffice: the error is the mass of what is unresolved", () => {
    const exact = lawOf(mixtureField(target, all, 3), noise);
    const rough = lawOf(mixtureField(target, all, 3), noise, { mostNodes: 200 });
    expect(rough.error).toBeGreaterThan(1e-6);
    for (const x of [-1, 0, 1, 3, 3.9, 4.2]) expect(Math.abs(rough.cdf(x) - exact.cdf(x))).toBeLessThanOrEqual(rough.error + exact.error);
  });

  it("refuses a field that is not on the line", () => {
    expect(() => flowLaw({ ...mixtureField(target, all, 0), dimension: 2 }, noise)).toThrow(
      /flowLaw: field must be on the line, got "dimension 2"/,
    );
  });
});

const box = (low: number, high: number, weight = 1) => ({ weight, low: [low], high: [high] });

/** OU with T = 10, as the references below. */
function boxLaw(cond: ReturnType<typeof box>[], uncond: ReturnType<typeof box>[], w: number, support: [number, number]): LineLaw {
  const worlds = { conditional: boxMixture(cond, 1), unconditional: boxMixture(uncond, 1) };
  const field = guidedField({ pair: worlds, process: process({ kind: "vp", schedule: "ou", horizon: 10 }), weight: constantGuidance(w) });
  return lawOf(field, vp, { support });
}

describe("flowLaw of boxes", () => {
  const worlds = {
    mirror: [[box(1, 2)], [box(1, 2), box(-2, -1)], [1, 2]],
    overlap: [[box(0, 2)], [box(0, 2), box(-1, 1)], [0, 2]],
  } as const;

  // SciPy 1.17, DOP853 in ln tan θ down to tan θ = 1e-9, rtol 1e-11, scores by log_ndtr; scripted apart from this code
  it.each([
    ["mirror", 1, -2, 1.2888826902927804],
    ["mirror", 1, -1, 1.4709908443097077],
    ["mirror", 1, 0, 1.7184787221837292],
    ["mirror", 1, 1, 1.9157438663770803],
    ["mirror", 3, -2, 1.6630062993888493],
    ["mirror", 3, -1, 1.7844466282520863],
    ["mirror", 3, 0, 1.902042045516534],
    ["mirror", 3, 1, 1.9740749009806366],
    ["overlap", 1, -2, 0.3112033213377679],
    ["overlap", 1, -1, 0.7841168705065082],
    ["overlap", 1, 0, 1.4307775451111124],
    ["overlap", 1, 1, 1.8311319326736817],
    ["overlap", 3, -2, 1.2507817332187479],
    ["overlap", 3, -1, 1.5499576573472904],
    ["overlap", 3, 0, 1.8009806739829084],
    ["overlap", 3, 1, 1.9478710527569911],
  ])("%s, w = %d: noise ξ = %d ends at %d", (name, w, xi, x) => {
    const [cond, uncond, support] = worlds[name as "mirror" | "overlap"];
    const law = boxLaw([...cond], [...uncond], w, [...support]);
    expect(law.error).toBeLessThan(name === "mirror" ? 1e-5 : 2e-5);
    expectClose(law.quantile(normalCdf(xi)), x, { absolute: 1e-7 });
    expect(Math.abs(law.cdf(x) - normalCdf(xi))).toBeLessThanOrEqual(law.error + 1e-7 * law.density(x));
  });

  it("w = 0 is uniform on the box up to the horizon's e^{−10}, with all mass inside the support", () => {
    const law = boxLaw([box(1, 2)], [box(1, 2), box(-2, -1)], 0, [1, 2]);
    for (const x of [1.001, 1.2, 1.5, 1.9, 1.999]) expectClose([law.cdf(x), law.density(x)], [x - 1, 1], { absolute: 1e-3 });
    expect([law.cdf(0.999999), law.cdf(2), law.density(0.99), law.density(2.01)]).toEqual([0, 1, 0, 0]);
    expectClose([law.mean, law.variance], [1.5, 1 / 12], { absolute: 1e-3 });
  });

  it("guidance moves mass to the far edge: the share beyond 1.9 grows with w, and stays inside", () => {
    const shares = [0, 1, 3, 7, 15].map((w) => 1 - boxLaw([box(1, 2)], [box(1, 2), box(-2, -1)], w, [1, 2]).cdf(1.9));
    for (let i = 1; i < shares.length; i++) expect(shares[i]).toBeGreaterThan(shares[i - 1]);
    expect(shares[4]).toBeGreaterThan(0.999);
  });

  it("a law squeezed onto an edge says that its distribution function is lost, and is no NaN", () => {
    const law = boxLaw([box(1, 2)], [box(1, 2), box(-2, -1)], 1024, [1, 2]);
    expectClose(law.mean, 2, { absolute: 1e-10 });
    expect([law.cdf(1.99), law.cdf(2)]).toEqual([0, 1]);
    expect(Number.isNaN(law.error + law.variance + law.quantile(0.5) + law.density(1.5))).toBe(false);
  });
});
