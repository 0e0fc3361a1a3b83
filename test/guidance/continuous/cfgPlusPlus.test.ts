import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cfgPlusPlusWeight } from "../../../src/guidance/continuous/cfgPlusPlus.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { evenly } from "../../../testing/evenly.ts";

const level = evenly(0.05, 3);
const number = evenly(-5, 5);

describe("cfgPlusPlusWeight", () => {
  it("makes the DDIM step of cfg the step of CFG++", () => {
    fc.assert(
      fc.property(evenly(-1, 0), level, level, level, level, number, number, number, (w, a, b, as, bs, x, c, u) => {
        fc.pre(as * b > a * bs * 1.001);
        const lambda = 1 + w;
        const guided = u + lambda * (c - u);
        const renoised = (as * (x - b * guided)) / a + bs * u;
        const own = u + (1 + cfgPlusPlusWeight(w, { a, b }, { a: as, b: bs })) * (c - u);
        const ddim = (as * (x - b * own)) / a + bs * own;
        // a_s b/a is at most 180 here, and the weight at most a thousand of it.
        expectClose(ddim, renoised, { absolute: 1e-8 });
      }),
    );
  });

  it("on the circle is λ cos θ_s sin θ_t / sin(θ_t − θ_s) − 1, and grows like 1/step", () => {
    const at = (theta: number) => ({ a: Math.cos(theta), b: Math.sin(theta) });
    expectClose(1 + cfgPlusPlusWeight(-0.4, at(1.2), at(0.7)), (0.6 * Math.cos(0.7) * Math.sin(1.2)) / Math.sin(0.5), { relative: 1e-14 });
    const step = (h: number): number => h * (1 + cfgPlusPlusWeight(-0.4, at(1), at(1 - h)));
    expectClose(step(1e-6), 0.6 * Math.cos(1) * Math.sin(1), { relative: 1e-5 });
  });

  it("is w itself for the last step, to noise 0, and for a first one from pure noise; −1 for λ = 0", () => {
    expect(cfgPlusPlusWeight(-0.3, { a: 0.6, b: 0.8 }, { a: 1, b: 0 })).toBe(-0.3);
    expect(cfgPlusPlusWeight(-0.3, { a: 0, b: 1 }, { a: 0.6, b: 0.8 })).toBe(-0.3);
    expect(cfgPlusPlusWeight(-1, { a: 0.5, b: 0.8 }, { a: 0.6, b: 0.7 })).toBe(-1);
  });

  it("refuses λ outside [0, 1], and a step that does not remove noise", () => {
    const [noisy, clean] = [
      { a: 0.5, b: 1 },
      { a: 1, b: 0.25 },
    ];
    expect(() => cfgPlusPlusWeight(0.5, noisy, clean)).toThrow(BadInput);
    expect(() => cfgPlusPlusWeight(0.5, noisy, clean)).toThrow(
      "guidance.w must be from -1 to 0 for cfg++ (its λ is 1 + w, from 0 to 1), got 0.5",
    );
    expect(() => cfgPlusPlusWeight(-1.5, noisy, clean)).toThrow("got -1.5");
    expect(() => cfgPlusPlusWeight(-0.5, clean, noisy)).toThrow("grid must be of falling noise, got 2");
  });
});
