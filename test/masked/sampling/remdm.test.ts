import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { type Remasking, remdm } from "../../../src/masked/sampling/remdm.ts";
import { stepSampler } from "../../../src/masked/sampling/stepSampler.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { stream } from "../../../src/random/stream.ts";
import { type Branch, chainLaw, jointOutcomes } from "../../../testing/chainLaw.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { rowMajor } from "../../../testing/rowMajor.ts";
import { constant, contrast, expectLaw, processOf, samplesOf } from "./sampled.ts";

const linear = noise({ schedule: "linear" });

interface Setting {
  readonly pair: LawPair;
  readonly w: number;
  readonly remasking: Remasking;
  readonly steps: number;
  readonly end: number;
}

interface Remembering {
  readonly state: readonly number[];
  /** Probability of each token when it was revealed; 0 where masked. */
  readonly psi: readonly number[];
}

/** Law of ReMDM on an even grid of linear noise by following every branch, from α = 1 − t and the two lines of its definition. */
function remdmLaw({ pair, w, remasking, steps, end }: Setting): Float64Array {
  const K = pair.alphabet;
  const chain = guidedChain(pair, w, "tokens");
  const alphaAt = (t: number): number => {
    if (remasking.kind !== "loop") return 1 - t;
    const { from, to, alpha } = remasking;
    return t > from ? ((1 - t) * alpha) / (1 - from) : t >= to ? alpha : 1 - (t * (1 - alpha)) / to;
  };
  const branches = ({ state, psi }: Remembering, n: number): Branch<Remembering>[] => {
    const [t, s] = [1 - ((1 - end) * n) / steps, 1 - ((1 - end) * (n + 1)) / steps];
    const [before, after] = [alphaAt(t), alphaAt(s)];
    const most = before > 0 ? Math.min(1, (1 - after) / before) : 1;
    const total = state.reduce((sum, token, i) => (token === K ? sum : sum + Math.exp(-psi[i])), 0);
    const sigmaAt = (i: number): number => {
      switch (remasking.kind) {
        case "cap":
          return Math.min(remasking.eta, most);
        case "rescale":
          return remasking.eta * most;
        case "conf":
          return state[i] === K ? 0 : (remasking.eta * most * Math.exp(-psi[i])) / total;
        case "loop":
          return t <= remasking.from && t > remasking.to ? Math.min(remasking.eta, most) : 0;
      }
    };
    const conditional = state.map((token, i) => (token === K ? chain.rates(state, i) : new Float64Array(K)));
    const rows = state.map((token, i) => {
      const sigma = sigmaAt(i);
      if (token !== K) return Array.from({ length: K + 1 }, (_, v) => (v === K ? sigma : v === token ? 1 - sigma : 0));
      const reveal = (after - (1 - sigma) * before) / (1 - before);
      return [...Array.from(conditional[i], (q) => reveal * q), (1 - after - sigma * before) / (1 - before)];
    });
    return jointOutcomes(rows).map(({ probability, next }) => ({
      probability,
      next: {
        state: next,
        psi: next.map((token, i) => (token === K ? 0 : state[i] === K ? conditional[i][token] : psi[i])),
      },
    }));
  };
  const start = { state: new Array<number>(pair.length).fill(K), psi: new Array<number>(pair.length).fill(0) };
  const law = new Float64Array((K + 1) ** pair.length);
  for (const { probability, next } of chainLaw(start, steps, branches, ({ state, psi }) => `${state}/${psi}`)) {
    law[rowMajor(next.state, K + 1)] += probability;
  }
  return law;
}

