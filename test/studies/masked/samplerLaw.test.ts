import { describe, expect, it } from "vitest";
import { bruteForceLaw } from "../../../testing/bruteForceLaw.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedChain, type RevealRule } from "../../../testing/revealChain.ts";
import { digitsOf, rowMajor } from "../../../testing/rowMajor.ts";
import { linearNoise, type SteppedSampler } from "../../../testing/stepSurvival.ts";
import { contrast, l1 } from "../../masked/sampling/sampled.ts";
import { constant, denseSteps, evenTimes, kindsAndRules, moving } from "../../masked/steps/stepped.ts";
import { experiment, lawOf, sampledBy } from "./contrastExperiment.ts";

const K = contrast.alphabet;
const tolerance = { absolute: 1e-12 };
const dense = (kind: SteppedSampler, rule: RevealRule, times: readonly number[], w = 3) =>
  denseSteps(contrast, [kind, rule], constant(w), linearNoise, times);

/** The states without masks, row-major over K^L, of a law over (K+1)^L. */
const complete = (law: Float64Array): Float64Array =>
  Float64Array.from({ length: K ** 2 }, (_, x) => law[rowMajor(digitsOf(x, 2, K), K + 1)]);

/** A law over (K+1)^L with its masks filled, each site from the guided conditional or with its largest token. */
function filled(law: Float64Array, rule: RevealRule, fill: "sample" | "argmax"): Float64Array {
  const chain = guidedChain(contrast, 3, rule);
  return Float64Array.from({ length: K ** 2 }, (_, x) => {
    const target = digitsOf(x, 2, K);
    return law.reduce((sum, mass, s) => {
      const state = digitsOf(s, 2, K + 1);
      if (mass === 0 || state.some((digit, i) => digit !== K && digit !== target[i])) return sum;
      return (
        state.reduce((product, digit, i) => {
          if (digit !== K) return product;
          const rates = chain.rates(state, i);
          if (fill === "argmax") return rates.indexOf(Math.max(...rates)) === target[i] ? product : 0;
          return (product * rates[target[i]]) / rates.reduce((a, b) => a + b);
        }, mass) + sum
      );
    }, 0);
  });
}

describe("runMaskedLaw for samplers with steps", () => {
  it.each(kindsAndRules)("%s by %s is the law of its step matrices, clamps and rejections included", (kind, rule) => {
    const { law, clamps, rejections } = dense(kind, rule, evenTimes(4, 0.1));
    const found = lawOf(sampledBy({ kind, steps: 4, end: 0.1 }, rule));
    expectClose(found.law, filled(law, rule, "sample"), tolerance);
    expectClose([found.repairs?.clamps ?? -1, found.repairs?.rejections ?? -1], [clamps, rejections], tolerance);
    expect(found.method).toBe("exact: lattice, 4 steps");
    expectClose(found.incomplete, 1 - complete(law).reduce((a, b) => a + b), tolerance);
    expect(l1(found.law, lawOf(sampledBy({ kind, steps: 3, end: 0.1 }, rule)).law)).toBeGreaterThan(1e-4);
  });

  it("has clamps under euler and rejections under tau-leaping, and neither under the others", () => {
    const repairs = (kind: string, rule: string) => lawOf(sampledBy({ kind, steps: 3 }, rule)).repairs;
    expect(repairs("euler", "rates")?.clamps).toBeGreaterThan(0.01);
    expect(repairs("tau-leaping", "rates")?.rejections).toBeGreaterThan(0.01);
    expect(repairs("ancestral", "tokens")).toEqual({ clamps: 0, rejections: 0 });
    expect(repairs("frozen-rate", "rates")).toEqual({ clamps: 0, rejections: 0 });
    expect(lawOf(experiment()).repairs).toBeUndefined();
    expect(lawOf(sampledBy({ kind: "order", order: "random" })).repairs).toBeUndefined();
  });

  it("with `fill: left` has (K+1)^L entries, and distances with one more cell for what is incomplete", () => {
    const { law } = dense("euler", "rates", evenTimes(2, 0.4));
    const found = lawOf(sampledBy({ kind: "euler", steps: 2, end: 0.4, fill: "left" }));
    expect(found.law).toHaveLength((K + 1) ** 2);
    expectClose(found.law, law, tolerance);
    const whole = complete(law);
    const rest = 1 - whole.reduce((a, b) => a + b);
    expect(rest).toBeGreaterThan(0.05);
    expectClose(found.incomplete, rest, tolerance);
    const tv = (other: Float64Array) => (l1(whole, other) + rest) / 2;
    expectClose(found.distances["tv(law,conditional)"], tv(contrast.conditional), tolerance);
    expectClose(found.distances["tv(law,tilted)"], tv(found.tilted ?? whole), tolerance);
    expect(found.distances["kl(law||tilted)"]).toBe(Infinity);
  });

  it.each(["sample", "argmax"] as const)("with `fill: %s` is complete, and `incomplete` is that before filling", (fill) => {
    const { law } = dense("tweedie", "rates", [1, 0.8, 0.3]);
    const found = lawOf(sampledBy({ kind: "tweedie", grid: [1, 0.8, 0.3], fill }));
    expectClose(found.law, filled(law, "rates", fill), tolerance);
    expectClose(found.incomplete, 1 - complete(law).reduce((a, b) => a + b), tolerance);
    expectClose(found.distances["tv(law,conditional)"], l1(found.law, contrast.conditional) / 2, tolerance);
    expect(found.method).toBe("exact: lattice, 2 steps");
  });

  it("says one step, not one steps", () => {
    expect(lawOf(sampledBy({ kind: "euler", steps: 1 })).method).toBe("exact: lattice, 1 step");
  });

  it("reads a w that changes at the start of each step", () => {
    for (const weight of moving.filter(({ schedule }) => "in" in schedule && schedule.in === "t")) {
      const { law } = denseSteps(contrast, ["euler", "rates"], weight, linearNoise, evenTimes(5, 0));
      const found = lawOf(sampledBy({ kind: "euler", steps: 5, fill: "left" }, "rates", weight.schedule));
      expectClose(found.law, law, tolerance);
      expect([found.tilted, Object.keys(found.distances)]).toEqual([null, ["tv(law,conditional)"]]);
    }
  });

  it("--at gives the law at a grid point, masks left whatever `fill` says", () => {
    const grid = [1, 0.7, 0.2];
    const { law } = dense("posterior-cfg", "rates", [1, 0.7]);
    const found = lawOf(sampledBy({ kind: "posterior-cfg", grid, fill: "argmax" }), -Math.log(0.7));
    expectClose(found.law, law, tolerance);
    expect(found).toMatchObject({ at: -Math.log(0.7), method: "exact: lattice, 1 step" });
    expectClose(found.incomplete, 1 - complete(law).reduce((a, b) => a + b), tolerance);
    const start = lawOf(sampledBy({ kind: "posterior-cfg", grid }), 0);
    expect([start.incomplete, start.law.at(-1)]).toEqual([1, 1]);
  });
});

