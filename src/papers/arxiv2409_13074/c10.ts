import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { tiltedLaw } from "../../continuous/line/tiltedLaw.ts";
import { tiltedParticles } from "../../continuous/particles/tiltedParticles.ts";
import { lineCloud, lineCloudWasserstein1 } from "../../measures/line/lineCloud.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import { flowLimit, sdeLimit } from "../../studies/continuous/lineSampler.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { type ContinuousInstance, continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { largest } from "../instance.ts";
import { holdsWithin, numberOf } from "../judge.ts";
import { drawsMean, drawsSpread } from "./scatterOfDraws.ts";
import { OVERLAPPING, PAIR, TARGET } from "./worlds.ts";

/** Ours: the paper asks whether there is such a sampler. */
const WORLDS: Readonly<Record<string, { readonly world: object; readonly w: number }>> = {
  "N(±1, 1), w = 1": { world: PAIR, w: 1 },
  "intervals [−½, 3/2], w = 1": { world: OVERLAPPING, w: 1 },
};
/** Stronger guidance needs more particles for the same distance: a ratio only. */
const STRONG = { world: PAIR, w: 3 };
const SIZES: Readonly<Record<Depth, readonly number[]>> = {
  quick: [16, 49, 144],
  full: [16, 64, 256, 1024],
};
const RUNS = 27;
/** Another number of steps for √n particles than 40, another seed, means in place of medians: sizes for these. */
const VARIED_SIZES: Readonly<Record<Depth, readonly number[]>> = { quick: [16, 49], full: [16, 64, 256] };
const VARIED_STEPS = [20, 80];
/** Steps for n particles: their error is of first order, and this way falls as n^{−1/2} too. */
const STEPS = 40;

const SLOPE = "slope of ln W₁ on ln n";
const RATIO = "W₁ over that of n independent draws, against n";
const LAST = "W₁(particles, tilted) with the most particles";
const FLOW = "W₁(law of the flow, tilted)";
const SDE = "W₁(law of the stochastic equation, tilted)";
const NORMALISER = "ln ∫ p_c^{1+w} p^{−w}, median over runs with the most particles";
const SPREAD = "standard deviation of W₁ of independent draws over its mean, n → ∞";
const SLOPE_ERROR = "standard error of the slope if particles scatter as independent draws do";
const VARIED = `slopes with ${VARIED_STEPS.join(" and ")} √n steps, another seed, and of the mean over runs in place of the median`;
const HEAVY = "share of runs with W₁ above three medians";
const STRONGER = "N(±1, 1), w = 3: W₁ over that of n independent draws, with the most particles";
const named = (measure: string, world: string): string => `${world}: ${measure}`;

/** Three standard errors of the slope of medians of 27 runs at 16, 49 and 144 particles, if W₁ scatters as that of independent draws: `SLOPE_ERROR`, known before any run. */
const TOLERANCE = 0.2;

export const c10: Claim = {
  id: "C10",
  paper: "2409.13074",
  title: "A sampler that does reach the tilted law",
  statement:
    "The paper leaves open how to sample the tilted law. The guided stochastic equation with Feynman-Kac weights and resampling does: its distance to the tilted law falls with the number of particles, as n^{−1/2}.",
  formula: "d ln W = w(1+w) ‖s_c − s_u‖² dκ along the guided stochastic equation;  W₁(weighted particles, p_w) against n",
  tex: String.raw`$d\ln W=w(1+w)\,\|s_c-s_u\|^2\,d\kappa$ along the guided stochastic equation; $W_1(\text{weighted particles},\,p_w)$ against $n$`,
  source: "Open questions; the weights are those of arXiv:2503.02819",
  tolerance: TOLERANCE,
  experiments: Object.entries(WORLDS).map(([name, { world, w }]) =>
    continuousExperimentOf({ world, target: TARGET, w, sampler: { kind: "sde" } }, `${name}: without weights`),
  ),
  compute,
  judge: (measured, tolerance) => {
    const nearer = Object.keys(WORLDS).every((name) => {
      const last = numberOf(measured, named(LAST, name));
      return last < numberOf(measured, named(FLOW, name)) && !(last >= numberOf(measured, named(SDE, name)));
    });
    const scattered = Object.keys(WORLDS).some((name) => !(3 * numberOf(measured, named(SLOPE_ERROR, name)) <= tolerance));
    const against = scattered
      ? "runs are too few for this tolerance"
      : nearer
        ? ""
        : "particles are no nearer than the samplers without weights";
    return holdsWithin(measured, tolerance, against);
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const sizes = SIZES[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const expected: Record<string, number | readonly number[]> = {};
  let spent = 0;
  const whole = 2 * sizes.reduce((sum, n) => sum + n, 0);
  const found = Object.entries(WORLDS).map(([name, { world, w }]) => {
    const instance = continuousInstance({ world, target: TARGET, w, sampler: { kind: "sde" } });
    const tilted = tiltedLaw(instance.run.pair, w);
    const rows = sizes.map((n) => {
      const row = runs(instance, tilted, n);
      spent += n;
      progress(spent / whole);
      return row;
    });
    const independent = drawsMean(tilted);
    computed[named(SLOPE, name)] = slope(
      sizes,
      rows.map(({ w1 }) => w1),
    );
    expected[named(SLOPE, name)] = -0.5;
    const spread = drawsSpread(tilted);
    computed[named(SPREAD, name)] = spread;
    computed[named(SLOPE_ERROR, name)] = slopeError(spread, sizes);
    const varied = [...VARIED_STEPS.map((steps) => ({ steps })), { seed: 1 }].map((setting) => slopeOf(instance, tilted, depth, setting));
    const apart = largest(varied.map((value) => value + 0.5));
    const allowed = Math.max(TOLERANCE, 3 * slopeError(spread, VARIED_SIZES[depth]));
    computed[named(VARIED, name)] = [
      ...varied,
      slope(
        sizes,
        rows.map(({ mean }) => mean),
      ),
    ];
    computed[named(HEAVY, name)] = rows.reduce((sum, { heavy }) => sum + heavy, 0) / (RUNS * sizes.length);
    computed[named(RATIO, name)] = rows.map(({ w1 }, i) => (w1 * Math.sqrt(sizes[i])) / independent);
    computed[named(LAST, name)] = rows[rows.length - 1].w1;
    computed[named(FLOW, name)] = lineWasserstein1(flowLimit(instance.run), tilted).value;
    if (depth === "full") computed[named(SDE, name)] = lineWasserstein1(sdeLimit(instance.run), tilted).value;
    computed[named(NORMALISER, name)] = rows[rows.length - 1].log;
    expected[named(NORMALISER, name)] = logNormaliser(instance, tilted, w);
    return { name, rows, independent, steady: apart <= allowed };
  });
  if (depth === "full") computed[STRONGER] = strongRatio(sizes[sizes.length - 1]);
  return {
    computed,
    expected,
    method: `Monte Carlo (${RUNS} runs of ${STEPS} √n steps for each n); tilted laws by quadrature`,
    hypotheses: [
      { text: "exact scores, and densities of both laws for the weights of the start", met: true },
      { text: "p_c^{1+w} p^{−w} can be integrated", met: true },
      {
        text: "with half and twice the steps and with another seed slopes are −½ within the tolerance, or three of their standard errors where these are larger",
        met: found.every(({ steady }) => steady),
      },
    ],
    figures: [
      {
        kind: "curves",
        id: "c10-particles",
        title: "Distance of weighted particles from the tilted law",
        caption: `Median W₁ over ${RUNS} runs of ${STEPS} √n steps, beside n independent draws from the tilted law (√(2/πn) ∫√(F(1−F))). Without weights more samples do not help: the flow and the stochastic equation stay at their distance.`,
        x: { label: "n (particles)", scale: "log" },
        y: { label: "W₁(particles, tilted)", scale: "log" },
        series: found.flatMap(({ name, rows, independent }) => [
          { name: `${name}: particles`, mark: "points" as const, x: sizes, y: rows.map(({ w1 }) => w1) },
          { name: `${name}: independent draws`, mark: "line" as const, x: sizes, y: sizes.map((n) => independent / Math.sqrt(n)) },
          { name: `${name}: flow`, mark: "line" as const, x: sizes, y: sizes.map(() => [computed[named(FLOW, name)]].flat()[0]) },
        ]),
      },
    ],
  };
}

/**
 * Medians over runs of W₁ to the tilted law and of the normaliser's logarithm: where densities jump, now and then one particle has most of the weight of
 * a run, and a mean would be that run's.
 */
function runs(
  { run }: ContinuousInstance,
  tilted: LineLaw,
  particles: number,
  { steps = STEPS, seed = 0 }: Setting = {},
): { readonly w1: number; readonly mean: number; readonly heavy: number; readonly log: number } {
  const { pair, weight, start } = run;
  const clouds = Array.from({ length: RUNS }, (_, replicate) =>
    tiltedParticles({ pair, weight, start }, { particles, steps: Math.round(steps * Math.sqrt(particles)), seed, replicate }),
  );
  const distances = clouds.map(({ points, weights }) => lineCloudWasserstein1(tilted, lineCloud(points, weights)));
  const w1 = median(distances);
  return {
    w1,
    mean: distances.reduce((sum, value) => sum + value, 0) / RUNS,
    heavy: distances.filter((value) => value > 3 * w1).length,
    log: median(clouds.map(({ logNormaliser: log }) => log)),
  };
}

interface Setting {
  /** Steps for √n particles. */
  readonly steps?: number;
  readonly seed?: number;
}

function slopeOf(instance: ContinuousInstance, tilted: LineLaw, depth: Depth, setting: Setting): number {
  const sizes = VARIED_SIZES[depth];
  return slope(
    sizes,
    sizes.map((n) => runs(instance, tilted, n, setting).w1),
  );
}

/** Standard error of the slope from medians over runs whose standard deviation over their mean is `spread`: that of a median is √(π/2) times that of a mean. */
function slopeError(spread: number, sizes: readonly number[]): number {
  const logs = sizes.map(Math.log);
  const middle = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const lever = Math.sqrt(logs.reduce((sum, value) => sum + (value - middle) ** 2, 0));
  return (Math.sqrt(Math.PI / 2) * spread) / Math.sqrt(RUNS) / lever;
}

/** The middle one, or the upper of the two. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function strongRatio(n: number): number {
  const instance = continuousInstance({ ...STRONG, target: TARGET });
  const tilted = tiltedLaw(instance.run.pair, STRONG.w);
  return (runs(instance, tilted, n).w1 * Math.sqrt(n)) / drawsMean(tilted);
}

/** ln ∫ p_c^{1+w} p^{−w}: that of the integrand less that of the normalised density, at the tilted law's middle. */
function logNormaliser({ run: { pair } }: ContinuousInstance, tilted: LineLaw, w: number): number {
  const x = Float64Array.of(tilted.quantile(0.4));
  const [cond, uncond] = [new Float64Array(1), new Float64Array(1)];
  pair.conditional.at(1, 0).evaluate(x, 1, { logDensity: cond });
  pair.unconditional.at(1, 0).evaluate(x, 1, { logDensity: uncond });
  return (1 + w) * cond[0] - w * uncond[0] - Math.log(tilted.density(x[0]));
}

/** Slope of the least squares line of ln y on ln x. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mu, mv] = [mean(u), mean(v)];
  return u.reduce((sum, value, i) => sum + (value - mu) * (v[i] - mv), 0) / u.reduce((sum, value) => sum + (value - mu) ** 2, 0);
}
