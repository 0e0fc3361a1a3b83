import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import { scheduledLaw, scheduledStillMasked } from "../../src/masked/scheduledLaw.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { integratedLaw } from "../../testing/integratedLaw.ts";
import { lawAtClock as exponentialLaw } from "../../testing/matrixExponential.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { guided, pairFrom, scheduled } from "./guided.ts";

const pair = pairFrom(2, 2, [0.6, 0.3, 0.08, 0.02], [0.2, 0.3, 0.1, 0.4]);
const masked = ({ alphabet, length }: LawPair, law: Float64Array): number =>
  law.reduce((mass, value, s) => (digitsOf(s, length, alphabet + 1).includes(alphabet) ? mass + value : mass), 0);

/** Masked mass after pieces of constant w, all entries to relative accuracy. */
function maskedAfter(world: LawPair, pieces: readonly { readonly w: number; readonly lasts: number }[]): number {
  const start = allMasked((world.alphabet + 1) ** world.length);
  return masked(
    world,
    pieces.reduce((law, { w, lasts }) => exponentialLaw(generator(guidedChain(world, w, "rates")), law, lasts), start),
  );
}

describe("scheduledStillMasked", () => {
  it("of a constant weight is stillMasked, to the bit", () => {
    const process = scheduled(pair, "rates", { kind: "constant", w: 2 });
    expect(scheduledStillMasked(process, 30)).toEqual(stillMasked(guided(pair, "rates", 2), 30));
  });

  it("of `tokens` and `oracle` does not depend on the weights: 1 − (1 − e^{−u})^L", () => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: 0, end: 5, from: 1, to: 0 };
    for (const rule of ["tokens", "oracle"] as const) {
      expectClose(scheduledStillMasked(scheduled(pair, rule, schedule), 200).probability, 2 * Math.exp(-200), { relative: 1e-12 });
    }
  });

  it("over pieces is the product of matrix exponentials, within its stated relative error, down to 1e-250", () => {
    const piece = fc.record({
      w: fc.integer({ min: -3, max: 24 }).map((quarter) => quarter / 4),
      lasts: fc.double({ min: -2, max: 1.7, noNaN: true }).map((log10) => 10 ** log10),
    });
    fc.assert(
      fc.property(randomWorld({ maxStates: 64, tiny: true }), fc.array(piece, { minLength: 2, maxLength: 4 }), (world, pieces) => {
        const at = pieces.map((_, k) => pieces.slice(0, k).reduce((sum, { lasts }) => sum + lasts, 0));
        const schedule: WeightSchedule = { kind: "pieces", in: "u", at, w: pieces.map(({ w }) => w) };
        const u = pieces.reduce((sum, { lasts }) => sum + lasts, 0);
        const expected = maskedAfter(world, pieces);
        fc.pre(expected > 1e-250);
        const { probability, log, relativeError } = scheduledStillMasked(scheduled(world, "rates", schedule), u);
        expect(relativeError).toBeGreaterThan(0);
        expectClose(probability, expected, { relative: Math.max(relativeError, 1e-9) });
        expectClose(log, Math.log(expected), { absolute: Math.max(relativeError, 1e-9) * 2 });
      }),
      { numRuns: 150 },
    );
  });

  it("states an error that counts what the pieces after a mistake could still leave masked", () => {
    const piece = (w: number, lasts: number) => ({ w, lasts });
    const at = (pieces: readonly { readonly w: number; readonly lasts: number }[]) => {
      const starts = pieces.map((_, k) => pieces.slice(0, k).reduce((sum, { lasts }) => sum + lasts, 0));
      const schedule: WeightSchedule = { kind: "pieces", in: "u", at: starts, w: pieces.map(({ w }) => w) };
      const u = pieces.reduce((sum, { lasts }) => sum + lasts, 0);
      return scheduledStillMasked(scheduled(pair, "rates", schedule), u);
    };
    const steady = [piece(0, 1), piece(1, 1), piece(2, 1)];
    expect(at(steady).relativeError).toBeLessThan(1e-8);
    // Under w = 6 nearly all leave at rates that are far above the slowest: an error in what w = −0.9 left could have been slow instead.
    const risky = [piece(-0.9, 20), piece(6, 40)];
    expect(at(risky).relativeError).toBeGreaterThan(at(steady).relativeError / 10);
    expectClose(at(risky).probability, maskedAfter(pair, risky), { relative: at(risky).relativeError });
  });

  it("of a smooth schedule is the integrated forward equation, within its stated error", () => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 };
    for (const u of [0.3, 0.7, 2.5]) {
      const { probability, relativeError } = scheduledStillMasked(scheduled(pair, "rates", schedule), u);
      expect(relativeError).toBeLessThan(1e-6);
      const integrated = integratedLaw((at) => guidedChain(pair, 3 * (1 - Math.exp(-at)), "rates"), u, 400);
      expectClose(probability, masked(pair, integrated), { relative: relativeError + 3e-9 });
    }
  });

  it("of a smooth schedule keeps relative accuracy deep in the tail: one site, log P = −∫ Z(w(u)) du", () => {
    // p_c = (1, 0), p = (1/2, 1/2): Z = 2^w.
    const one = pairFrom(2, 1, [1, 0], [1, 1]);
    for (const span of [2, 10, 20, 100]) {
      // w = 2u/span: ∫ 2^{2u/span} du = 3 span / (2 ln 2).
      const { log, relativeError } = scheduledStillMasked(
        scheduled(one, "rates", { kind: "linear", in: "u", start: 0, end: 2, from: 0, to: span }),
        span,
      );
      expect(relativeError).toBeLessThan(1e-6);
      expectClose(log, (-3 * span) / (2 * Math.LN2), { absolute: relativeError });
    }
    // w = 1 − e^{−s}: ∫_0^u 2^{1 − e^{−s}} ds = 2 (u + Σ_{k≥1} (−ln 2)^k (1 − e^{−ku})/(k·k!)).
    const process = scheduled(one, "rates", { kind: "linear", in: "t", start: 0, end: 1, from: 1, to: 0 });
    for (const u of [1, 10, 200]) {
      let series = u;
      let factor = 1;
      for (let k = 1; k < 30; k++) {
        factor *= -Math.LN2 / k;
        series += (factor * -Math.expm1(-k * u)) / k;
      }
      const { log, relativeError } = scheduledStillMasked(process, u);
      expect(relativeError).toBeLessThan(1e-5);
      expectClose(log, -2 * series, { absolute: relativeError });
    }
  });

  it("agrees with the law at that clock, where the law can see it", () => {
    const schedules: readonly WeightSchedule[] = [
      { kind: "interval", in: "t", w: 4, from: 0.9, to: 0.4 },
      { kind: "cosine", in: "u", start: 3, end: 0, from: 0.1, to: 1.5 },
      { kind: "ramp-down", in: "log-snr", w: 5, from: -2, to: 1 },
    ];
    for (const schedule of schedules) {
      const process = scheduled(pair, "rates", schedule);
      const { law, error } = scheduledLaw(process, 1.2);
      const { probability, relativeError } = scheduledStillMasked(process, 1.2);
      expectClose(probability, masked(pair, law), { absolute: 5 * error + relativeError });
    }
  });

  it("is 0 with log −∞ and no error, not NaN, where a piece of infinite rate leaves nothing", () => {
    const rare = pairFrom(2, 1, [1, 0], [0.01, 0.99]);
    const process = scheduled(rare, "rates", { kind: "pieces", in: "u", at: [0, 1], w: [200, 0] });
    expect(scheduledStillMasked(process, 2)).toEqual({ probability: 0, log: -Infinity, relativeError: 0 });
  });

  it("refuses a clock out of range by name and value", () => {
    const process = scheduled(pair, "rates", { kind: "pieces", in: "u", at: [0, 1], w: [1, 0] });
    expect(() => scheduledStillMasked(process, Number.NaN)).toThrow("u must be a number from 0 to 1e100, got NaN");
  });
});
