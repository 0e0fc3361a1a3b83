import { BadInput } from "../../numerics/badInput.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import type { Rng } from "../../random/stream.ts";
import { weightAt } from "../steps/weightAt.ts";
import { type Categorical, categorical } from "./categorical.ts";
import { fillSites } from "./fillSites.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Answer, Question, Sampler, SamplerRun } from "./protocol.ts";
import type { Stepping } from "./stepSampler.ts";

export type ThetaMethod = "theta-rk2" | "theta-trapezoidal";

/**
 * The two-stage methods of arXiv:2502.00234 (Algorithms 1 and 2) for the masked process. With intensities per unit t
 *   μ_i(v|S, t) = β(t) q_i(v|S) (`rates`) or β(t) q_i(v|S)/Z_i(S) (`tokens`), w taken at t,
 * a step from t to s = t − Δ goes through ρ = t − θΔ:
 *   1.  S  → S*   under μ(S, t) for θΔ
 *   2.  trapezoidal:  S* → S′  under [α₁ μ(S*, ρ) − α₂ μ(S, t)]₊ for (1−θ)Δ,  α₁ = 1/(2θ(1−θ)), α₂ = ((1−θ)² + θ²)/(2θ(1−θ))
 *       RK2:          S  → S′  under [(1 − 1/(2θ)) μ(S, t) + 1/(2θ) μ(S*, ρ)]₊ for Δ
 *
 * Adapted to the mask, where a second jump of a site leads nowhere: frozen intensities run as a process, so a site with total Λ stays
 * masked with probability e^{−Λ·duration}, else takes v ∝ its intensity (the paper adds Poisson counts; for one jump they agree). In
 * RK2 a site that S* has revealed keeps q_i(v|S) at ρ: the paper's intensity is 0 there, which would lose the second order even for
 * L = 1.
 *
 * Orders in law, on a grid that ends above 0 and where nothing is clipped; F is the generator frozen at S, G the true one. Trapezoidal: the
 * weights of a step are θ + (1−θ)(α₁ − α₂) = 1 for G, θ(1−θ)α₁ = ½ for F∘G, θ²/2 − θ(1−θ)α₂ + (1−θ)²/2 = 0 for F∘F and θ(1−θ)α₁ = ½ for
 * ∂G/∂t, all as they should be: second order. RK2 draws sites independently given (S, S*), so two sites revealed in one step lack the
 * correlation Δ²/2 Σ μ_i(v) (μ_j(y|S+iv) − μ_j(y|S)): second order for one site, first order for the joint law of several.
 *
 * Two questions a step, so 2N · (1 or 2) evaluations, and one more where masks are left to fill. Per stage one draw per masked site among
 * K tokens and "stays masked". A site-step whose combination was negative for some token, and so clipped to 0, counts as a clamp.
 *
 * @param theta in (0, 1), ½ when left out
 * @throws BadInput naming `sampler.theta`
 */
export function thetaSampler(
  process: GuidedProcess,
  { method, theta = 0.5, ...stepping }: Stepping & { readonly method: ThetaMethod; readonly theta?: number },
): Sampler {
  if (!(theta > 0 && theta < 1)) throw new BadInput("sampler.theta", "above 0 and below 1", theta);
  return (rng) => run(process, COMBINATIONS[method](theta), theta, stepping, rng);
}

/** The second stage: [a μ(S, t) + b μ(S*, ρ)]₊ for `share` of Δ, from S* or again from S. */
interface Combination {
  readonly a: number;
  readonly b: number;
  readonly share: number;
  readonly restart: boolean;
}

const COMBINATIONS: Readonly<Record<ThetaMethod, (theta: number) => Combination>> = {
  "theta-rk2": (theta) => ({ a: 1 - 1 / (2 * theta), b: 1 / (2 * theta), share: 1, restart: true }),
  "theta-trapezoidal": (theta) => {
    const twice = 2 * theta * (1 - theta);
    return { a: -((1 - theta) ** 2 + theta ** 2) / twice, b: 1 / twice, share: 1 - theta, restart: false };
  },
};

function* run(process: GuidedProcess, { a, b, share, restart }: Combination, theta: number, stepping: Stepping, rng: Rng): SamplerRun {
  const { steps, fill = "sample", precision = "f64" } = stepping;
  const { alphabet, length, noise } = process;
  const state = new Int32Array(length).fill(alphabet);
  const draw = categorical(precision);
  const row = new Float64Array(alphabet);
  let clamps = 0;
  for (const { t, delta, unmaskRate } of steps) {
    const rho = t - theta * delta;
    const start = yield* intensities(process, state, t);
    for (const site of start.sites) state[site] = jump(start.row(site), theta * delta, draw, rng);
    const middle = yield* intensities(process, state, rho);
    const logLater = Math.log(noise.unmaskRate(rho) / unmaskRate);
    for (const site of restart ? start.sites : middle.sites) {
      const own = start.row(site);
      const there = state[site] === alphabet ? middle.row(site) : own.map((logMu) => logMu + logLater);
      if (combine(a, own, b, there, row)) clamps++;
      state[site] = jump(row, share * delta, draw, rng);
    }
  }
  const end = steps.length > 0 ? steps[steps.length - 1].s : 1;
  const leftMasked = yield* fillSites(process, state, { fill, end, draw }, rng);
  return { tokens: state, clamps, rejected: 0, leftMasked };
}

/** log μ of every masked site of a state. */
interface Intensities {
  readonly sites: readonly number[];
  /** Shape [K], nats, of one of these sites. */
  readonly row: (site: number) => Float64Array;
}

function* intensities(process: GuidedProcess, state: Int32Array, t: number): Generator<Question, Intensities, Answer> {
  const { alphabet, rule, schedule, noise } = process;
  const sites = maskedSites(state, alphabet);
  const w = weightAt(schedule, noise, t);
  const answer = yield { state, sites, t, needs: needsOf(w) };
  const logBeta = Math.log(noise.unmaskRate(t));
  const rows = sites.map((_, k) => {
    const out = new Float64Array(alphabet);
    const logZ = guidedSite(answer, k, w, out);
    if (logZ === -Infinity) throw noWayOn(state, alphabet);
    const shift = rule === "tokens" ? logBeta - logZ : logBeta;
    for (let v = 0; v < alphabet; v++) out[v] += shift;
    return out;
  });
  return { sites, row: (site) => rows[sites.indexOf(site)] };
}

/** Writes log [a e^{own} + b e^{there}]₊ and returns whether an entry was negative. */
function combine(a: number, own: Float64Array, b: number, there: Float64Array, out: Float64Array): boolean {
  let clipped = false;
  for (let v = 0; v < out.length; v++) {
    const largest = Math.max(own[v], there[v]);
    const value = largest === -Infinity ? 0 : a * Math.exp(own[v] - largest) + b * Math.exp(there[v] - largest);
    if (value < 0) clipped = true;
    out[v] = value > 0 ? largest + Math.log(value) : -Infinity;
  }
  return clipped;
}

/** A masked site under frozen intensities: its token after a duration; K where it is still masked. */
function jump(logMu: Float64Array, duration: number, draw: Categorical, rng: Rng): number {
  const K = logMu.length;
  const logTotal = logSumExp(logMu);
  const mean = duration * Math.exp(logTotal);
  const outcomes = new Float64Array(K + 1);
  const logLeave = Math.log(-Math.expm1(-mean)) - (logTotal === -Infinity ? 0 : logTotal);
  for (let v = 0; v < K; v++) outcomes[v] = logMu[v] + logLeave;
  outcomes[K] = -mean;
  return draw(outcomes, K + 1, rng);
}
