/** @file The law of a θ method by following every branch of its two stages: the equations of `theta.ts` once more, without logarithms. */
import type { ThetaMethod } from "../../../src/masked/sampling/theta.ts";
import { type Branch, chainLaw, jointOutcomes } from "../../../testing/chainLaw.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { rowMajor } from "../../../testing/rowMajor.ts";

export interface ThetaSetting {
  readonly pair: LawPair;
  readonly rule: "rates" | "tokens";
  readonly method: ThetaMethod;
  readonly theta: number;
  /** Even grid from 1 to `end`, linear noise: β = 1/t. */
  readonly steps: number;
  readonly end: number;
  /** w at t. */
  readonly weight: (t: number) => number;
}

interface Counted {
  readonly state: readonly number[];
  readonly clamps: number;
}

/** Law over all states, shape [(K+1)^L], and the expected number of clamps. */
export function thetaLaw(setting: ThetaSetting): { readonly law: Float64Array; readonly clamps: number } {
  const { pair, steps, end } = setting;
  const time = (n: number): number => 1 - ((1 - end) * n) / steps;
  const start: Counted = { state: new Array<number>(pair.length).fill(pair.alphabet), clamps: 0 };
  const ends = chainLaw(
    start,
    steps,
    (from, n) => thetaStep(setting, from, time(n), time(n + 1)),
    ({ state, clamps }) => `${state}/${clamps}`,
  );
  const law = new Float64Array((pair.alphabet + 1) ** pair.length);
  let clamps = 0;
  for (const { probability, next } of ends) {
    law[rowMajor(next.state, pair.alphabet + 1)] += probability;
    clamps += probability * next.clamps;
  }
  return { law, clamps };
}

function thetaStep({ pair, rule, method, theta, weight }: ThetaSetting, from: Counted, t: number, s: number): Branch<Counted>[] {
  const K = pair.alphabet;
  const rho = t - theta * (t - s);
  const rk2 = method === "theta-rk2";
  const mu = (state: readonly number[], site: number, at: number): Float64Array =>
    guidedChain(pair, weight(at), rule)
      .rates(state, site)
      .map((q) => q / at);
  const [a, b] = rk2
    ? [1 - 1 / (2 * theta), 1 / (2 * theta)]
    : [-((1 - theta) ** 2 + theta ** 2) / (2 * theta * (1 - theta)), 1 / (2 * theta * (1 - theta))];
  const first = from.state.map((token, i) => (token === K ? outcome(mu(from.state, i, t), theta * (t - s)) : stays(token, K)));
  return jointOutcomes(first).flatMap(({ probability, next: middle }) => {
    let clamps = from.clamps;
    const second = (rk2 ? from.state : middle).map((token, i) => {
      if (token !== K) return stays(token, K);
      const own = mu(from.state, i, t);
      const there = middle[i] === K ? mu(middle, i, rho) : own.map((value) => (value * t) / rho);
      const raw = own.map((value, v) => a * value + b * there[v]);
      if (raw.some((value) => value < 0)) clamps++;
      return outcome(
        raw.map((value) => Math.max(0, value)),
        (rk2 ? 1 : 1 - theta) * (t - s),
      );
    });
    return jointOutcomes(second).map((last) => ({ probability: probability * last.probability, next: { state: last.next, clamps } }));
  });
}

/** A masked site under intensities frozen for a duration: K tokens, then the mask. */
function outcome(intensities: Float64Array, duration: number): number[] {
  const total = intensities.reduce((sum, value) => sum + value, 0);
  const stay = Math.exp(-total * duration);
  return [...Array.from(intensities, (value) => (total > 0 ? ((1 - stay) * value) / total : 0)), stay];
}

function stays(token: number, K: number): number[] {
  return Array.from({ length: K + 1 }, (_, v) => (v === token ? 1 : 0));
}