describe("runMaskedLaw for samplers without steps", () => {
  it.each(["rates", "tokens"] as const)("exact and first-hitting by %s have the continuous-time law", (rule) => {
    const expected = bruteForceLaw(guidedChain(contrast, 3, rule));
    for (const kind of ["exact", "first-hitting"]) {
      const found = lawOf(sampledBy({ kind }, rule));
      expectClose(found.law, expected, tolerance);
      expect(found).toMatchObject({ method: "exact: lattice", incomplete: 0, at: null });
    }
  });

  it("with the rule oracle they have the tilted law", () => {
    const found = lawOf(sampledBy({ kind: "first-hitting" }, "oracle"));
    expectClose(found.law, found.tilted ?? [], tolerance);
    expectClose(found.distances["tv(law,tilted)"], 0, tolerance);
  });

  it("--at of the exact sampler has masked states, at the clock's own mass", () => {
    const found = lawOf(experiment({ guidance: { rule: "tokens", w: 3 } }), Math.LN2);
    expectClose(found.law.at(-1) ?? -1, 0.25, tolerance);
    expectClose(found.incomplete, 0.75, tolerance);
  });

  it("orders: left-to-right is the chain rule, random its mean with right-to-left, all at once the product; the rule has no effect", () => {
    const q = (state: readonly number[], site: number, token: number): number => {
      const rates = guidedChain(contrast, 3, "tokens").rates(state, site);
      return rates[token] / rates.reduce((a, b) => a + b);
    };
    const table = (value: (a: number, b: number) => number) => Float64Array.from({ length: 9 }, (_, x) => value(Math.floor(x / 3), x % 3));
    const forth = table((a, b) => q([K, K], 0, a) * q([a, K], 1, b));
    const back = table((a, b) => q([K, K], 1, b) * q([K, b], 0, a));
    const order = (name: string, perStep: number, rule: string) => lawOf(sampledBy({ kind: "order", order: name, perStep }, rule));
    for (const rule of ["rates", "tokens"]) {
      expectClose(order("left-to-right", 1, rule).law, forth, tolerance);
      expectClose(order("random", 1, rule).law, forth.map((p, x) => (p + back[x]) / 2), tolerance); // biome-ignore format: one line
      expectClose(order("margin", 2, rule).law, table((a, b) => q([K, K], 0, a) * q([K, K], 1, b)), tolerance); // biome-ignore format: one line
    }
    expect(order("entropy", 1, "rates")).toMatchObject({ method: "exact: lattice, by order", incomplete: 0 });
  });

  it("at w = 0 the law is the conditional one, but for orders that look at the tokens drawn", () => {
    const law = (sampler: object) => lawOf(sampledBy(sampler, "rates", 0)).law;
    for (const sampler of [{ kind: "exact" }, { kind: "order", order: "random" }, { kind: "order", order: "margin" }]) {
      expectClose(law(sampler), contrast.conditional, tolerance);
    }
    expect(l1(law({ kind: "order", order: "confidence" }), contrast.conditional)).toBeGreaterThan(0.01);
  });
});
