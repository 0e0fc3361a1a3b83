import type { ContinuousPair } from "../worlds/continuous/pair.ts";
import type { GuidedField, Start } from "./guidedField.ts";
import type { GuidedWeight } from "./guidedWeight.ts";
import { sdePlan } from "./line/sdePlan.ts";
import { angleAt, diffusionAt } from "./line/sdeRates.ts";
import { sdeRun } from "./line/sdeRun.ts";

/** E[1/p(c|Y)] along the guided reverse equation; entries from the start to (almost) no noise. */
export interface ReciprocalCurve {
  readonly status: "done" | "stuck";
  /** Noise angle θ and clock κ = −ln cos θ, falling; shape [points] each. */
  readonly theta: Float64Array;
  readonly kappa: Float64Array;
  /** E[1/p_t(c|Y)]; for an explicit pair, without prior weight, E[p_t(Y)/p_{c,t}(Y)]. */
  readonly mean: Float64Array;
  /** ∫ w g² E[(1/p_t(c|Y)) ‖s_c − s_u‖²] from the start on: what the mean has lost by then, if the identity holds. */
  readonly integral: Float64Array;
  /** Largest change of an entry of `mean` or `integral` by the last extrapolation: an estimate. */
  readonly error: number;
}

export interface ReciprocalOptions {
  /** Of the coarsest of three runs; 200 when absent. */
  readonly cells?: number;
  /** L1 error of the steps in time, 1e-8 when absent: 1/p(c|x) is large in the tails, where the law is small. */
  readonly tolerance?: number;
}

/**
 * Both sides of the identity of arXiv:2505.01382 (THEORY §2) along the guided reverse equation on the line, each from the Fokker-Planck marginals:
 *   E[1/p(c|Y_end)] = E[1/p(c|Y_start)] − ∫ w g² E[(1/p_t(c|Y)) ‖s_c − s_u‖²] dκ,   g² = 2.
 * 1/p_t(c|x) = p_t(x)/(a p_{c,t}(x)) has the slope −(s_c − s_u) in its logarithm and is harmonic at w = 0. Expectations are sums over cells, the integral is carried by the stages of the
 * steps; three runs on cells cut in two are extrapolated. For laws with a density everywhere.
 *
 * @param field the guided field of `pair` under `weight` (`cfg`)
 */
export function reciprocalAlongSde(
  field: GuidedField,
  pair: ContinuousPair,
  weight: GuidedWeight,
  start: Start,
  { cells = 200, tolerance = 1e-8 }: ReciprocalOptions = {},
): ReciprocalCurve {
  const plan = sdePlan(field, start, { cells, breaks: [] });
  const taus: number[] = [];
  const rows: Float64Array[] = [];
  let status: ReciprocalCurve["status"] = "done";
  for (let halvings = 0; halvings < 3; halvings++) {
    const [means, integrals]: [number[], number[]] = [[], []];
    const read = readerOf(pair, cells * 2 ** halvings);
    const run = sdeRun(
      field,
      plan,
      start.sd,
      { halvings, tolerance },
      {
        arrive: (tau, { edges, masses }, gained) => {
          if (halvings === 0) taus.push(tau);
          means.push(read(tau, edges, masses).mean);
          integrals.push(gained);
        },
        rate: (tau, edges, masses) => {
          const w = weight.at(angleAt(tau));
          return w === 0 ? 0 : 2 * diffusionAt(tau) * w * read(tau, edges, masses).gap;
        },
      },
    );
    if (run.status === "stuck") status = "stuck";
    rows.push(Float64Array.from([...means, ...integrals]));
  }
  const [once, twice] = [improved(rows[1], rows[0], 4), improved(rows[2], rows[1], 4)];
  const best = improved(twice, once, 16);
  const n = taus.length;
  const theta = Float64Array.from(taus, angleAt);
  return {
    status,
    theta,
    kappa: theta.map((angle) => -Math.log(Math.cos(angle))),
    mean: best.slice(0, n),
    integral: best.slice(n),
    error: best.reduce((most, value, i) => Math.max(most, Math.abs(value - once[i])), 0),
  };
}

/** E[h] and E[h (s_c − s_u)²] over cells, h = 1/p_t(c|x) at their centres. */
function readerOf(
  { conditional, unconditional, targetWeight }: ContinuousPair,
  cells: number,
): (tau: number, edges: Float64Array, masses: Float64Array) => { readonly mean: number; readonly gap: number } {
  const [points, logC, logU, scoreC, scoreU] = Array.from({ length: 5 }, () => new Float64Array(cells));
  const prior = targetWeight ?? 1;
  return (tau, edges, masses) => {
    const theta = angleAt(tau);
    const [a, b] = [Math.cos(theta), Math.sin(theta)];
    for (let i = 0; i < cells; i++) points[i] = (edges[i] + edges[i + 1]) / 2;
    conditional.at(a, b).evaluate(points, cells, { logDensity: logC, score: scoreC });
    unconditional.at(a, b).evaluate(points, cells, { logDensity: logU, score: scoreU });
    let [mean, gap] = [0, 0];
    for (let i = 0; i < cells; i++) {
      if (masses[i] === 0) continue;
      const part = (masses[i] * Math.exp(logU[i] - logC[i])) / prior;
      mean += part;
      gap += part * (scoreC[i] - scoreU[i]) ** 2;
    }
    return { mean, gap };
  };
}

function improved(fine: Float64Array, coarse: Float64Array, factor: number): Float64Array {
  return fine.map((value, i) => value + (value - coarse[i]) / (factor - 1));
}
