import { describe, expect, it } from "vitest";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { compareFrequencies, drawsFor, l1Radius } from "../../testing/l1Radius.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { type Exits, exitsFrom, guidedChain, type RevealChain } from "../../testing/revealChain.ts";
import { rowMajor } from "../../testing/rowMajor.ts";

const risk = 1e-9;

/** Index drawn with probability proportional to `weights`. One uniform. */
function draw(weights: readonly number[], rng: () => number): number {
  const total = weights.reduce((sum, value) => sum + value, 0);
  let rest = rng() * total;
  const found = weights.findIndex((value) => {
    rest -= value;
    return rest < 0;
  });
  return found < 0 ? weights.findLastIndex((value) => value > 0) : found;
}

/** Final sequences of n runs of a reveal chain, counted. */
function simulate(chain: RevealChain, n: number, rng: () => number): number[] {
  const { alphabet, length } = chain;
  const known = new Map<number, Exits>();
  const counts = new Array<number>(alphabet ** length).fill(0);
  for (let run = 0; run < n; run++) {
    let state = new Array<number>(length).fill(alphabet);
    while (state.includes(alphabet)) {
      const index = rowMajor(state, alphabet + 1);
      const exits = known.get(index) ?? exitsFrom(chain, state);
      known.set(index, exits);
      const jump = draw(
        exits.rates.flatMap((row) => [...row]),
        rng,
      );
      state = state.with(Math.floor(jump / alphabet), jump % alphabet);
    }
    counts[rowMajor(state, alphabet)]++;
  }
  return counts;
}

const distance = (p: Float64Array, q: Float64Array): number => p.reduce((sum, value, k) => sum + Math.abs(value - q[k]), 0);

describe("l1Radius", () => {
  it("solves 2^K e^{-n r²/2} = risk", () => {
    for (const [n, K] of [
      [10, 2],
      [1000, 9],
      [86_278, 81],
    ] as const) {
      expectClose(2 ** K * Math.exp((-n * l1Radius(n, K, risk) ** 2) / 2), risk, { relative: 1e-12 });
    }
  });

  it("is 0.0250 at n = 86278, K = 9 and risk 1e-9, as in STYLE §7", () => {
    expectClose(l1Radius(86_278, 9, risk), 0.025, { absolute: 5e-5 });
  });

  it("is exceeded in at most a tenth of 2000 repetitions at risk 0.1, and does notice 0.4 in place of 0.5", () => {
    const rng = namedRng("l1Radius exceeded at most a tenth");
    const fails = (p: number): number => {
      let failures = 0;
      for (let repetition = 0; repetition < 2000; repetition++) {
        const heads = Array.from({ length: 400 }, rng).filter((value) => value < p).length;
        if (!compareFrequencies([heads, 400 - heads], [0.5, 0.5], 0.1).ok) failures++;
      }
      return failures;
    };
    // Hoeffding at 1e-9: 200 expected at most, plus √(ln(1e9)/(2·2000)) · 2000 = 144.
    expect(fails(0.5)).toBeLessThan(344);
    expect(fails(0.4)).toBeGreaterThan(1000);
  });

  it("refuses arguments out of range by name and value", () => {
    expect(() => l1Radius(0, 2, risk)).toThrow("l1Radius: n must be a positive integer, got 0");
    expect(() => l1Radius(10, 1.5, risk)).toThrow("l1Radius: K must be a positive integer, got 1.5");
    expect(() => l1Radius(10, 2, 0)).toThrow("l1Radius: risk must be in (0, 1], got 0");
    expect(() => l1Radius(10, 2, Number.NaN)).toThrow("l1Radius: risk must be in (0, 1], got NaN");
  });
});

