/** @file The claims of arXiv:2507.08965, by other means. */
import { describe, expect, it } from "vitest";
import { n1 } from "../../src/papers/arxiv2507_08965/n1.ts";
import { n2 } from "../../src/papers/arxiv2507_08965/n2.ts";
import { n3 } from "../../src/papers/arxiv2507_08965/n3.ts";
import { n4 } from "../../src/papers/arxiv2507_08965/n4.ts";
import { x3 } from "../../src/papers/arxiv2507_08965/x3.ts";
import { type Claim, evaluate } from "../../src/papers/claim.ts";
import { instance } from "../../src/papers/instance.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked } from "../../testing/generator.ts";
import { integratedLaw } from "../../testing/integratedLaw.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { stepMatrix, timesMatrix } from "../../testing/stepMatrix.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";

const SQUARES = { kind: "preset", name: "overlapping-squares" };
const RANDOM = { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 4, length: 2, classes: 2, concentration: 1, seed: 2 } };
const { pair } = instance({ world: SQUARES, target: "z1", w: 0 });
const K = pair.alphabet;
const tv = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
  Array.from(p).reduce((sum, value, x) => sum + Math.abs(value - q[x]) / 2, 0);
const done = new Map<Claim, ReturnType<typeof evaluate>>();
const found = (claim: Claim): ReturnType<typeof evaluate> => {
  const known = done.get(claim) ?? evaluate(claim, "quick");
  done.set(claim, known);
  return known;
};
const curveOf = (claim: Claim, id: string, name: string) => {
  const figure = found(claim).figures.find((entry) => entry.id === id);
  if (figure?.kind !== "curves") return expect.fail(`no curves ${id}`);
  const series = figure.series.find((entry) => entry.name === name) ?? expect.fail(`no series ${name}`);
  return (x: number): number => series.y[series.x.indexOf(x)] ?? Number.NaN;
};
/** The two-site states without a mask. */
function complete(law: Float64Array): Float64Array {
  const mask = Math.sqrt(law.length) - 1;
  return law.filter((_, s) => s % (mask + 1) !== mask && Math.floor(s / (mask + 1)) !== mask);
}

/** Law after even steps of t from 1 to 0, each a dense matrix: `stay(Z, t, s)` is the probability to stay masked. */
function stepped(
  laws: typeof pair,
  steps: number,
  rule: "rates" | "tokens",
  wAt: (t: number) => number,
  stay: (Z: number, t: number, s: number) => number,
): Float64Array {
  let law = allMasked((laws.alphabet + 1) ** 2);
  for (let n = 0; n < steps; n++) {
    const [t, s] = [1 - n / steps, 1 - (n + 1) / steps];
    law = timesMatrix(
      law,
      stepMatrix(guidedChain(laws, wAt(t), rule), (Z) => stay(Z, t, s), law),
    );
  }
  return complete(law);
}

describe("N1", () => {
  it("squares: the largest rate per site is that of everything masked, Σ_v p_c^{1+w} p^{−w} = (1 + 2·2^w)/3", () => {
    const rate = curveOf(n1, "n1-rate", "with Z: squares");
    for (const w of [0, 1, 4, 8]) expectClose(rate(w), (1 + 2 * 2 ** w) / 3, { relative: 1e-12 });
  });

  it("three triangles, w = 2: with so many Euler steps the path is followed, with one fewer not", () => {
    const Z = Array.from({ length: 5 }, (_, v) => (3 - Math.abs(v - 2)) / 9).reduce((sum, p, v) => {
      const other = Math.max(0, 3 - Math.abs(v - 4)) / 9;
      return sum + p * (p / (0.25 * p + 0.5 * other + (v === 4 ? 0.25 / 9 : 0))) ** 2;
    }, 0);
    const worst = (N: number): number => {
      let [masked, off] = [1, 0];
      for (let n = 0; n < N; n++) {
        masked *= Math.max(0, 1 - Z / (N - n));
        off = Math.max(off, Math.abs(masked - (1 - (n + 1) / N) ** Z));
      }
      return off;
    };
    const { computed } = found(n1);
    const at = (computed["the weights of these"] as number[]).indexOf(2);
    const steps = (computed["steps to stay within 0.05 of the exact masked fraction, with Z"] as number[])[at];
    expect(worst(steps)).toBeLessThanOrEqual(0.05);
    expect(worst(steps - 1)).toBeGreaterThan(0.05);
  });
});

