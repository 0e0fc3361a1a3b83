import { BadInput } from "../../numerics/badInput.ts";
import type { Rng } from "../../random/stream.ts";
import { orderTime } from "../steps/orders.ts";
import { weightAt } from "../steps/weightAt.ts";
import { categorical, type Precision } from "./categorical.ts";
import { chooseLargest } from "./chooseLargest.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Sampler, SamplerRun } from "./protocol.ts";

/** Settings of {@link maskgit}. */
export interface MaskGitSettings {
  /** Questions N, ≥ 1. */
  readonly steps: number;
  /** Masked fraction γ after a share r of the steps: `cosine` cos(πr/2) (when left out), `linear` 1 − r. */
  readonly quota?: "cosine" | "linear";
  /** Scale of the Gumbel noise on log-confidences, falling linearly to 0 at the last step; 4.5 when left out, as released. */
  readonly temperature?: number;
  readonly precision?: Precision;
}

const QUOTAS = { cosine: (r: number) => Math.cos((Math.PI / 2) * r), linear: (r: number) => 1 - r };

/**
 * MaskGIT's annealed confidence (arXiv:2202.04200, §3.2, and its released code). Step k of N, with n sites masked: a token v_j ~ q_j/Z_j is
 * drawn at every masked site; scores are ln(q_j(v_j)/Z_j) + temperature · (1 − k/N) · Gumbel; the lowest-scored
 *   max(1, min(n − 1, ⌊L γ(k/N)⌋))
 * sites stay masked, none after step N. Equal scores (within 1e-12) are taken at random. The rule has no effect; a schedule of w is read at
 * t = |masked|/L.
 *
 * N questions. Per step one draw and, where the temperature is positive and some site must wait, one uniform per masked site.
 *
 * @throws BadInput naming `sampler.steps`, `sampler.quota` or `sampler.temperature`
 */
export function maskgit(process: GuidedProcess, settings: MaskGitSettings): Sampler {
  const { steps, quota = "cosine", temperature = 4.5 } = settings;
  if (!(Number.isSafeInteger(steps) && steps >= 1)) throw new BadInput("sampler.steps", "an integer of at least 1", steps);
  if (!Object.hasOwn(QUOTAS, quota)) throw new BadInput("sampler.quota", "cosine or linear", quota);
  if (!(temperature >= 0 && temperature < Infinity))
    throw new BadInput("sampler.temperature", "a finite number of at least 0", temperature);
  return (rng) => run(process, settings, rng);
}

function* run(
  process: GuidedProcess,
  { steps, quota = "cosine", temperature = 4.5, precision = "f64" }: MaskGitSettings,
  rng: Rng,
): SamplerRun {
  const { alphabet, length, schedule, noise } = process;
  const state = new Int32Array(length).fill(alphabet);
  const draw = categorical(precision);
  const logits = new Float64Array(alphabet);
  for (let step = 1; step <= steps; step++) {
    const sites = maskedSites(state, alphabet);
    const t = orderTime(sites.length, length);
    const w = weightAt(schedule, noise, t);
    const answer = yield { state, sites, t, needs: needsOf(w) };
    const scores = new Float64Array(sites.length);
    const tokens = sites.map((_, k) => {
      const logZ = guidedSite(answer, k, w, logits);
      if (logZ === -Infinity) throw noWayOn(state, alphabet);
      const token = draw(logits, alphabet, rng);
      scores[k] = logits[token] - logZ;
      return token;
    });
    const waiting = step === steps ? 0 : Math.max(1, Math.min(sites.length - 1, Math.floor(length * QUOTAS[quota](step / steps))));
    const scale = waiting > 0 ? temperature * (1 - step / steps) : 0;
    if (scale > 0) for (let k = 0; k < scores.length; k++) scores[k] -= scale * Math.log(-Math.log1p(-rng()));
    for (const k of chooseLargest(scores, sites.length - waiting, "absolute", rng)) state[sites[k]] = tokens[k];
  }
  return { tokens: state, clamps: 0, rejected: 0, leftMasked: 0 };
}
