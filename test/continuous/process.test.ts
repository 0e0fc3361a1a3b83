import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProcessSpec, process } from "../../src/continuous/process.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";
import { evenly } from "../../testing/evenly.ts";

const specs: readonly ProcessSpec[] = [
  { kind: "vp", schedule: "ou" },
  { kind: "vp", schedule: "ou", horizon: 0.3 },
  { kind: "vp", schedule: "ou", horizon: 40 },
  { kind: "vp", schedule: "ddpm" },
  { kind: "vp", schedule: "ddpm", steps: 50, shape: "cosine" },
  { kind: "vp", schedule: "ddpm", steps: 20, betaMin: 0.01, betaMax: 0.5, shape: "scaled-linear" },
  { kind: "ve" },
  { kind: "ve", sigmaMax: 3, sigmaMin: 0.1 },
  { kind: "flow" },
];
const unit = fc.oneof(evenly(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const inside = evenly(1e-6, 0.999);

describe("process by its formula", () => {
  it("vp ou: a = e^{−s}, a² + b² = 1, with horizon 10 when left out", () => {
    for (const t of [0.001, 0.02, 0.5, 1]) {
      const { a, b } = process({ kind: "vp", schedule: "ou" }).at(t);
      expectClose(a, Math.exp(-10 * t), { relative: 1e-15 });
      expectClose(b, Math.sqrt(1 - Math.exp(-20 * t)), { relative: 1e-13 });
    }
  });

  it("ve: a = 1, b = t σmax, with 80 and 0.002 when left out", () => {
    const ve = process({ kind: "ve" });
    expect(ve.at(0.25)).toEqual({ a: 1, b: 20 });
    expect(ve.start.sd).toBe(80);
    expectClose(ve.finest * 80, 0.002, { relative: 1e-15 });
  });

  it("flow: a = 1 − t, b = t", () => {
    expect(process({ kind: "flow" }).at(0.25)).toEqual({ a: 0.75, b: 0.25 });
    expect(process({ kind: "flow" }).angle(1)).toBe(Math.PI / 2);
    expect(process({ kind: "flow" }).time(Math.PI / 2)).toBe(1);
  });

  it("ddpm linear: ᾱ_k is the product of 1 − β, 4.0358e-5 after 1000 steps (arXiv:2006.11239)", () => {
    const ddpm = process({ kind: "vp", schedule: "ddpm" });
    let kept = 1;
    for (let k = 1; k <= 1000; k++) {
      kept *= 1 - (1e-4 + ((0.02 - 1e-4) * (k - 1)) / 999);
      if (k % 97 === 0) expectClose(ddpm.at(k / 1000).a ** 2, kept, { relative: 1e-12 });
    }
    expectClose(kept, 4.0358e-5, { relative: 1e-4 });
    expectClose(ddpm.at(1).a ** 2, kept, { relative: 1e-12 });
    expect(ddpm.finest).toBe(1e-3);
  });

  it("ddpm scaled-linear: √β is even; cosine: ᾱ is a ratio of cos² up to the last steps, where β is 0.999", () => {
    const scaled = process({ kind: "vp", schedule: "ddpm", steps: 3, betaMin: 0.01, betaMax: 0.25, shape: "scaled-linear" });
    expectClose(scaled.at(2 / 3).a ** 2, (1 - 0.01) * (1 - 0.3 ** 2), { relative: 1e-13 });
    expectClose(scaled.at(1).a ** 2, (1 - 0.01) * (1 - 0.3 ** 2) * (1 - 0.25), { relative: 1e-13 });
    const cosine = process({ kind: "vp", schedule: "ddpm", steps: 100, shape: "cosine" });
    const level = (t: number): number => Math.cos(((t + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
    expectClose(cosine.at(0.5).a ** 2, level(0.5) / level(0), { relative: 1e-12 });
    expectClose((cosine.at(1).a / cosine.at(0.99).a) ** 2, 1e-3, { relative: 1e-12 });
  });

  it("ddpm between levels has a straight −½ ln ᾱ, and one step has betaMin", () => {
    const ddpm = process({ kind: "vp", schedule: "ddpm", steps: 4, betaMin: 0.1, betaMax: 0.4 });
    const s = (t: number): number => -Math.log(ddpm.at(t).a);
    expectClose(s(0.6), s(0.5) + 0.4 * (s(0.75) - s(0.5)), { relative: 1e-13 });
    expectClose(process({ kind: "vp", schedule: "ddpm", steps: 1 }).at(1).a ** 2, 1 - 1e-4, { relative: 1e-14 });
  });
});

describe.each(specs)("process %j", (spec) => {
  const own = process(spec);

  it("starts from noise at t = 1 and ends without noise at t = 0", () => {
    expect(own.at(0)).toEqual({ a: 1, b: 0 });
    expect(own.angle(0)).toBe(0);
    expect(own.time(0)).toBe(0);
    expect(own.logSnr(0)).toBe(Infinity);
    const { theta, sd } = own.start.circle;
    expect(theta).toBe(own.angle(1));
    expectClose(sd, own.start.sd / own.radius(1), { relative: 1e-15 });
    expectClose(own.start.sd, spec.kind === "ve" ? own.at(1).b : 1, {});
  });

  it("has the angle with a = r cos θ, b = r sin θ, to relative accuracy at the clean end", () => {
    fc.assert(
      fc.property(unit, (t) => {
        const { a, b } = own.at(t);
        expectClose(own.radius(t), Math.hypot(a, b), { relative: 1e-14 });
        // θ near π/2 is a multiple of 2e-16.
        expectClose(own.radius(t) * Math.cos(own.angle(t)), a, { relative: 1e-13, absolute: 3e-16 * own.radius(t) });
        expectClose(own.radius(t) * Math.sin(own.angle(t)), b, { relative: 1e-13 });
      }),
    );
    const { a, b } = own.at(1e-12);
    expectClose(Math.tan(own.angle(1e-12)), b / a, { relative: 1e-14 });
    expect(b).toBeGreaterThan(0);
  });

  it("comes back to t from its angle and from its clock", () => {
    fc.assert(
      fc.property(inside, (t) => {
        // θ is rounded to 2e-16 below π/2, where t moves by dθ/(dθ/dt): at most a few 1e-16 / (a/r), a/r ≥ e^{−40} only for the longest
        //horizon.
        const { a } = own.at(t);
        expectClose(own.time(own.angle(t)), t, { relative: 1e-12, absolute: 4e-16 / (a / own.radius(t)) });
        expectClose(own.clock.time(own.clock.at(t)), t, { relative: 1e-12 });
      }),
    );
    fc.assert(
      fc.property(evenly(-14, -3), (log10) => {
        const t = 10 ** log10;
        expectClose(own.time(own.angle(t)), t, { relative: 1e-12 });
      }),
    );
  });

  it("has log-SNR 2 ln(a/b), falling", () => {
    fc.assert(
      fc.property(inside, inside, (t, other) => {
        const { a, b } = own.at(t);
        expectClose(own.logSnr(t), 2 * Math.log(a / b), { relative: 1e-11, absolute: 1e-12 });
        if (other > t * (1 + 1e-6)) expect(own.logSnr(other)).toBeLessThan(own.logSnr(t));
      }),
    );
  });

  it("has drift f = d ln a/dτ and g² = d(b²)/dτ − 2 f b² in its clock, and the flow dr/r dτ · x + r dθ/dτ · v", () => {
    fc.assert(
      fc.property(evenly(0.05, 0.95), (t) => {
        // Derivatives by central differences inside one level of ddpm: error h², rounding 1e-16/h.
        const steps = spec.kind === "vp" && spec.schedule === "ddpm" ? (spec.steps ?? 1000) : 1;
        const at = spec.kind === "vp" && spec.schedule === "ddpm" ? (Math.floor(t * steps) + 0.5) / steps : t;
        const tau = own.clock.at(at);
        const h = 1e-5 * tau;
        const [before, after] = [own.clock.time(tau - h), own.clock.time(tau + h)];
        const slope = (of: (t: number) => number): number => (of(after) - of(before)) / (2 * h);
        const { a, b } = own.at(at);
        const f = slope((x) => Math.log(own.at(x).a));
        expectClose(own.clock.f(tau), f, { relative: 1e-6, absolute: 1e-9 });
        const g2 = slope((x) => own.at(x).b ** 2) - 2 * own.clock.f(tau) * b * b;
        expectClose(own.clock.g2(tau), g2, { relative: 1e-6, absolute: 1e-6 });
        const { fromX, fromV } = own.clock.flow(tau);
        expectClose(
          fromX,
          slope((x) => Math.log(own.radius(x))),
          { relative: 1e-6, absolute: 1e-8 },
        );
        expectClose(fromV, own.radius(at) * slope(own.angle), { relative: 1e-5, absolute: 1e-8 });
        expect(a).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });
});

describe("process refuses", () => {
  it.each<[ProcessSpec, string]>([
    [{ kind: "vp", schedule: "ou", horizon: 0 }, "process.horizon must be a finite number above 0, got 0"],
    [{ kind: "vp", schedule: "ou", horizon: Infinity }, "process.horizon must be a finite number above 0, got Infinity"],
    [{ kind: "vp", schedule: "ou", steps: 3 }, "process.steps must be left out for ou, got 3"],
    [{ kind: "vp", schedule: "ou", shape: "cosine" }, 'process.shape must be left out for ou, got "cosine"'],
    [{ kind: "vp", schedule: "ddpm", horizon: 3 }, "process.horizon must be left out for ddpm, got 3"],
    [
      { kind: "vp", schedule: "ddpm", shape: "cosine", betaMin: 0.1 },
      "process.betaMin must be left out for ddpm with shape cosine, got 0.1",
    ],
    [{ kind: "vp", schedule: "ddpm", steps: 1.5 }, "process.steps must be an integer of at least 1, got 1.5"],
    [{ kind: "vp", schedule: "ddpm", betaMin: 0 }, "process.betaMin must be above 0 and below 1, got 0"],
    [{ kind: "vp", schedule: "ddpm", betaMax: 1 }, "process.betaMax must be from process.betaMin (0.0001) to below 1, got 1"],
    [
      { kind: "vp", schedule: "ddpm", betaMin: 0.5, betaMax: 0.4 },
      "process.betaMax must be from process.betaMin (0.5) to below 1, got 0.4",
    ],
    [{ kind: "ve", sigmaMax: Number.NaN }, "process.sigmaMax must be a finite number above 0, got NaN"],
    [{ kind: "ve", sigmaMax: 1, sigmaMin: 1 }, "process.sigmaMin must be above 0 and below process.sigmaMax (1), got 1"],
  ])("%j", (spec, message) => {
    expect(() => process(spec)).toThrow(BadInput);
    expect(() => process(spec)).toThrow(message);
  });
});
