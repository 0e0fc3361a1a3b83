import { constantWeight } from "../../guidance/weightSchedule.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import type { Rng } from "../../random/stream.ts";
import { type Categorical, categorical, type Precision } from "./categorical.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Sampler, SamplerRun } from "./protocol.ts";
import { weightOnClock } from "./weightOnClock.ts";

/**
 * First-hitting sampler (arXiv:2409.02908): the time of the next reveal is drawn first, in closed form, and the network is asked there.
 *
 * `tokens`: with n sites masked the wait on the clock is Exp(n), m ← m U^{1/n}; the site is any masked one alike, so that only its
 * conditional is asked for, at the hitting time and with w there. Exact for every schedule of w.
 * `rates`: the wait is Exp(Σ_i Z_i) and the site i with probability Z_i/Σ_j Z_j, so all conditionals are asked for before the time is
 * known, with t the time of the state. Exact at a constant w only.
 *
 * L questions. Consumes per reveal one uniform for the wait, one for the site and those of the draw for the token.
 *
 * @throws BadInput naming `guidance.w` for `rates` with a w that changes
 */
export function firstHitting(process: GuidedProcess, { precision = "f64" }: { readonly precision?: Precision } = {}): Sampler {
  if (process.rule === "tokens") return (rng) => hitTokens(process, categorical(precision), rng);
  const w = constantWeight(process.schedule);
  if (w === null) throw new BadInput("guidance.w", "constant for first-hitting with the rule rates", process.schedule);
  return (rng) => hitRates(process, w, categorical(precision), rng);
}

function* hitTokens({ alphabet, length, schedule, noise }: GuidedProcess, draw: Categorical, rng: Rng): SamplerRun {
  const state = new Int32Array(length).fill(alphabet);
  const logits = new Float64Array(alphabet);
  const weight = weightOnClock(schedule, noise);
  const masked = maskedSites(state, alphabet);
  let u = 0;
  while (masked.length > 0) {
    u -= Math.log1p(-rng()) / masked.length;
    const [site] = masked.splice(Math.floor(rng() * masked.length), 1);
    const w = weight(u);
    const answer = yield { state, sites: [site], t: noise.time(u), needs: needsOf(w) };
    if (guidedSite(answer, 0, w, logits) === -Infinity) throw noWayOn(state, alphabet);
    state[site] = draw(logits, alphabet, rng);
  }
  return { tokens: state, clamps: 0, rejected: 0, leftMasked: 0 };
}

function* hitRates({ alphabet, length, noise }: GuidedProcess, w: number, draw: Categorical, rng: Rng): SamplerRun {
  const state = new Int32Array(length).fill(alphabet);
  const logits = new Float64Array(alphabet);
  const pick = categorical("f64");
  let u = 0;
  for (let sites = maskedSites(state, alphabet); sites.length > 0; sites = maskedSites(state, alphabet)) {
    const answer = yield { state, sites, t: noise.time(u), needs: needsOf(w) };
    const logZ = Float64Array.from(sites, (_, k) => guidedSite(answer, k, w, logits));
    if (logZ.includes(-Infinity)) throw noWayOn(state, alphabet);
    u -= Math.log1p(-rng()) * Math.exp(-logSumExp(logZ));
    const k = pick(logZ, sites.length, rng);
    guidedSite(answer, k, w, logits);
    state[sites[k]] = draw(logits, alphabet, rng);
  }
  return { tokens: state, clamps: 0, rejected: 0, leftMasked: 0 };
}
