import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constantGuidance, guidedWeight } from "../../src/continuous/guidedWeight.ts";
import { process } from "../../src/continuous/process.ts";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { expectClose } from "../../testing/close.ts";
import { evenly } from "../../testing/evenly.ts";

const flow = process({ kind: "flow" });
const ou = process({ kind: "vp", schedule: "ou" });
const ve = process({ kind: "ve" });

describe("guidedWeight", () => {
  it("of a constant is that number at every angle, without corners", () => {
    for (const weight of [constantGuidance(2.5), guidedWeight({ kind: "constant", w: 2.5 }, ou)]) {
      expect(weight.corners).toEqual([]);
      for (const theta of [0, 0.3, Math.PI / 2]) expect(weight.at(theta)).toBe(2.5);
    }
  });

  it("of an interval on t jumps at the angles of its ends; at a corner stands the value just after, in the order of sampling", () => {
    for (const own of [flow, ou, ve]) {
      const weight = guidedWeight({ kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 }, own);
      const [first, second] = [own.angle(0.8), own.angle(0.2)];
      expect(weight.corners).toEqual([first, second]);
      expect(weight.at(own.angle(1))).toBe(0);
      expect(weight.at(first + 1e-12)).toBe(0);
      expect(weight.at(first)).toBe(3);
      expect(weight.at(second + 1e-12)).toBe(3);
      expect(weight.at(second)).toBe(0);
      expect(weight.at(0)).toBe(0);
    }
  });

  it("on log-snr has its corners at tan θ = e^{−λ/2}, whatever the process", () => {
    const schedule: WeightSchedule = { kind: "interval", in: "log-snr", w: 3, from: -1, to: 2 };
    for (const own of [flow, ou, ve]) {
      const { corners } = guidedWeight(schedule, own);
      expectClose(corners.map(Math.tan), [Math.exp(0.5), Math.exp(-1)], { relative: 1e-14 });
      expectClose(
        corners.map((theta) => own.logSnr(own.time(theta))),
        [-1, 2],
        { relative: 1e-11 },
      );
    }
  });

  it("drops corners outside the process: before its start, and at noise 0", () => {
    expect(guidedWeight({ kind: "interval", in: "log-snr", w: 3, from: -100, to: 0 }, ve).corners).toEqual([Math.atan(1)]);
    expect(guidedWeight({ kind: "interval", in: "t", w: 3, from: 0.5, to: 0 }, flow).corners).toEqual([Math.PI / 4]);
    expect(guidedWeight({ kind: "linear", in: "t", start: 1, end: 2, from: 1, to: 0 }, ou).corners).toEqual([]);
  });

  it("of w₀ + ωt with a negative window follows t down to −1 (arXiv:2602.00716)", () => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: 5, end: -1, from: 1, to: 0 };
    fc.assert(
      fc.property(fc.constantFrom(flow, ou, ve), evenly(1e-4, 0.9), (own, t) => {
        expectClose(guidedWeight(schedule, own).at(own.angle(t)), -1 + 6 * t, { absolute: 1e-11 });
      }),
    );
    expect(guidedWeight(schedule, flow).at(0)).toBe(-1);
  });

  it("bends where ramps and pieces do", () => {
    const ramp = guidedWeight({ kind: "ramp-up", in: "t", w: 4, from: 0.75, to: 0.25 }, flow);
    expect(ramp.corners).toEqual([flow.angle(0.75), flow.angle(0.25)]);
    expectClose(ramp.at(flow.angle(0.5)), 2, { relative: 1e-14 });
    const pieces = guidedWeight({ kind: "pieces", in: "t", at: [1, 0.6, 0.3], w: [0, 2, 4] }, ou);
    expect(pieces.corners).toEqual([ou.angle(0.6), ou.angle(0.3)]);
    expect([0.8, 0.5, 0.1].map((t) => pieces.at(ou.angle(t)))).toEqual([0, 2, 4]);
  });

  it("refuses the clock u, which masked diffusion has", () => {
    const schedule: WeightSchedule = { kind: "interval", in: "u", w: 3, from: 0, to: 1 };
    expect(() => guidedWeight(schedule, ou)).toThrow(BadInput);
    expect(() => guidedWeight(schedule, ou)).toThrow('guidance.w.in must be t or log-snr for a continuous process, got "u"');
  });
});
