import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisValue, clockAt, type NoiseSpec, noise } from "../../src/masked/noise.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";

const specs: readonly NoiseSpec[] = [
  { schedule: "linear" },
  { schedule: "log-linear" },
  { schedule: "cosine" },
  { schedule: "polynomial", power: 0.5 },
  { schedule: "polynomial", power: 3 },
  { schedule: "ou", horizon: 0.1 },
  { schedule: "ou", horizon: 10 },
];

describe("noise by its formula", () => {
  it.each<[NoiseSpec, (t: number) => number]>([
    [{ schedule: "linear" }, (t) => t],
    [{ schedule: "log-linear" }, (t) => t],
    [{ schedule: "cosine" }, (t) => 1 - Math.cos((Math.PI * t) / 2)],
    [{ schedule: "polynomial", power: 3 }, (t) => t * t * t],
    [{ schedule: "ou", horizon: 10 }, (t) => (1 - Math.exp(-10 * t)) / (1 - Math.exp(-10))],
  ])("%j: masked fraction", (spec, formula) => {
    for (const t of [0.01, 0.1, 0.37, 0.5, 0.9])
      expectClose(noise(spec).maskedFraction(t), formula(t), { absolute: 2e-16, relative: 1e-14 });
  });

  it("ou: u = ln((1 − e^{−T})/(1 − e^{−s})) with s = tT", () => {
    const ou = noise({ schedule: "ou", horizon: 4 });
    for (const s of [0.001, 0.5, 3.9]) {
      expectClose(clockAt(ou, "t", s / 4), Math.log((1 - Math.exp(-4)) / (1 - Math.exp(-s))), { relative: 1e-12 });
    }
  });

  it("refuses a power or horizon that is not a finite number above 0, by field and value", () => {
    for (const bad of [0, -1, Number.NaN, Infinity]) {
      expect(() => noise({ schedule: "polynomial", power: bad })).toThrow(`process.power must be a finite number above 0, got ${bad}`);
      expect(() => noise({ schedule: "ou", horizon: bad })).toThrow(`process.horizon must be a finite number above 0, got ${bad}`);
    }
    expect(() => noise({ schedule: "ou", horizon: 0 })).toThrow(BadInput);
  });
});

describe.each(specs)("noise %j as a property", (spec) => {
  const { maskedFraction, clock, time } = noise(spec);
  const unit = fc.double({ min: 0, max: 1, noNaN: true });

  it("has m = 0 and u = ∞ at t = 0, m = 1 and u = 0 at t = 1, and comes back from there", () => {
    expect(maskedFraction(0)).toBe(0);
    expectClose(maskedFraction(1), 1, { absolute: 2.3e-16 });
    expect(clock(0)).toBe(Infinity);
    expectClose(clock(1), 0, {});
    expectClose(time(0), 1, { absolute: 1e-15 });
    expectClose(time(Infinity), 0, {});
  });

  it("has an m that increases and a u that falls with t", () => {
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(high - low > 1e-6);
        expect(maskedFraction(low)).toBeLessThan(maskedFraction(high) + 1e-18);
        expect(clock(low)).toBeGreaterThan(clock(high));
      }),
    );
  });

  it("has u = −ln m, to relative accuracy where m is not near 1", () => {
    fc.assert(
      fc.property(unit, (t) => {
        fc.pre(maskedFraction(t) > 1e-300);
        expectClose(clock(t), -Math.log(maskedFraction(t)), { absolute: 1e-15, relative: 1e-14 });
      }),
    );
  });

  it("is inverted by time, from any u down to 1e-9", () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 1.5, noNaN: true }), (log10) => {
        const u = 10 ** log10;
        const t = time(u);
        expect(t >= 0 && t <= 1).toBe(true);
        // t near 1 is a multiple of 1e-16: its clock is uncertain by that, times |du/dt| ≤ 30 in these schedules near t = 1.
        expectClose(clock(t), u, { relative: 1e-11, absolute: 1e-14 });
      }),
    );
  });
});

describe("clock near t = 1", () => {
  it("keeps relative accuracy: u of `cosine` is about α = sin(π(1 − t)/2), of `ou` (T − s) e^{−T}/(1 − e^{−T})", () => {
    const gap = 2 ** -40;
    expectClose(noise({ schedule: "cosine" }).clock(1 - gap), Math.sin((Math.PI * gap) / 2), { relative: 1e-11 });
    const ou = noise({ schedule: "ou", horizon: 50 });
    expectClose(ou.clock(1 - gap), (50 * gap * Math.exp(-50)) / -Math.expm1(-50), { relative: 1e-10 });
    // At T = 50 the clock at t = 0.9 is 2.86e-20, and the way back ends at 0.9 again.
    expectClose(ou.clock(0.9), Math.exp(-45) - Math.exp(-50), { relative: 1e-13 });
    expectClose(ou.time(ou.clock(0.9)), 0.9, { relative: 1e-14 });
  });
});

describe("clockAt and axisValue", () => {
  const linear = noise({ schedule: "linear" });

  it("on log-SNR are ln(1 + e^x) and its inverse ln(e^u − 1) = ln(α/m), without loss at either end", () => {
    expectClose(clockAt(linear, "log-snr", 0), Math.LN2, { relative: 1e-15 });
    expectClose(clockAt(linear, "log-snr", -50), Math.exp(-50), { relative: 1e-13 });
    expect(clockAt(linear, "log-snr", 800)).toBe(800);
    const u = 0.7;
    const m = Math.exp(-u);
    expectClose(axisValue(linear, "log-snr", u), Math.log((1 - m) / m), { relative: 1e-14 });
    expectClose(axisValue(linear, "log-snr", 1e-20), -20 * Math.LN10, { relative: 1e-14 });
  });

  it("on u are the identity to the bit, and on t use −ln m(t)", () => {
    expect(clockAt(linear, "u", 1e-20)).toBe(1e-20);
    expect(axisValue(linear, "u", 900)).toBe(900);
    expect(clockAt(linear, "t", 0)).toBe(Infinity);
    expectClose(clockAt(linear, "t", 0.25), Math.log(4), { relative: 1e-15 });
    expectClose(axisValue(linear, "t", Math.log(4)), 0.25, { relative: 1e-15 });
  });

  it("are inverse to each other on every axis", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...specs),
        fc.constantFrom("t" as const, "u" as const, "log-snr" as const),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        (spec, axis, u) => {
          const schedule = noise(spec);
          // On t the value near 1 keeps 1e-16 absolutely; du/dt is at most about 1/m(t) there.
          expectClose(clockAt(schedule, axis, axisValue(schedule, axis, u)), u, { relative: 1e-10 });
        },
      ),
    );
  });
});
