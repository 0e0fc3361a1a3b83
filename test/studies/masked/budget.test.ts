import { describe, expect, it } from "vitest";
import { filledLaw } from "../../../src/masked/steps/fill.ts";
import { totalVariation } from "../../../src/measures/totalVariation.ts";
import type { TokenBudgetRecord, TokenBudgetStage } from "../../../src/studies/budgetRecord.ts";
import { runMaskedBudget } from "../../../src/studies/masked/budget.ts";
import { runMaskedSampling } from "../../../src/studies/masked/sampling.ts";
import type { MaskedExperiment } from "../../../src/studies/masked/schema.ts";
import { expectClose } from "../../../testing/close.ts";
import { l1Radius } from "../../../testing/l1Radius.ts";
import { scheduled } from "../../masked/guided.ts";
import { constant, contrast, countsOf } from "../../masked/sampling/sampled.ts";
import { thetaLaw } from "../../masked/sampling/thetaLaw.ts";
import { experiment, lawOf, resources } from "./contrastExperiment.ts";

const N = 4000;
const budget = (of: MaskedExperiment, n = N): TokenBudgetRecord => runMaskedBudget(of, resources, n);
const by = (sampler: object, rule = "rates", more: object = {}): MaskedExperiment =>
  experiment({ sampler, guidance: { rule, w: 3 }, seed: 5, ...more });

/** The chain's names, from the first law to the last; every stage starts where the one before it ended. */
function names({ stages, total }: TokenBudgetRecord): string[] {
  const out = [stages[0].from, ...stages.map(({ to }) => to)];
  stages.forEach(({ from }, k) => {
    expect(from).toBe(out[k]);
  });
  expect([total.from, total.to]).toEqual([out[0], out[out.length - 1]]);
  return out;
}

const WANTED = "wanted (tilted)";
const CONTINUOUS = "law in continuous time";
const OWN = "law of the sampler";
const ERRED = "law with score error";

const continuous = lawOf(by({ kind: "exact" }));
const tilted = continuous.tilted ?? continuous.law;

function expectExact(stage: TokenBudgetStage, from: Float64Array, to: Float64Array, method: string): void {
  expectClose(stage.tv, totalVariation(from, to), { absolute: 1e-12 });
  expect(stage).toMatchObject({ interval: null, method });
}

/**
 * A sampled stage: its interval is the TV it found, give or take the 95 % radius of each sampled end (half of the L1 radius, the risk
 * shared), and the TV of the true laws is within what the same bound allows at risk 1e-9.
 */
function expectHolds({ tv, interval, method }: TokenBudgetStage, truth: number, ends: 1 | 2): void {
  const reach = (risk: number): number => (ends * l1Radius(N, CELLS, risk / ends)) / 2;
  expectClose(interval ?? [], [Math.max(0, tv - reach(0.05)), Math.min(1, tv + reach(0.05))], { absolute: 1e-12 });
  expectClose(tv, truth, { absolute: reach(1e-9) });
  expect(method).toBe(`Monte Carlo (n = ${N}, 95 % interval)`);
}

const CELLS = contrast.alphabet ** contrast.length;

