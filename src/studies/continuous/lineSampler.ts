import { flowLaw } from "../../continuous/line/flowLaw.ts";
import { kernelLaw } from "../../continuous/line/kernelLaw.ts";
import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { noDensityIn } from "../../continuous/line/noDensity.ts";
import { sdeLaw } from "../../continuous/line/sdeLaw.ts";
import { stepMapLaw } from "../../continuous/line/stepMapLaw.ts";
import { kernelsOf, mapOf } from "../../continuous/sampling/kernels.ts";
import { movesOf } from "../../continuous/sampling/sampler.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import type { ContinuousSampler } from "./schema.ts";

/**
 * The law of a sampler on the line: the exact limits `flow` and `sde`, or N steps with their discretisation.
 *
 * @throws BadInput where the law cannot be followed, and for `dopri5`, whose steps differ from point to point
 */
export function lineSamplerLaw(sampler: ContinuousSampler, run: ContinuousRun): LineLaw {
  checkFollowed(sampler, run);
  switch (sampler.kind) {
    case "flow":
      return flowLimit(run);
    case "sde":
      return sdeLimit(run);
    case "dopri5":
      throw new BadInput("sampler.kind", "flow, the limit of dopri5, for an exact law (sample draws from dopri5 itself)", sampler.kind);
    default: {
      const moves = movesOf(sampler, run.sampling);
      const { sd } = run.process.start;
      if (moves.every((move) => move.sd === 0)) return stepMapLaw(mapOf(moves, run.sampling, run.fields), { sd });
      return kernelLaw(kernelsOf(moves, run.sampling, run.fields), { sd });
    }
  }
}

/** The law of the guided probability flow. */
export function flowLimit(run: ContinuousRun): LineLaw {
  const support = supportOf(run);
  const found = flowLaw(run.field(), run.start, support ? { support } : {});
  if (found.status === "done") return support ? onSupport(insideEdges(found.law, support), run, support) : found.law;
  const why = found.status === "step limit" ? "in the steps allowed" : "with a field that stays finite";
  throw new BadInput(
    "guidance.w",
    `a weight under which the flow can be followed ${why} (it was lost at noise angle ${found.theta})`,
    run.w,
  );
}

/** Share of the support's width, from an edge on, in which the noise left at the end has smoothed the density. */
const SMOOTHED = 1e-7;

/** The same law, its density on an edge and beside it that of the nearest point outside the smoothed layer: the value inside. */
function insideEdges(law: LineLaw, [low, high]: readonly [number, number]): LineLaw {
  const layer = SMOOTHED * (high - low);
  const inner = (x: number): number => Math.min(high - layer, Math.max(low + layer, x));
  return {
    ...law,
    density: (x) => (x < low || x > high ? 0 : law.density(inner(x))),
    resolve: (from, to) => {
      const known = law.resolve(from, to);
      const outward = (x: number): number => (x <= low + layer ? Math.min(x, low) : x >= high - layer ? Math.max(x, high) : x);
      return {
        log: (x) => known.log(inner(x)),
        // towards an edge the density settles only logarithmically: beside it ln density may be off by its own size
        error: (x) => (inner(x) === x ? known.error(x) : Math.max(1, Math.abs(known.log(inner(x))))),
        unresolved: known.unresolved
          .filter(([a, b]) => b > low + layer && a < high - layer)
          .map(([a, b]): readonly [number, number] => [outward(a), outward(b)]),
      };
    },
  };
}

/** The same law, known to have no density outside of the support that it is led to, and in its gaps where it has less mass than its error. */
function onSupport(law: LineLaw, run: ContinuousRun, [low, high]: readonly [number, number]): LineLaw {
  const gaps = gapsOf(run).filter(([a, b]) => law.cdf(b) - law.cdf(a) <= law.error);
  const empty = [[-Infinity, low] as const, ...gaps, [high, Infinity] as const];
  return { ...law, resolve: (from, to) => noDensityIn(law.resolve(from, to), empty) };
}

/** Intervals between parts of the support. */
function gapsOf(run: ContinuousRun): readonly (readonly [number, number])[] {
  const told = leading(run);
  const cuts = told.breaks[0];
  const log = new Float64Array(1);
  return cuts.slice(1).flatMap((high, i) => {
    told.at(1, 0).evaluate(Float64Array.of(0.5 * (cuts[i] + high)), 1, { logDensity: log });
    return log[0] === -Infinity ? [[cuts[i], high] as const] : [];
  });
}

/** The law of the guided reverse stochastic equation. */
export function sdeLimit(run: ContinuousRun): LineLaw {
  const support = supportOf(run);
  const { conditional, unconditional } = run.pair;
  const breaks = [...new Set([...conditional.breaks[0], ...unconditional.breaks[0]])].sort((a, b) => a - b);
  const { status, law } = sdeLaw(run.field(), run.start, { breaks, ...(support ? { support } : {}) });
  if (status === "stuck") throw new BadInput("guidance.w", "a weight under which the law can be followed to noise 0", run.w);
  return support ? onSupport(law, run, support) : law;
}

/** Predictions of points without width end on the points, and white errors have no slope: neither has a density to compute. */
function checkFollowed({ kind }: ContinuousSampler, { atoms, white }: ContinuousRun): void {
  if (white) throw new BadInput("scoreError.kind", "another than white for an exact law (sample draws under it)", "white");
  if (atoms && (kind === "flow" || kind === "sde"))
    throw new BadInput(
      "sampler.kind",
      "one with steps whose end is above noise 0, or sample: predictions from points without width end on the points",
      kind,
    );
}

/**
 * Ends of the support that the sampler is led to, where it is compact: by what it is told, since a blurred prediction leads beyond the edges of the law that it
 * stands for, and at w = −1 by the unconditional prediction.
 */
function supportOf(run: ContinuousRun): readonly [number, number] | null {
  const { compact, extent } = leading(run);
  return compact ? [extent.low[0], extent.high[0]] : null;
}

/** The law that predictions stand for, or the pair's own. */
function leading({ pair, fields, rule, weight }: ContinuousRun): NoisyLaw {
  const leads = rule.unconditionalAtMinusOne && weight.at(0) === -1 ? "unconditional" : "conditional";
  const told = fields[leads];
  return "compact" in told ? (told as NoisyLaw) : pair[leads];
}
