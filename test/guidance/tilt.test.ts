import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkWeight, logTilted, tilted } from "../../src/guidance/tilt.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";

describe("tilted by hand", () => {
  it.each([
    // p_c, p, w, p_w
    [[3 / 4, 1 / 4], [1 / 2, 1 / 2], 1, [9 / 10, 1 / 10]],
    [[3 / 4, 1 / 4], [1 / 2, 1 / 2], 0, [3 / 4, 1 / 4]],
    [[3 / 4, 1 / 4], [1 / 2, 1 / 2], -1, [1 / 2, 1 / 2]],
    [[3 / 4, 1 / 4], [1 / 2, 1 / 2], 2, [27 / 28, 1 / 28]],
    [[16 / 25, 9 / 25], [4 / 13, 9 / 13], -0.5, [8 / 17, 9 / 17]],
    [[1 / 2, 1 / 2, 0], [1 / 4, 3 / 4, 0], 1, [3 / 4, 1 / 4, 0]],
    [[1, 0], [1 / 100, 99 / 100], 64, [1, 0]],
    [[1], [1], 5, [1]],
  ])("tilted(%j, %j, %d) is %j", (cond, uncond, w, expected) => {
    expectClose(tilted(cond, uncond, w), expected, { absolute: 2e-16 });
  });

  it("at w = −1 is p on its whole support, and above it p restricted to the class's support", () => {
    const [cond, uncond] = [
      [1, 0],
      [1 / 4, 3 / 4],
    ];
    expectClose(tilted(cond, uncond, -1), [1 / 4, 3 / 4], { relative: 1e-15 });
    expect([...tilted(cond, uncond, -1 + 1e-12)]).toEqual([1, 0]);
  });

  it("keeps its logarithms where probabilities underflow: ratio 1e-10 at w = 64 is 640 decades", () => {
    const log = logTilted([0.5, 0.5], [0.5, 0.5e-10], 64);
    expectClose(log[0], -640 * Math.LN10, { relative: 1e-14 });
    expect(tilted([0.5, 0.5], [0.5, 0.5e-10], 64)[0]).toBe(0);
  });

  it("takes ratios beyond the range of doubles: p subnormal", () => {
    expectClose(logTilted([1e-300, 1], [1e-320, 1], 20)[0], 0, { absolute: 1e-12 });
    expectClose(logTilted([0.5, 0.5], [1e-310, 1], 1)[1], Math.log(0.5) - (Math.log(0.25) - Math.log(1e-310)) + Math.log(0.5), {
      relative: 1e-12,
    });
  });

  it("is refused by name and value where it is undefined", () => {
    for (const w of [-1.0001, Number.NaN, Infinity, -Infinity]) {
      expect(() => tilted([1], [1], w)).toThrow(`w must be a finite number of at least -1, got ${w}`);
    }
    expect(() => tilted([0.5, 0.5], [1, 0], 0.5)).toThrow("logTilted: uncond must be > 0 wherever cond is, for w > 0, got 0");
    expect(() => tilted([1, 0], [0, 1], -0.5)).toThrow(
      'logTilted: cond must be positive somewhere where uncond is, got "disjoint supports"',
    );
    expect(() => tilted([1, 0], [0, 1], 1)).toThrow(BadInput);
    expect([...tilted([1, 0], [0, 1], -1)]).toEqual([0, 1]);
    expect([...tilted([1, 0], [0, 1], 0)]).toEqual([1, 0]);
  });
});

describe("checkWeight", () => {
  it("accepts finite numbers from −1 and refuses the rest by field and value", () => {
    for (const w of [-1, -0, 0, 3.5, 1e300]) expect(() => checkWeight("guidance.w", w)).not.toThrow();
    expect(() => checkWeight("guidance.w.w[2]", -2)).toThrow("guidance.w.w[2] must be a finite number of at least -1, got -2");
    expect(() => checkWeight("guidance.w", "2")).toThrow('guidance.w must be a finite number of at least -1, got "2"');
    expect(() => checkWeight("guidance.w", null)).toThrow("guidance.w must be a finite number of at least -1, got null");
  });
});