describe("runMaskedBudget", () => {
  it("in continuous time goes from wanted to the law to the samples", () => {
    const found = budget(by({ kind: "exact" }));
    expect(names(found)).toEqual([WANTED, CONTINUOUS, "samples"]);
    expectExact(found.stages[0], tilted, continuous.law, "exact: lattice");
    expectHolds(found.stages[1], 0, 1);
    expectHolds(found.total, totalVariation(tilted, continuous.law), 1);
    expect(found.n).toBe(N);
  });

  it("compares the samples that the next seed gives", () => {
    const found = budget(by({ kind: "exact" }));
    const frequencies = (seed: number) =>
      countsOf(runMaskedSampling({ ...by({ kind: "exact" }), seed }, resources, N).draws, contrast.alphabet, contrast.length).map(
        (c) => c / N,
      );
    expectClose(found.stages[1].tv, totalVariation(continuous.law, frequencies(6)), { absolute: 1e-12 });
    expect(Math.abs(found.stages[1].tv - totalVariation(continuous.law, frequencies(5)))).toBeGreaterThan(1e-6);
  });

  it("first-hitting has no link of its own: its law is that in continuous time", () => {
    expect(names(budget(by({ kind: "first-hitting" }), 10))).toEqual([WANTED, CONTINUOUS, "samples"]);
  });

  it.each([
    ["rates", { kind: "euler", steps: 3 }, "exact: lattice, 3 steps"],
    ["tokens", { kind: "ancestral", steps: 2, end: 0.2, fill: "argmax" }, "exact: lattice, 2 steps"],
    ["rates", { kind: "order", order: "confidence" }, "exact: lattice, by order"],
  ])("by %s with %j has the exact law of the sampler", (rule, sampler, method) => {
    const found = budget(by(sampler, rule));
    expect(names(found)).toEqual([WANTED, CONTINUOUS, OWN, "samples"]);
    const [ideal, own] = [lawOf(by({ kind: "exact" }, rule)).law, lawOf(by(sampler, rule)).law];
    expectExact(found.stages[0], tilted, ideal, "exact: lattice");
    expectExact(found.stages[1], ideal, own, method);
    expect(found.stages[1].tv).toBeGreaterThan(0.01);
    expectHolds(found.stages[2], 0, 1);
    expectHolds(found.total, totalVariation(tilted, own), 1);
  });

  it("samples the law of a kind that can only be simulated, and shares the risk where both ends are sampled", () => {
    const sampler = { kind: "theta-rk2", steps: 2 };
    const found = budget(by(sampler));
    expect(names(found)).toEqual([WANTED, CONTINUOUS, OWN, "samples"]);
    const truth = simulatedTruth();
    expectHolds(found.stages[1], totalVariation(continuous.law, truth), 1);
    expectHolds(found.stages[2], 0, 2);
    expect(found.stages[2].tv).toBeGreaterThan(0);
    expectHolds(found.total, totalVariation(tilted, truth), 1);
  });

  it("samples every link after a lower precision", () => {
    const found = budget(by({ kind: "euler", steps: 3, precision: "f16-gumbel" }));
    expect(names(found)).toEqual([WANTED, CONTINUOUS, OWN, "law at f16-gumbel", "samples"]);
    const own = lawOf(by({ kind: "euler", steps: 3 })).law;
    expectExact(found.stages[1], continuous.law, own, "exact: lattice, 3 steps");
    // Half precision is off by about 2^-11 a draw here.
    expectHolds(found.stages[2], 0, 1);
    expectHolds(found.stages[3], 0, 2);
    expect(names(budget(by({ kind: "exact", precision: "f32-gumbel" }), 10))).toEqual([WANTED, CONTINUOUS, "law at f32-gumbel", "samples"]);
  });

  it.each([
    { kind: "uniform-mix", epsilon: 0.3 },
    { kind: "learned", samples: 20, smoothing: 1 },
  ])("has the exact law under the score error %j in continuous time, after the sound one", (scoreError) => {
    const of = by({ kind: "exact" }, "rates", { scoreError });
    const found = budget(of);
    expect(names(found)).toEqual([WANTED, CONTINUOUS, ERRED, "samples"]);
    const erred = lawOf(of);
    expectExact(found.stages[0], tilted, continuous.law, "exact: lattice");
    expectExact(found.stages[1], continuous.law, erred.law, erred.method);
    expect(found.stages[1].tv).toBeGreaterThan(0.02);
    expectHolds(found.stages[2], 0, 1);
    expectHolds(found.total, totalVariation(tilted, erred.law), 1);
  });

  it("a learned error has an exact law with steps too; others are sampled there", () => {
    const sampler = { kind: "euler", steps: 3 };
    const learned = by(sampler, "rates", { scoreError: { kind: "learned", samples: 20, smoothing: 1 } });
    const [own, erred] = [lawOf(by(sampler)).law, lawOf(learned).law];
    const found = budget(learned);
    expect(names(found)).toEqual([WANTED, CONTINUOUS, OWN, ERRED, "samples"]);
    expectExact(found.stages[2], own, erred, "exact: lattice, 3 steps");
    const mixed = budget(by(sampler, "rates", { scoreError: { kind: "uniform-mix", epsilon: 0.3 } }));
    expect(names(mixed)).toEqual([WANTED, CONTINUOUS, OWN, ERRED, "samples"]);
    expectExact(mixed.stages[1], continuous.law, own, "exact: lattice, 3 steps");
    expect(mixed.stages[2].method).toMatch(/^Monte Carlo/);
    expectHolds(mixed.stages[3], 0, 2);
  });

  it("of a w that changes starts at the law in continuous time: no tilted law is wanted", () => {
    const guidance = { rule: "rates", w: { kind: "linear", start: 0, end: 4 } };
    const found = budget(experiment({ guidance }));
    expect(names(found)).toEqual([CONTINUOUS, "samples"]);
    expect(found.total).toEqual(found.stages[0]);
    expectHolds(found.total, 0, 1);
  });

  it("with the rule oracle loses nothing before the steps", () => {
    const found = budget(by({ kind: "euler", steps: 3 }, "oracle"));
    expect(found.stages[0].tv).toBeLessThan(1e-12);
    expect(found.stages[1].tv).toBeGreaterThan(0.01);
    expectHolds(found.stages[2], 0, 1);
  });

  it("has intervals that hold the true TV in 95 of 100 runs, and another law's TV in hardly any (negative control)", () => {
    const of = by({ kind: "euler", steps: 1 });
    const [truth, wrong] = [totalVariation(tilted, lawOf(of).law), totalVariation(tilted, continuous.law)];
    const missed = (value: number): number =>
      Array.from({ length: 100 }, (_, seed) => budget({ ...of, seed }, 400).total.interval ?? [1, 0]).filter(
        ([low, high]) => !(low <= value && value <= high),
      ).length;
    // Hoeffding at 1e-9: 5 expected at most, plus √(ln(1e9)/(2·100)) · 100 = 33.
    expect(missed(truth)).toBeLessThan(38);
    expect(missed(wrong)).toBeGreaterThan(62);
  });

  it("is the same again, and another with another seed", () => {
    const of = by({ kind: "maskgit", steps: 2 });
    expect(budget(of, 50)).toEqual(budget(of, 50));
    expect(budget({ ...of, seed: 6 }, 50)).not.toEqual(budget(of, 50));
  });

  it("takes the largest seed there is", () => {
    expect(names(budget({ ...by({ kind: "exact" }), seed: Number.MAX_SAFE_INTEGER }, 3))).toHaveLength(3);
  });

  it("refuses masks that are left, and settings that the sampler refuses", () => {
    const refused = (of: MaskedExperiment) => expect(() => budget(of, 10));
    refused(by({ kind: "euler", steps: 2, fill: "left" })).toThrow(
      'sampler.fill must be sample or argmax, so that laws of complete states are compared, got "left"',
    );
    refused(by({ kind: "theta-rk2", steps: 2, fill: "left" })).toThrow("sampler.fill must be sample or argmax");
    refused(by({ kind: "ancestral", steps: 2 })).toThrow("sampler.kind must be one that takes the rule rates");
    refused(by({ kind: "euler", steps: 0 })).toThrow("sampler.steps must be an integer of at least 1, got 0");
    const w = { kind: "linear", start: 0, end: 3 };
    refused(experiment({ sampler: { kind: "first-hitting" }, guidance: { rule: "rates", w } })).toThrow("guidance.w must be constant");
  });
});

/** The law of θ-RK2 in two steps from 1 to 0, what is left filled from the tilted conditional: by every branch. */
function simulatedTruth(): Float64Array {
  const { law } = thetaLaw({ pair: contrast, rule: "rates", method: "theta-rk2", theta: 0.5, steps: 2, end: 0, weight: () => 3 });
  return filledLaw(scheduled(contrast, "rates", constant(3)), law, "sample", 0);
}
