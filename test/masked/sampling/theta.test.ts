import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { lawAtClock } from "../../../src/masked/lawAtClock.ts";
import { noise } from "../../../src/masked/noise.ts";
import { type ThetaMethod, thetaSampler } from "../../../src/masked/sampling/theta.ts";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { stream } from "../../../src/random/stream.ts";
import { empiricalBernstein } from "../../../testing/empiricalBernstein.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { guided, scheduled } from "../guided.ts";
import { contrast, expectLaw, l1, mixed, processOf, samplesOf } from "./sampled.ts";
import { type ThetaSetting, thetaLaw } from "./thetaLaw.ts";

const linear = noise({ schedule: "linear" });
const methods: readonly ThetaMethod[] = ["theta-rk2", "theta-trapezoidal"];

describe("thetaSampler", () => {
  const setting: ThetaSetting = { pair: contrast, rule: "rates", method: "theta-rk2", theta: 0.5, steps: 2, end: 0.2, weight: () => 3 };

  it.each(
    methods.flatMap((method) => (["rates", "tokens"] as const).flatMap((rule) => [0.3, 0.5].map((theta) => ({ method, rule, theta })))),
  )(
    "$method with rule $rule and θ = $theta has its law by enumeration, not the continuous one's or the other method's",
    ({ method, rule, theta }) => {
      const here = { ...setting, method, rule, theta };
      const { law: exact } = thetaLaw(here);
      const rivals = {
        continuous: lawAtClock(guided(contrast, rule, 3), -Math.log(0.2)),
        method: thetaLaw({ ...here, method: method === "theta-rk2" ? "theta-trapezoidal" : "theta-rk2" }).law,
        weight: thetaLaw({ ...here, weight: () => 1 }).law,
      };
      const sampler = thetaSampler(processOf(contrast, rule, 3), {
        method,
        theta,
        steps: timeGrid({ steps: 2, end: 0.2 }, linear),
        fill: "left",
      });
      const samples = expectLaw(contrast, sampler, { name: `${method} ${rule} ${theta}`, exact, rivals });
      expect(samples.every(({ nfe }) => nfe === 8)).toBe(true);
    },
  );

  it.each(methods)("%s counts its clamps as often as enumeration expects, and not as at another w", (method) => {
    const sampler = thetaSampler(processOf(contrast, "rates", 3), {
      method,
      theta: 0.3,
      steps: timeGrid({ steps: 2, end: 0.2 }, linear),
      fill: "left",
    });
    const samples = samplesOf(contrast, sampler, 20_000, `${method} clamps`);
    const { mean, radius } = empiricalBernstein(
      samples.map(({ clamps }) => clamps),
      4,
      1e-9,
    );
    const expected = (w: number) => thetaLaw({ ...setting, method, theta: 0.3, weight: () => w }).clamps;
    expect({ expected: expected(3), off: Math.abs(mean - expected(3)) < radius }).toMatchObject({ off: true });
    expect({ planted: expected(8), off: Math.abs(mean - expected(8)) < radius }).toMatchObject({ off: false });
  });

  it.each(methods)("%s reads a schedule of w at both of its stages", (method) => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: 0, end: 6, from: 1, to: 0 };
    const weight = (t: number) => 6 * (1 - t);
    const exact = thetaLaw({ ...setting, method, weight }).law;
    const rivals = { start: thetaLaw({ ...setting, method, weight: (t) => (t > 0.6 ? 0 : weight(0.6)) }).law };
    const steps = timeGrid({ steps: 2, end: 0.2 }, linear);
    const samples = expectLaw(contrast, thetaSampler(processOf(contrast, "rates", schedule), { method, steps, fill: "left" }), {
      name: `${method} ramp`,
      exact,
      rivals,
    });
    // Conditional alone at t = 1, both at the other three stages.
    expect(samples.every(({ nfe }) => nfe === 7)).toBe(true);
  });

  // Mild enough that nothing is clipped.
  const mild = mixed(2, 2, [5, 3, 4, 6], [4, 6, 5, 3]);
  const one = mixed(3, 1, [5, 3, 4], [4, 6, 5]);
  const errorAt = (pair: LawPair, method: ThetaMethod, steps: number): number => {
    const { law, clamps } = thetaLaw({ pair, rule: "rates", method, theta: 0.5, steps, end: 0.4, weight: () => 1 });
    expect(clamps).toBe(0);
    return l1(law, lawAtClock(guided(pair, "rates", 1), -Math.log(0.4)));
  };

  it.each([
    ["theta-trapezoidal", "two sites", mild, 2],
    ["theta-rk2", "one site", one, 2],
    ["theta-trapezoidal", "one site", one, 2],
    ["theta-rk2", "two sites", mild, 1],
  ] as const)("%s for %s converges in law at order $3", (method, _, pair, order) => {
    const errors = [8, 16, 32, 64].map((steps) => errorAt(pair, method, steps));
    for (let k = 1; k < errors.length; k++) {
      const slope = Math.log2(errors[k - 1] / errors[k]);
      expect({ errors, slope, off: Math.abs(slope - order) < 0.15 }).toMatchObject({ off: true });
    }
  });

  it("follows a ramp of w at second order, too", () => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: 0, end: 2, from: 1, to: 0 };
    const exact = scheduledLaw(scheduled(mild, "rates", schedule), -Math.log(0.4)).law;
    const errors = [8, 16, 32, 64].map((steps) =>
      l1(
        thetaLaw({ pair: mild, rule: "rates", method: "theta-trapezoidal", theta: 0.5, steps, end: 0.4, weight: (t) => 2 * (1 - t) }).law,
        exact,
      ),
    );
    for (let k = 1; k < errors.length; k++) expect(Math.abs(Math.log2(errors[k - 1] / errors[k]) - 2)).toBeLessThan(0.15);
  });

  it.each(methods)("%s never changes an unmasked token from step to step, and fills what is left", (method) => {
    const process = { ...processOf(contrast, "rates", 3), length: 6 };
    const rng = stream(0, "answers");
    const run = thetaSampler(process, { method, steps: timeGrid({ steps: 5 }, linear) })(stream(0, method));
    let before = new Int32Array(6).fill(3);
    let questions = 0;
    let step = run.next();
    for (; step.done !== true; questions++) {
      const { state, sites } = step.value;
      if (questions % 2 === 0) {
        expect(Array.from(state).every((token, i) => before[i] === 3 || before[i] === token)).toBe(true);
        before = state.slice();
      }
      const some = () => Float64Array.from({ length: sites.length * 3 }, () => Math.log(rng()));
      step = run.next({ logCond: some(), logUncond: some() });
    }
    expect(step.value.tokens.includes(3)).toBe(false);
    expect(questions).toBe(step.value.leftMasked > 0 ? 11 : 10);
  });

  it.each([0, 1, Number.NaN])("refuses θ = %d", (theta) => {
    expect(() => thetaSampler(processOf(contrast, "rates", 3), { method: "theta-rk2", theta, steps: [] })).toThrow(
      `sampler.theta must be above 0 and below 1, got ${theta}`,
    );
  });
});
