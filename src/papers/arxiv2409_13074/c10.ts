import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { tiltedLaw } from "../../continuous/line/tiltedLaw.ts";
import { tiltedParticles } from "../../continuous/particles/tiltedParticles.ts";
import { lineCloud, lineCloudWasserstein1 } from "../../measures/line/lineCloud.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import { flowLimit, sdeLimit } from "../../studies/continuous/lineSampler.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { type ContinuousInstance, continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf, numberOf } from "../judge.ts";
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
const RUNS: Readonly<Record<Depth, number>> = { quick: 13, full: 25 };
/** Steps for n particles: their error is of first order, and this way falls as n^{−1/2} too. */
const stepsFor = (n: number): number => 40 * Math.sqrt(n);

const SLOPE = "slope of ln W₁ on ln n";
const RATIO = "W₁ over that of n independent draws, against n";
const LAST = "W₁(particles, tilted) with the most particles";
const FLOW = "W₁(law of the flow, tilted)";
const SDE = "W₁(law of the stochastic equation, tilted)";
const NORMALISER = "ln ∫ p_c^{1+w} p^{−w}, median over runs with the most particles";
const STRONGER = "N(±1, 1), w = 3: W₁ over that of n independent draws, with the most particles";
const named = (measure: string, world: string): string => `${world}: ${measure}`;

export const c10: Claim = {
  id: "C10",
  paper: "2409.13074",
  title: "A sampler that does reach the tilted law",
  statement:
    "The paper leaves open how to sample the tilted law. The guided stochastic equation with Feynman-Kac weights and resampling does: its distance to the tilted law falls with the number of particles, as n^{−1/2}.",
  formula: "d ln W = w(1+w) ‖s_c − s_u‖² dκ along the guided stochastic equation;  W₁(weighted particles, p_w) against n",
  source: "Open questions; the weights are those of arXiv:2503.02819",
  // Three standard errors of the slope from 13 runs of each size.
  tolerance: 0.2,
  experiments: Object.entries(WORLDS).map(([name, { world, w }]) =>
    continuousExperimentOf({ world, target: TARGET, w, sampler: { kind: "sde" } }, `${name}: without weights`),
  ),
  compute,
  judge: (measured, tolerance) => {
    const nearer = Object.keys(WORLDS).every((name) => {
      const last = numberOf(measured, named(LAST, name));
      return last < 0.5 * numberOf(measured, named(FLOW, name));
    });
    const worst = Math.max(...Object.keys(WORLDS).flatMap((name) => listOf(measured, named(RATIO, name))));
    return holdsWithin(
      measured,
      tolerance,
      nearer ? (worst < 4 ? "" : "particles are far worse than independent draws") : "particles are no nearer than the flow",
    );
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
      const row = runs(instance, tilted, n, depth);
      spent += n;
      progress(spent / whole);
      return row;
    });
    const independent = meanRoot(tilted);
    computed[named(SLOPE, name)] = slope(
      sizes,
      rows.map(({ w1 }) => w1),
    );
    expected[named(SLOPE, name)] = -0.5;
    computed[named(RATIO, name)] = rows.map(({ w1 }, i) => (w1 * Math.sqrt(sizes[i])) / independent);
    computed[named(LAST, name)] = rows[rows.length - 1].w1;
    computed[named(FLOW, name)] = lineWasserstein1(flowLimit(instance.run), tilted).value;
    if (depth === "full") computed[named(SDE, name)] = lineWasserstein1(sdeLimit(instance.run), tilted).value;
    computed[named(NORMALISER, name)] = rows[rows.length - 1].log;
    expected[named(NORMALISER, name)] = logNormaliser(instance, tilted, w);
    return { name, rows, independent };
  });
  if (depth === "full") computed[STRONGER] = strongRatio(sizes[sizes.length - 1]);
  return {
    computed,
    expected,
    method: `Monte Carlo (${RUNS[depth]} runs of 40 √n steps for each n); tilted laws by quadrature`,
    hypotheses: [
      { text: "exact scores, and densities of both laws for the weights of the start", met: true },
      { text: "p_c^{1+w} p^{−w} can be integrated", met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "c10-particles",
        title: "Distance of weighted particles from the tilted law",
        caption: `Median W₁ over ${RUNS[depth]} runs of 40 √n steps, beside n independent draws from the tilted law (√(2/πn) ∫√(F(1−F))). Without weights more samples do not help: the flow and the stochastic equation stay at their distance.`,
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
  depth: Depth,
): { readonly w1: number; readonly log: number } {
  const { pair, weight, start } = run;
  const clouds = Array.from({ length: RUNS[depth] }, (_, replicate) =>
    tiltedParticles({ pair, weight, start }, { particles, steps: stepsFor(particles), seed: 0, replicate }),
  );
  return {
    w1: median(clouds.map(({ points, weights }) => lineCloudWasserstein1(tilted, lineCloud(points, weights)))),
    log: median(clouds.map(({ logNormaliser: log }) => log)),
  };
}

/** The middle one, or the upper of the two. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function strongRatio(n: number): number {
  const instance = continuousInstance({ ...STRONG, target: TARGET });
  const tilted = tiltedLaw(instance.run.pair, STRONG.w);
  return (runs(instance, tilted, n, "full").w1 * Math.sqrt(n)) / meanRoot(tilted);
}

/** lim √n E W₁(n independent draws, law) = √(2/π) ∫ √(F(1−F)) dx, by the midpoint rule. */
function meanRoot(law: LineLaw): number {
  const [low, high] = law.range;
  const count = 2000;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const F = law.cdf(low + ((high - low) * (i + 0.5)) / count);
    // At the ends of the range rounding may put F a little below 0 or above 1.
    sum += Math.sqrt(Math.max(0, F * (1 - F)));
  }
  return (Math.sqrt(2 / Math.PI) * sum * (high - low)) / count;
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