describe("tilted as a property", () => {
  const world = randomWorld({ lengths: [1, 2], maxStates: 36 });
  const dense = randomWorld({ lengths: [1, 2], maxStates: 36, zeros: false });
  /** Rounding of (1 + |w|) logarithms of up to about 20. */
  const tolerance = { relative: 1e-12, absolute: 1e-15 };

  it("equals p at w = −1 and p_c at w = 0, and the law of the literal formula between and beyond", () => {
    fc.assert(
      fc.property(world, guidanceWeight, (pair, w) => {
        expectClose(tilted(pair.conditional, pair.unconditional, -1), pair.unconditional, { relative: 1e-14 });
        expectClose(tilted(pair.conditional, pair.unconditional, 0), pair.conditional, { relative: 1e-14 });
        expectClose(tilted(pair.conditional, pair.unconditional, w), tiltedLaw(pair, w), tolerance);
      }),
    );
  });

  it("has log-odds that are affine in w: at (1 − s) w1 + s w2 they are (1 − s) and s of those at w1 and w2", () => {
    fc.assert(
      fc.property(
        dense,
        guidanceWeight,
        guidanceWeight,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ conditional, unconditional }, w1, w2, s) => {
          const odds = (w: number): Float64Array => {
            const log = logTilted(conditional, unconditional, w);
            return log.map((value) => value - log[0]);
          };
          const [a, b] = [odds(w1), odds(w2)];
          const between = a.map((value, x) => (1 - s) * value + s * b[x]);
          expectClose(odds((1 - s) * w1 + s * w2), between, { absolute: 1e-11 });
        },
      ),
    );
  });

  it("composes: tilting p_{w1} against p by w2 is one tilt with 1 + w = (1 + w1)(1 + w2)", () => {
    fc.assert(
      fc.property(dense, guidanceWeight, guidanceWeight, ({ conditional, unconditional }, w1, w2) => {
        fc.pre((1 + w1) * (1 + w2) < 30);
        const twice = tilted(tilted(conditional, unconditional, w1), unconditional, w2);
        expectClose(twice, tilted(conditional, unconditional, (1 + w1) * (1 + w2) - 1), { relative: 1e-10, absolute: 1e-250 });
      }),
    );
  });

  it("is equivariant under permutations of the points", () => {
    fc.assert(
      fc.property(world, guidanceWeight, fc.nat(), ({ conditional, unconditional }, w, shift) => {
        const moved = (law: Float64Array): Float64Array => law.map((_, x) => law[(x + shift) % law.length]);
        expectClose(tilted(moved(conditional), moved(unconditional), w), moved(tilted(conditional, unconditional, w)), tolerance);
      }),
    );
  });

  it("does not change when either input is scaled", () => {
    fc.assert(
      fc.property(world, guidanceWeight, fc.integer({ min: -100, max: 100 }), ({ conditional, unconditional }, w, e) => {
        const scaled = conditional.map((value) => value * 2 ** e);
        expectClose(tilted(scaled, unconditional, w), tilted(conditional, unconditional, w), { relative: 1e-11, absolute: 1e-15 });
        const other = unconditional.map((value) => value * 2 ** e);
        expectClose(tilted(conditional, other, w), tilted(conditional, unconditional, w), { relative: 1e-11, absolute: 1e-15 });
      }),
    );
  });

  it("has a mean log-likelihood ratio E_{p_w}[log p_c − log p] that does not fall with w", () => {
    fc.assert(
      fc.property(dense, guidanceWeight, guidanceWeight, ({ conditional, unconditional }, w1, w2) => {
        const gain = (w: number): number =>
          tilted(conditional, unconditional, w).reduce((sum, p, x) => sum + p * Math.log(conditional[x] / unconditional[x]), 0);
        expect(gain(Math.max(w1, w2))).toBeGreaterThanOrEqual(gain(Math.min(w1, w2)) - 1e-12);
      }),
    );
  });

  it("and that property is rejected for the opposite sign of w (negative control)", () => {
    const [cond, uncond] = [
      [0.75, 0.25],
      [0.5, 0.5],
    ];
    const gain = (law: Float64Array): number => law.reduce((sum, p, x) => sum + p * Math.log(cond[x] / uncond[x]), 0);
    // p_c^{1−w} p^{w} in place of p_c^{1+w} p^{−w}: roles of the laws exchanged.
    expect(gain(tilted(uncond, cond, 1))).toBeLessThan(gain(tilted(uncond, cond, 0)));
  });
});
