import { describe, expect, it } from "vitest";
import { type MaskGitSettings, maskgit } from "../../../src/masked/sampling/maskgit.ts";
import { orderLaw } from "../../../src/masked/steps/orderLaw.ts";
import { permutations } from "../../../testing/bruteForceLaw.ts";
import { type Branch, chainLaw, jointOutcomes } from "../../../testing/chainLaw.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { rowMajor } from "../../../testing/rowMajor.ts";
import { scheduled } from "../guided.ts";
import { constant, expectLaw, mixed, processOf, samplesOf } from "./sampled.ts";

const three = mixed(2, 3, [5, 1, 1, 2, 1, 7, 3, 1], [1, 9, 2, 1, 16, 1, 1, 3]);

/** Law by following every joint draw and every ranking: Gumbel noise of scale T ranks like draws without replacement ∝ confidence^{1/T}. */
function maskgitLaw(pair: LawPair, w: number, { steps, quota, temperature }: Required<Omit<MaskGitSettings, "precision">>): Float64Array {
  const K = pair.alphabet;
  const chain = guidedChain(pair, w, "tokens");
  const branches = (state: readonly number[], n: number): Branch<readonly number[]>[] => {
    const masked = state.flatMap((token, i) => (token === K ? [i] : []));
    const share = (n + 1) / steps;
    const level = quota === "cosine" ? Math.cos((Math.PI / 2) * share) : 1 - share;
    const waiting = n + 1 === steps ? 0 : Math.max(1, Math.min(masked.length - 1, Math.floor(pair.length * level)));
    const rows = masked.map((i) => chain.rates(state, i));
    const places = masked.map((_, k) => k);
    return jointOutcomes(rows).flatMap(({ probability, next: drawn }) => {
      const weights = drawn.map((token, k) => rows[k][token] ** (1 / (temperature * (1 - share))));
      return (waiting === 0 ? [places] : permutations(places)).map((ranking) => ({
        probability: waiting === 0 ? probability : probability * rankingProbability(ranking, weights),
        next: ranking.slice(0, masked.length - waiting).reduce((after, k) => after.with(masked[k], drawn[k]), state),
      }));
    });
  };
  const law = new Float64Array(K ** pair.length);
  for (const { probability, next } of chainLaw(new Array<number>(pair.length).fill(K), steps, branches, String))
    law[rowMajor(next, K)] += probability;
  return law;
}

/** P(this very ranking) in draws without replacement ∝ weight. */
function rankingProbability(ranking: readonly number[], weights: readonly number[]): number {
  return ranking.reduce((product, k, place) => {
    const rest = ranking.slice(place).reduce((sum, other) => sum + weights[other], 0);
    return (product * weights[k]) / rest;
  }, 1);
}

describe("maskgit", () => {
  const settings = { steps: 3, quota: "cosine", temperature: 0.7 } as const;

  it.each(["cosine", "linear"] as const)(
    "with quota %s has its law by enumeration, not that of other temperatures, weights or step counts",
    (quota) => {
      const here = { ...settings, quota };
      const exact = maskgitLaw(three, 3, here);
      const rivals = {
        temperature: maskgitLaw(three, 3, { ...here, temperature: 30 }),
        weight: maskgitLaw(three, 1, here),
        steps: maskgitLaw(three, 3, { ...here, steps: 1 }),
        order: orderLaw(scheduled(three, "tokens", constant(3)), { order: "random", perStep: 1 }),
      };
      const samples = expectLaw(three, maskgit(processOf(three, "rates", 3), here), { name: `maskgit ${quota}`, exact, rivals });
      expect(samples.every(({ nfe, leftMasked }) => nfe === 6 && leftMasked === 0)).toBe(true);
    },
  );

  it("with temperature 0 and as many steps as sites is the order confidence", () => {
    const exact = orderLaw(scheduled(three, "tokens", constant(3)), { order: "confidence", perStep: 1 });
    const rivals = { random: orderLaw(scheduled(three, "tokens", constant(3)), { order: "random", perStep: 1 }) };
    const sampler = maskgit(processOf(three, "tokens", 3), { steps: 3, quota: "linear", temperature: 0 });
    expectLaw(three, sampler, { name: "maskgit cold", exact, rivals });
  });

  it("never changes an unmasked token, and takes more steps than sites", () => {
    const process = { ...processOf(three, "rates", 0), length: 6 };
    let seed = 0.1;
    const run = maskgit(process, { steps: 9 })(() => {
      seed = (seed * 7.3) % 1;
      return seed;
    });
    let before = new Int32Array(6).fill(2);
    let questions = 0;
    let step = run.next();
    for (; step.done !== true; questions++) {
      const { state, sites } = step.value;
      expect(Array.from(state).every((token, i) => before[i] === 2 || before[i] === token)).toBe(true);
      expect(sites.length).toBeGreaterThan(0);
      before = state.slice();
      step = run.next({ logCond: new Float64Array(sites.length * 2).fill(-Math.LN2), logUncond: new Float64Array(0) });
    }
    expect(questions).toBe(9);
    expect(step.value.tokens.includes(2)).toBe(false);
  });

  it("refuses settings out of range, naming the field", () => {
    const process = processOf(three, "rates", 3);
    expect(() => maskgit(process, { steps: 0 })).toThrow("sampler.steps must be an integer of at least 1, got 0");
    expect(() => maskgit(process, { steps: 2, temperature: -1 })).toThrow(
      "sampler.temperature must be a finite number of at least 0, got -1",
    );
    expect(() => maskgit(process, JSON.parse('{"steps":2,"quota":"square"}'))).toThrow(
      'sampler.quota must be cosine or linear, got "square"',
    );
    expect(samplesOf(three, maskgit(process, { steps: 1 }), 1, "one")[0].nfe).toBe(2);
  });
});
