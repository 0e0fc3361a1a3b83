import { describe, expect, it } from "vitest";
import { d7 } from "../../src/papers/arxiv2506_10971/d7.ts";
import { evaluate } from "../../src/papers/claim.ts";
import { instance } from "../../src/papers/instance.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { lawAtClock } from "../../testing/matrixExponential.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";

const [figure] = evaluate(d7, "quick").figures;
const WORLDS = {
  "random laws, seed 4": {
    kind: "preset",
    name: "random-dirichlet",
    parameters: { alphabet: 3, length: 2, classes: 2, concentration: 2, seed: 4 },
  },
  "random laws, seed 5": {
    kind: "preset",
    name: "random-dirichlet",
    parameters: { alphabet: 4, length: 2, classes: 3, concentration: 2, seed: 5 },
  },
  "overlapping squares": { kind: "preset", name: "overlapping-squares" },
  diamonds: { kind: "preset", name: "diamonds", parameters: { radius: 2 } },
};
const pairOf = (name: keyof typeof WORLDS): LawPair => instance({ world: WORLDS[name], target: "z1", w: 0 }).pair;

/** TV between the law at masked fraction ½ and the final law = P(some site is masked), by the exponential of the generator. */
function stillMasked(pair: LawPair, w: number): number {
  const process = generator(guidedChain(pair, w, "rates"));
  const law = lawAtClock(process, allMasked(process.size), Math.LN2);
  return law.reduce((sum, p, s) => (digitsOf(s, 2, pair.alphabet + 1).includes(pair.alphabet) ? sum + p : sum), 0);
}

/** Tokens of a site that the target has and no other class has: there p = a·p_c of the site's marginal. */
function privateTokens(name: keyof typeof WORLDS): number {
  const { mixture } = instance({ world: WORLDS[name], target: "z1", w: 0 });
  const [aim, ...others] = mixture?.classes ?? [];
  const has = (law: Float64Array, token: number) => law.some((p, x) => p > 0 && digitsOf(x, 2, mixture?.alphabet ?? 0)[0] === token);
  return Array.from({ length: mixture?.alphabet ?? 0 }, (_, token) => token).filter(
    (token) => has(aim.law, token) && !others.some(({ law }) => has(law, token)),
  ).length;
}

describe("D7", () => {
  it.each(Object.keys(WORLDS) as (keyof typeof WORLDS)[])("%s: the curve is the exponential of the generator", (name) => {
    if (figure.kind !== "curves") return expect.fail(`expected curves, got ${figure.kind}`);
    const series = figure.series.find((entry) => entry.name === name);
    for (const w of [0, 1, 4, 10]) {
      expectClose(series?.y[series.x.indexOf(w)] ?? Number.NaN, stillMasked(pairOf(name), w), { relative: 1e-9 });
    }
  });

  it("the random laws have no private value and the squares and diamonds have: that is the hypothesis it reports", () => {
    const names = Object.keys(WORLDS) as (keyof typeof WORLDS)[];
    expect(names.map(privateTokens).map((count) => count > 0)).toEqual([false, false, true, true]);
    expect(evaluate(d7, "quick").hypotheses.map(({ met }) => met)).toEqual([true, true, false]);
  });

  it.each(["overlapping squares", "diamonds"] as const)("%s: TV stops at the masked fraction ½", (name) => {
    const values = [8, 20, 96].map((w) => stillMasked(pairOf(name), w));
    expectClose(values[2], 0.5, { absolute: 1e-9 });
    expect(Math.abs(values[0] - 0.5)).toBeGreaterThan(Math.abs(values[1] - 0.5));
  });

  it.each(["random laws, seed 4", "random laws, seed 5"] as const)("%s: −ln TV grows by a factor with each step of w", (name) => {
    const logs = [8, 16, 24].map((w) => -Math.log(stillMasked(pairOf(name), w)));
    expect(logs[1] / logs[0]).toBeGreaterThan(1.05);
    expect(logs[2] / logs[1]).toBeGreaterThan(1.05);
  });
});
