import type { Rng } from "../../random/stream.ts";
import type { Fill } from "../steps/fill.ts";
import type { Step } from "../steps/grid.ts";
import { type StepKind, type StepKindName, stepKind } from "../steps/stepKinds.ts";
import { weightAt } from "../steps/weightAt.ts";
import { type Categorical, categorical, type Precision } from "./categorical.ts";
import { fillSites } from "./fillSites.ts";
import type { GuidedProcess } from "./guidedProcess.ts";
import { guidedSite, maskedSites, needsOf, noWayOn } from "./guidedSite.ts";
import type { Sampler, SamplerRun } from "./protocol.ts";

/** What every sampler on a grid is told. */
export interface Stepping {
  /** Consecutive steps from t = 1 (`timeGrid`). */
  readonly steps: readonly Step[];
  /** What becomes of sites still masked after them; `sample` when left out. */
  readonly fill?: Fill;
  readonly precision?: Precision;
}

/**
 * A sampler with N steps, in which all masked sites move independently given the state: each stays masked with the probability of its
 * kind (`steps/stepKinds.ts`), else becomes v with probability q_i(v)/Z_i. w and β are taken at the start of the step. Its exact law is
 * `nStepLaw`.
 *
 * One question per step whether or not anything is still masked, so that a sample costs N · (1 or 2) evaluations; one more where masks
 * are left to fill. Site by site one draw among K tokens and "stays masked" (for tau-leaping also "more than one jump: rejected").
 *
 * @throws BadInput naming `sampler.kind` for a kind that does not take the rule
 */
export function stepSampler(process: GuidedProcess, { kind, ...stepping }: Stepping & { readonly kind: StepKindName }): Sampler {
  const formulas = stepKind(kind, process.rule);
  return (rng) => run(process, formulas, stepping, rng);
}

function* run(process: GuidedProcess, kind: StepKind, { steps, fill = "sample", precision = "f64" }: Stepping, rng: Rng): SamplerRun {
  const { alphabet, length, rule, schedule, noise } = process;
  const state = new Int32Array(length).fill(alphabet);
  const move = siteMove(kind, rule, alphabet, categorical(precision));
  const logits = new Float64Array(alphabet);
  const count = { clamps: 0, rejected: 0 };
  for (const step of steps) {
    const sites = maskedSites(state, alphabet);
    const w = weightAt(schedule, noise, step.t);
    const answer = yield { state, sites, t: step.t, needs: needsOf(w) };
    const tokens = sites.map((_, k) => {
      const logZ = guidedSite(answer, k, w, logits);
      if (logZ === -Infinity) throw noWayOn(state, alphabet);
      return move(step, logits, logZ, rng, count);
    });
    sites.forEach((site, k) => {
      state[site] = tokens[k];
    });
  }
  const end = steps.length > 0 ? steps[steps.length - 1].s : 1;
  const leftMasked = yield* fillSites(process, state, { fill, end, draw: categorical(precision) }, rng);
  return { tokens: state, ...count, leftMasked };
}

type SiteMove = (step: Step, logits: Float64Array, logZ: number, rng: Rng, count: { clamps: number; rejected: number }) => number;

/** The token that a masked site has after the step; K where it is still masked. */
function siteMove(kind: StepKind, rule: GuidedProcess["rule"], alphabet: number, draw: Categorical): SiteMove {
  const outcomes = new Float64Array(alphabet + 2);
  return (step, logits, logZ, rng, count) => {
    const Z = rule === "tokens" ? 1 : Math.exp(logZ);
    if (kind.clamps(step, Z)) count.clamps++;
    const stay = kind.stay(step, Z);
    const rejection = kind.rejection(step, Z);
    const logLeave = Math.log1p(-stay) - logZ;
    for (let v = 0; v < alphabet; v++) outcomes[v] = logits[v] + logLeave;
    outcomes[alphabet] = Math.log(Math.max(0, stay - rejection));
    outcomes[alphabet + 1] = Math.log(rejection);
    const outcome = draw(outcomes, rejection > 0 ? alphabet + 2 : alphabet + 1, rng);
    if (outcome > alphabet) count.rejected++;
    return Math.min(outcome, alphabet);
  };
}
