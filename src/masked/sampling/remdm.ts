import { BadInput } from "../../numerics/badInput.ts";
import type { Rng } from "../../random/stream.ts";
import type { Noise } from "../noise.ts";
import { weightAt } from "../steps/weightAt.ts";
import { categorical } from "./categorical.ts";
import { fillSites } from "./fillSites.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Sampler, SamplerRun } from "./protocol.ts";
import type { Stepping } from "./stepSampler.ts";

/**
 * How much is masked again in a step from α_t to α_s; at most σ_max = min(1, (1 − α_s)/α_t) is feasible (arXiv:2503.00307, §4):
 * - `cap`: σ = min(η, σ_max)
 * - `rescale`: σ = η σ_max
 * - `conf`: σ_i = η σ_max · softmax(−ψ)_i over the revealed sites, ψ_i the guided probability of the token when it was last revealed;
 *   0 on masked sites
 * - `loop`: the schedule runs down to α = `alpha` at t = `from`, stands still until t = `to`, then goes on to 0; σ = η while it stands
 *   (η ≤ (1 − alpha)/alpha), 0 before and after
 */
export type Remasking =
  | { readonly kind: "cap" | "rescale" | "conf"; readonly eta: number }
  | { readonly kind: "loop"; readonly eta: number; readonly from: number; readonly to: number; readonly alpha: number };

/**
 * Ancestral sampling that may mask a revealed site again (ReMDM, arXiv:2503.00307, §3). All sites move independently given the state:
 *   revealed:  masked again with probability σ
 *   masked:    revealed with probability (α_s − (1 − σ)α_t)/(1 − α_t), as v with probability q_i(v)/Z_i
 * σ = 0 is `ancestral`. Under the true conditionals every site is masked with probability m(t) at every t, whatever σ, as long as it is the
 * same for all sites (not with `conf`).
 *
 * One question per step, one more where masks are left to fill. One uniform per revealed site where σ > 0; one draw per masked site among
 * K tokens and "stays masked".
 *
 * @throws BadInput naming `sampler.kind` for the rule `rates` (the step has no Z), or a remasking parameter that is negative or infeasible
 */
export function remdm(process: GuidedProcess, { remasking, ...stepping }: Stepping & { readonly remasking: Remasking }): Sampler {
  if (process.rule !== "tokens") {
    throw new BadInput("sampler.kind", `one that takes the rule ${process.rule} (remdm takes tokens only)`, "remdm");
  }
  checkRemasking(remasking);
  return (rng) => run(process, remasking, stepping, rng);
}

function checkRemasking(remasking: Remasking): void {
  const { kind, eta } = remasking;
  if (kind !== "loop") {
    between("sampler.eta", eta, 0, 1);
    return;
  }
  const { from, to, alpha } = remasking;
  if (!(alpha > 0 && alpha < 1)) throw new BadInput("sampler.alpha", "above 0 and below 1", alpha);
  between("sampler.from", from, 0, 1);
  if (!(to >= 0 && to < from)) throw new BadInput("sampler.to", `at least 0 and below sampler.from (${from})`, to);
  between("sampler.eta", eta, 0, Math.min(1, (1 - alpha) / alpha));
}

function between(field: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) throw new BadInput(field, `from ${least} to ${most}`, value);
}

function* run(process: GuidedProcess, remasking: Remasking, stepping: Stepping, rng: Rng): SamplerRun {
  const { steps, fill = "sample", precision = "f64" } = stepping;
  const { alphabet: K, length, schedule, noise } = process;
  const state = new Int32Array(length).fill(K);
  const psi = new Float64Array(length);
  const logits = new Float64Array(K);
  const draw = categorical(precision);
  const timeAt = stretched(remasking, noise);
  const maskedAt = (t: number): number => (t === 1 ? 1 : t === 0 ? 0 : noise.maskedFraction(t));
  for (const step of steps) {
    const t = timeAt(step.t);
    const move = { maskedT: maskedAt(t), maskedS: maskedAt(timeAt(step.s)) };
    const sites = maskedSites(state, K);
    const w = weightAt(schedule, noise, t);
    const answer = yield { state, sites, t, needs: needsOf(w) };
    const sigma = remaskProbabilities(remasking, { ...move, t: step.t }, state, K, psi);
    for (let i = 0, k = 0; i < length; i++) {
      if (state[i] !== K) {
        if (sigma[i] > 0 && rng() < sigma[i]) state[i] = K;
        continue;
      }
      const logZ = guidedSite(answer, k++, w, logits);
      if (logZ === -Infinity) throw noWayOn(state, K);
      state[i] = draw(unmasking(logits, logZ, move, sigma[i]), K + 1, rng);
      if (state[i] !== K) psi[i] = Math.exp(logits[state[i]] - logZ);
    }
  }
  const end = steps.length > 0 ? timeAt(steps[steps.length - 1].s) : 1;
  const leftMasked = yield* fillSites(process, state, { fill, end, draw }, rng);
  return { tokens: state, clamps: 0, rejected: 0, leftMasked };
}

interface Move {
  readonly maskedT: number;
  readonly maskedS: number;
}

/** log-probabilities of a masked site: K tokens, then "stays masked"; with m = 1 − α, P(stays) = (m_s − σ(1 − m_t))/m_t. */
function unmasking(logits: Float64Array, logZ: number, { maskedT, maskedS }: Move, sigma: number): Float64Array {
  const remasked = sigma * (1 - maskedT);
  const outcomes = new Float64Array(logits.length + 1);
  const shift = Math.log((maskedT - maskedS + remasked) / maskedT) - logZ;
  for (let v = 0; v < logits.length; v++) outcomes[v] = logits[v] + shift;
  // σ_max (1 − m_t) = m_s only up to rounding.
  outcomes[logits.length] = Math.log(Math.max(0, (maskedS - remasked) / maskedT));
  return outcomes;
}

/** σ of every site, shape [L]. */
function remaskProbabilities(
  remasking: Remasking,
  step: Move & { readonly t: number },
  state: Int32Array,
  K: number,
  psi: Float64Array,
): Float64Array {
  const { kind, eta } = remasking;
  const most = Math.min(1, step.maskedT < 1 ? step.maskedS / (1 - step.maskedT) : 1);
  const sigma = new Float64Array(psi.length);
  if (kind === "cap") return sigma.fill(Math.min(eta, most));
  if (kind === "rescale") return sigma.fill(eta * most);
  if (kind === "loop") return sigma.fill(step.t <= remasking.from && step.t > remasking.to ? Math.min(eta, most) : 0);
  // ψ ≤ 1, so the softmax needs no shift.
  let total = 0;
  for (let i = 0; i < psi.length; i++) if (state[i] !== K) total += sigma[i] = Math.exp(-psi[i]);
  for (let i = 0; i < psi.length; i++) sigma[i] *= total > 0 ? (eta * most) / total : 0;
  return sigma;
}

/** The schedule's own time at time t of the run: itself, or stretched around the loop's standstill at α = `alpha`. */
function stretched(remasking: Remasking, noise: Noise): (t: number) => number {
  if (remasking.kind !== "loop") return (t) => t;
  const { from, to, alpha } = remasking;
  const still = noise.time(-Math.log1p(-alpha));
  return (t) => {
    if (t > from) return 1 - ((1 - t) * (1 - still)) / (1 - from);
    return t >= to ? still : (t * still) / to;
  };
}