describe("remdm", () => {
  const kinds: readonly Remasking[] = [
    { kind: "cap", eta: 0.6 },
    { kind: "rescale", eta: 0.25 },
    { kind: "conf", eta: 1 },
    { kind: "loop", eta: 0.6, from: 0.75, to: 0.25, alpha: 0.6 },
  ];
  const setting = { pair: contrast, w: 3, steps: 4, end: 0.2 };

  it.each(kinds)("%j has its law by enumeration, masks included; no remasking, another w and the other kinds are rejected", (remasking) => {
    const exact = remdmLaw({ ...setting, remasking });
    const rivals = {
      never: remdmLaw({ ...setting, remasking: { kind: "cap", eta: 0 } }),
      weight: remdmLaw({ ...setting, w: 1, remasking }),
      ...Object.fromEntries(
        kinds.filter((other) => other !== remasking).map((other) => [other.kind, remdmLaw({ ...setting, remasking: other })]),
      ),
    };
    const sampler = remdm(processOf(contrast, "tokens", 3), { remasking, steps: timeGrid({ steps: 4, end: 0.2 }, linear), fill: "left" });
    const samples = expectLaw(contrast, sampler, { name: `remdm ${remasking.kind}`, exact, rivals });
    expect(samples.every(({ nfe }) => nfe === 8)).toBe(true);
  });

  it("conf masks a site again with η σ_max · softmax(−ψ), ψ the probability with which its token was revealed", () => {
    const process = { ...processOf(contrast, "tokens", 0), alphabet: 4 };
    const steps = timeGrid({ grid: [1, 0.4, 0.3, 0] }, linear);
    const never = Math.log(0);
    // Site 0 is certain (ψ = 1), site 1 one of four alike (ψ = ¼); α goes from 0.6 to 0.7, so that σ_max = ½.
    const logCond = Float64Array.of(0, never, never, never, ...new Array<number>(4).fill(-Math.log(4)));
    const shares = [Math.exp(-1), Math.exp(-0.25)].map((weight, _, all) => (0.9 * 0.5 * weight) / (all[0] + all[1]));
    const maskedAfter = (uniforms: readonly number[]): readonly number[] | undefined => {
      const queue = [0, 0, ...uniforms];
      const run = remdm(process, { remasking: { kind: "conf", eta: 0.9 }, steps })(() => queue.shift() ?? 0.5);
      run.next();
      const second = run.next({ logCond, logUncond: new Float64Array(0) });
      expect(second).toMatchObject({ done: false, value: { sites: [] } });
      const third = run.next({ logCond: new Float64Array(0), logUncond: new Float64Array(0) });
      return third.done === true ? undefined : third.value.sites;
    };
    const below = shares.map((sigma) => sigma - 1e-12);
    const above = shares.map((sigma) => sigma + 1e-12);
    expect(maskedAfter([below[0], above[1]])).toEqual([0]);
    expect(maskedAfter([above[0], below[1]])).toEqual([1]);
    expect(maskedAfter(above)).toEqual([]);
    expect(maskedAfter(below)).toEqual([0, 1]);
  });

  it("leaves no mask at t = 0, where nothing can be masked again", () => {
    for (const remasking of kinds) {
      const sampler = remdm(processOf(contrast, "tokens", 3), { remasking, steps: timeGrid({ steps: 5 }, linear) });
      for (const { leftMasked, nfe } of samplesOf(contrast, sampler, 200, "t = 0"))
        expect({ leftMasked, nfe }).toEqual({ leftMasked: 0, nfe: 10 });
    }
  });

  it("keeps every site masked with probability m(t) under the true conditionals, whatever σ", () => {
    const law = remdmLaw({ ...setting, w: 0, remasking: { kind: "cap", eta: 0.6 } });
    const first = Array.from(law).reduce((sum, mass, index) => (Math.floor(index / 4) === 3 ? sum + mass : sum), 0);
    expect(Math.abs(first - 0.2)).toBeLessThan(1e-14);
  });

  it("with σ = 0 is ancestral, draw for draw", () => {
    const process = processOf(contrast, "tokens", 3);
    const steps = timeGrid({ steps: 6 }, linear);
    const never = samplesOf(contrast, remdm(process, { remasking: { kind: "rescale", eta: 0 }, steps }), 50, "same");
    expect(never).toEqual(samplesOf(contrast, stepSampler(process, { kind: "ancestral", steps }), 50, "same"));
  });

  it("asks a standing loop at the time of its level, and remasks only while it stands", () => {
    const remasking: Remasking = { kind: "loop", eta: 0.5, from: 0.75, to: 0.25, alpha: 0.6 };
    const process = { ...processOf(contrast, "tokens", 0), length: 8 };
    const run = remdm(process, { remasking, steps: timeGrid({ steps: 8 }, linear) })(stream(0, "loop"));
    const times: number[] = [];
    let remasked: number[] = [];
    let before = new Int32Array(8).fill(3);
    let step = run.next();
    for (; step.done !== true; ) {
      const { state, sites, t } = step.value;
      times.push(t);
      if (state.some((token, i) => token === 3 && before[i] !== 3)) remasked = [...remasked, times.length - 2];
      before = state.slice();
      step = run.next({ logCond: new Float64Array(sites.length * 3).fill(-Math.log(3)), logUncond: new Float64Array(0) });
    }
    times.forEach((t, k) => {
      expect(t).toBeCloseTo([1, 0.7, 0.4, 0.4, 0.4, 0.4, 0.4, 0.2][k], 12);
    });
    expect(remasked.length).toBeGreaterThan(0);
    // The steps that start at t = 0.75, 0.625, 0.5 and 0.375.
    expect(remasked.every((k) => k >= 2 && k <= 5)).toBe(true);
  });

  it("refuses the rule rates, and negative or infeasible remasking, naming the field", () => {
    const build = (remasking: Remasking) => () => remdm(processOf(contrast, "tokens", constant(3)), { remasking, steps: [] });
    expect(() => remdm(processOf(contrast, "rates", 3), { remasking: kinds[0], steps: [] })).toThrow(
      'sampler.kind must be one that takes the rule rates (remdm takes tokens only), got "remdm"',
    );
    expect(build({ kind: "cap", eta: -0.1 })).toThrow("sampler.eta must be from 0 to 1, got -0.1");
    expect(build({ kind: "rescale", eta: 1.5 })).toThrow("sampler.eta must be from 0 to 1, got 1.5");
    expect(build({ kind: "conf", eta: Number.NaN })).toThrow("sampler.eta must be from 0 to 1, got NaN");
    // More than (1 − alpha)/alpha would leave the masked sites a negative probability to stay so.
    expect(build({ kind: "loop", eta: 0.3, from: 0.5, to: 0.1, alpha: 0.8 })).toThrow(/sampler.eta must be from 0 to 0.2499\d*, got 0.3/);
    expect(build({ kind: "loop", eta: 0.1, from: 0.5, to: 0.1, alpha: 1 })).toThrow("sampler.alpha must be above 0 and below 1, got 1");
    expect(build({ kind: "loop", eta: 0.1, from: 1.5, to: 0.1, alpha: 0.5 })).toThrow("sampler.from must be from 0 to 1, got 1.5");
    expect(build({ kind: "loop", eta: 0.1, from: 0.5, to: 0.5, alpha: 0.5 })).toThrow(
      "sampler.to must be at least 0 and below sampler.from (0.5), got 0.5",
    );
  });
});
