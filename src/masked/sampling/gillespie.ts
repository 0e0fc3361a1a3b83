import { BadInput } from "../../numerics/badInput.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import type { Rng } from "../../random/stream.ts";
import { type Categorical, categorical, type Precision } from "./categorical.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Answer, Question, Sampler, SamplerRun } from "./protocol.ts";
import { type WeightWindow, weightWindows } from "./weightOnClock.ts";

export interface GillespieSettings {
  /** Clock at which to stop, ∞ when left out: the end of sampling. Sites still masked then are left and counted. */
  readonly until?: number;
  /** Of the token draws; waits and sites are always float64. */
  readonly precision?: Precision;
}

/**
 * Exact simulation in continuous time: on the unmask clock u, site i is revealed at rate Z_i (`rates`) or 1 (`tokens`), as v with
 * probability q_i(v)/Z_i. The wait is exponential with the total rate; what jumps is drawn afterwards. No discretisation.
 *
 * Where w jumps, the wait starts anew (it has no memory): exact for constant and piecewise-constant w. Where w(u) is curved the jump is
 * found by thinning, exact too: log Z_i is convex in w (a log-sum-exp of lines), so on a window where w is monotone
 *   Σ_i Z_i(w(u)) ≤ Σ_i max(Z_i(w_first), Z_i(w_last)),
 * and a jump proposed at that rate is kept with probability (true rate)/(bound). `tokens` has a constant rate and needs none.
 *
 * One question per jump (L in all), asked when the state is entered, and one more where a new window needs another law. The
 * conditionals must depend on the revealed tokens only: a network that reads t would change within a wait.
 *
 * Consumes, per jump, one uniform for each wait, one for the site, those of the draw for the token; with a curved w also one per proposal.
 *
 * @throws BadInput naming `until`
 */
export function gillespie(process: GuidedProcess, { until = Infinity, precision = "f64" }: GillespieSettings = {}): Sampler {
  if (!(until >= 0)) throw new BadInput("until", "a clock of at least 0", until, "gillespie");
  const windows = weightWindows(process.schedule, process.noise);
  return (rng) => run(process, windows, until, categorical(precision), rng);
}

function* run(
  { alphabet, length, rule, noise }: GuidedProcess,
  windows: readonly WeightWindow[],
  stop: number,
  draw: Categorical,
  rng: Rng,
): SamplerRun {
  const state = new Int32Array(length).fill(alphabet);
  const logits = new Float64Array(alphabet);
  const wait = rule === "rates" ? waitRates(logits) : waitTokens;
  let u = 0;
  let at = 0;
  for (let sites = maskedSites(state, alphabet); sites.length > 0; sites = maskedSites(state, alphabet)) {
    let needs: Question["needs"] | null = null;
    let answer: Answer = { logCond: logits, logUncond: logits };
    let site = -1;
    while (site < 0 && u < stop) {
      const window = windows[at];
      if (needs !== neededBy(window)) {
        needs = neededBy(window);
        answer = yield { state, sites, t: noise.time(u), needs };
      }
      const inside = justInside(window);
      for (let k = 0; k < sites.length; k++) if (guidedSite(answer, k, inside, logits) === -Infinity) throw noWayOn(state, alphabet);
      ({ u, site } = wait(answer, sites.length, window, u, rng, Math.min(window.until, stop)));
      if (site < 0 && u === window.until) at++;
    }
    if (site < 0) break;
    guidedSite(answer, site, windows[at].weight(u), logits);
    state[sites[site]] = draw(logits, alphabet, rng);
  }
  return { tokens: state, clamps: 0, rejected: 0, leftMasked: maskedSites(state, alphabet).length };
}

/** A curved window needs both laws wherever it is not at a single point. */
function neededBy({ first, last }: WeightWindow): Question["needs"] {
  return first === last ? needsOf(first) : "both";
}

/**
 * A weight of the window at which the fewest tokens are possible: just above its lowest, since q vanishes where p = 0 < p_c for w < 0, and
 * since w = −1 itself is special.
 */
function justInside({ first, last }: WeightWindow): number {
  const lowest = Math.min(first, last);
  return lowest + 1e-6 * (Math.max(first, last) - lowest);
}

/** The clock of the next jump and its site's number among the masked ones; −1 where none comes before `end`. */
interface Jump {
  readonly u: number;
  readonly site: number;
}

type Wait = (answer: Answer, count: number, window: WeightWindow, u: number, rng: Rng, end: number) => Jump;

const exponential = (rng: Rng): number => -Math.log1p(-rng());

const waitTokens: Wait = (_answer, count, _window, u, rng, end) => {
  const next = u + exponential(rng) / count;
  return next < end ? { u: next, site: Math.floor(rng() * count) } : { u: end, site: -1 };
};

function waitRates(logits: Float64Array): Wait {
  const pick = categorical("f64");
  return (answer, count, window, u, rng, end) => {
    const logZ = new Float64Array(count);
    const measure = (w: number): Float64Array => logZ.map((_, k) => guidedSite(answer, k, w, logits));
    const flat = window.first === window.last;
    logZ.set(measure(window.first));
    if (!flat) {
      const atLast = measure(window.last);
      for (let k = 0; k < count; k++) logZ[k] = Math.max(logZ[k], atLast[k]);
    }
    const logBound = logSumExp(logZ);
    for (let next = u; ; ) {
      next += exponential(rng) * Math.exp(-logBound);
      if (!(next < end)) return { u: end, site: -1 };
      if (flat) return { u: next, site: pick(logZ, count, rng) };
      const now = measure(window.weight(next));
      if (rng() < Math.exp(logSumExp(now) - logBound)) return { u: next, site: pick(now, count, rng) };
    }
  };
}