describe("N2", () => {
  it.each([
    ["n2-squares", SQUARES, "with Z, w = 4", "rates", (Z: number) => Z],
    ["n2-squares", SQUARES, "divided by Z, w = 4", "tokens", () => 1],
    ["n2-random", RANDOM, "with Z, w = 4", "rates", (Z: number) => Z],
    ["n2-random", RANDOM, "divided by Z, w = 4", "tokens", () => 1],
  ] as const)("%s, %j, %s: the error is that of dense transition matrices against the sum over orders", (id, world, name, rule, rate) => {
    const error = curveOf(n2, id, name);
    const laws = instance({ world, target: "z1", w: 0 }).pair;
    const exact = bruteForceLaw(guidedChain(laws, 4, rule));
    for (const steps of [2, 8]) {
      const law = stepped(
        laws,
        steps,
        rule,
        () => 4,
        (Z, t, s) => Math.max(0, 1 - rate(Z) * (1 - s / t)),
      );
      expectClose(error(steps), tv(law, exact), { absolute: 1e-12 });
    }
  });
});

describe("N3", () => {
  it("squares, w = 0, 2, 4 from t = 1, 0.6, 0.3: the law is that of the forward equation integrated piece by piece", () => {
    let law = allMasked((K + 1) ** 2);
    for (const [w, from, to] of [
      [0, 0, -Math.log(0.6)],
      [2, -Math.log(0.6), -Math.log(0.3)],
      [4, -Math.log(0.3), 24],
    ]) {
      law = integratedLaw(() => guidedChain(pair, w, "tokens"), to - from, Math.ceil((to - from) * 60), law);
    }
    const spec = { world: SQUARES, target: "z1", w: { kind: "pieces", in: "t", at: [1, 0.6, 0.3], w: [0, 2, 4] }, rule: "tokens" };
    expect(n3.experiments[0]).toMatchObject({ world: SQUARES, guidance: { rule: "tokens", w: spec.w } });
    expectClose(instance(spec).terminal.law, complete(law), { absolute: 1e-7 });
    expect(found(n3).computed["rule tokens: largest TV(law, mixture of six)"]).toBeLessThan(1e-12);
  });
});

describe("N4", () => {
  it("squares: confidence after an early and a late half, by hand", () => {
    // The shared token is revealed with s_w = 1/(1 + 2·2^w) whether or not the other site shows it; a corner has confidence ½, all else 1.
    const s = (w: number): number => 1 / (1 + 2 * 2 ** w);
    const corner = s(4) ** 2 / 4 + (s(4) * s(0)) / 2 + s(0) ** 2 / 4;
    const { computed } = found(n4);
    const name = "squares, tokens: confidence with w = 4 in the early half, in the late half";
    expectClose(computed[name] as number[], [1 - corner / 2, 1 - corner / 2], { absolute: 1e-12 });
  });
});

describe("X3", () => {
  it("squares: the distances of constant w and of 0 → 2w are those of dense transition matrices", () => {
    const [figure] = found(x3).figures;
    if (figure.kind !== "categories") return expect.fail("no categories");
    const at = figure.categories.indexOf("squares");
    const wanted = tiltedLaw(pair, 2);
    const drawn = (name: string) => figure.series.find((entry) => entry.name === name)?.values[at] ?? Number.NaN;
    for (const [name, wAt] of [
      ["constant w = 2", () => 2],
      ["from 0 to 2w", (t: number) => 4 * (1 - t)],
    ] as const) {
      expectClose(
        drawn(name),
        tv(
          stepped(pair, 8, "tokens", wAt, (_, t, s) => s / t),
          wanted,
        ),
        { absolute: 1e-12 },
      );
    }
  });
});