describe("drawsFor", () => {
  it("is 86278 for an L1 error of 0.05 on 9 cells at both risks 1e-9, as in STYLE §7", () => {
    expect(drawsFor(0.05, 9, risk, risk)).toBe(86_278);
  });

  it("is the smallest n at which both radii fit into delta", () => {
    const n = drawsFor(0.1, 4, 1e-9, 1e-6);
    expect(l1Radius(n, 4, 1e-9) + l1Radius(n, 4, 1e-6)).toBeLessThanOrEqual(0.1);
    expect(l1Radius(n - 1, 4, 1e-9) + l1Radius(n - 1, 4, 1e-6)).toBeGreaterThan(0.1);
  });

  it("refuses arguments out of range by name and value", () => {
    expect(() => drawsFor(0, 9, risk, risk)).toThrow("drawsFor: delta must be in (0, 2], got 0");
    expect(() => drawsFor(Number.NaN, 9, risk, risk)).toThrow("drawsFor: delta must be in (0, 2], got NaN");
    expect(() => drawsFor(0.1, 9, 2, risk)).toThrow("drawsFor: falseFail must be in (0, 1], got 2");
    expect(() => drawsFor(0.1, 9, risk, 0)).toThrow("drawsFor: falsePass must be in (0, 1], got 0");
    expect(() => drawsFor(0.1, 0, risk, risk)).toThrow("K must be a positive integer, got 0");
  });
});

describe("compareFrequencies", () => {
  it("reports distance, radius and n", () => {
    const check = compareFrequencies([30, 70, 0], [0.5, 0.25, 0.25], 0.5);
    expectClose(check.distance, 0.2 + 0.45 + 0.25, { relative: 1e-14 });
    expect(check).toMatchObject({ ok: false, n: 100, radius: l1Radius(100, 3, 0.5) });
  });

  it("accepts zero cells, and rejects draws in a cell of probability zero once they are too many", () => {
    expect(compareFrequencies([5000, 5000, 0], [0.5, 0.5, 0], risk).ok).toBe(true);
    expect(compareFrequencies([4500, 4500, 1000], [0.5, 0.5, 0], risk).ok).toBe(false);
  });

  it("refuses counts and laws that are not such by name and value", () => {
    expect(() => compareFrequencies([1, 2], [1], risk)).toThrow("compareFrequencies: lengths must match, got 2 and 1");
    expect(() => compareFrequencies([1, 0.5], [0.5, 0.5], risk)).toThrow("counts must be non-negative integers, got 0.5 at 1");
    expect(() => compareFrequencies([-1, 2], [0.5, 0.5], risk)).toThrow("counts must be non-negative integers, got -1 at 0");
    expect(() => compareFrequencies([1, 1], [Number.NaN, 1], risk)).toThrow("law must be non-negative, got NaN at 0");
    expect(() => compareFrequencies([1, 1], [0.5, 0.4], risk)).toThrow("law must sum to 1, got 0.9");
    expect(() => compareFrequencies([0, 0], [0.5, 0.5], risk)).toThrow("n must be a positive integer, got 0");
  });
});

describe("compareFrequencies on simulated reveal chains", () => {
  // Two sites, target of weight 1/20: a world found by search in which the three rules differ by 0.5 in L1 at w = 4.
  const conditional = Float64Array.of(10 / 13, 1 / 13, 0, 2 / 13);
  const other = [10 / 21, 10 / 21, 1 / 21, 0];
  const pair: LawPair = {
    alphabet: 2,
    length: 2,
    conditional,
    unconditional: conditional.map((value, k) => value / 20 + (other[k] * 19) / 20),
  };
  const w = 4;
  const law = bruteForceLaw(guidedChain(pair, w, "rates"));
  const delta = 0.1;
  const n = drawsFor(delta, law.length, risk, risk);
  const planted = [
    ["the rule `tokens`", guidedChain(pair, w, "tokens")],
    ["the rule `oracle`", guidedChain(pair, w, "oracle")],
    ["w = 2 in place of 4", guidedChain(pair, 2, "rates")],
  ] as const;

  it(`accepts the chain whose law it is (n = ${n}: an L1 error of ${delta} cannot pass)`, () => {
    expect(compareFrequencies(simulate(guidedChain(pair, w, "rates"), n, namedRng("accepts the chain")), law, risk)).toMatchObject({
      ok: true,
    });
  });

  it.each(planted)("rejects %s, an exact L1 error above what the check promises to catch (negative control)", (name, chain) => {
    expect(distance(bruteForceLaw(chain), law)).toBeGreaterThan(delta);
    expect(compareFrequencies(simulate(chain, n, namedRng(`rejects ${name}`)), law, risk)).toMatchObject({ ok: false });
  });
});
