import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { three } from "../lineConfidence.ts";
import { endsOfPaths } from "../linePaths.ts";
import { samplerLaw } from "../samplerLaw.ts";

/** Centres of the three components. */
const CENTRES: Readonly<Record<Depth, readonly number[]>> = { quick: [1, 2], full: [0.5, 1, 1.5, 2, 3] };
/** Deviations of the outer components; the class in the middle has 1. */
const NARROW: Readonly<Record<Depth, readonly number[]>> = { quick: [0.3, 0.6, 1], full: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] };
const LARGEST = 16;
/** Maxima of the density lower than this share of the largest are none. */
const SMALLEST = 1e-3;
const STEP = 0.02;

const CHIEF = "outer sds 0.3: w from which the law has more than one mode";
const AROUND = "outer sds 0.3: number of modes of the flow's paths at 0.97 and 1.03 of that w";
const MASSES = "outer sds 0.3, w = 4: share of samples beyond −½ and ½, and between";
const SHARED = "outer sds 1 (all components alike): w from which the law has more than one mode, by centre (0: none up to 16)";

export const g4: Claim = {
  id: "G4",
  paper: "2403.01639",
  title: "Three components: strong guidance splits the one in the middle",
  statement:
    "With three aligned components and the middle one as the class, guidance stronger than a threshold splits what is generated into separate parts.",
  formula: "number of local maxima of the density φ(ξ)/Ψ_w′(ξ) of the guided flow",
  tex: String.raw`number of local maxima of the density $\frac{\varphi(\xi)}{\Psi_w'(\xi)}$ of the guided flow`,
  source: "Example of a three-component mixture (parameters unknown)",
  tolerance: 0.05,
  experiments: [0.5, 4].map((w) => continuousExperimentOf({ world: three([-1, 0, 1], [0.3, 1, 0.3]), target: "middle", w }, `w = ${w}`)),
  compute,
  judge: (measured, tolerance) => {
    const shared = listOf(measured, SHARED).every((w) => w === 0);
    return holdsOnlyIf(
      measured,
      tolerance,
      shared,
      `the outer components are narrower than the class (in the exact flow): with sds 0.3, 1, 0.3 at −1, 0, 1 above w = ${listOf(measured, CHIEF)[0].toFixed(3)}; with one covariance there is one mode up to w = ${LARGEST}`,
      listOf(measured, CHIEF)[0] > 0 ? "" : "nothing splits",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const narrow = NARROW[depth];
  const centres = CENTRES[depth];
  const chief = threshold(1, 0.3);
  const bySd = narrow.map((sd, k) => {
    progress(k / (narrow.length + centres.length));
    return threshold(1, sd);
  });
  const shared = centres.map((centre, k) => {
    progress((narrow.length + k) / (narrow.length + centres.length));
    return threshold(centre, 1);
  });
  const law = samplerLaw(spec(1, 0.3, 4));
  const heavy = threshold(1, 0.3, [3, 1, 3]);
  const shown = [0, 0.5, 1, 2];
  return {
    computed: {
      [CHIEF]: chief,
      [AROUND]: [0.97, 1.03].map((factor) => modesOfPaths(factor * chief)),
      [MASSES]: [law.cdf(-0.5) + 1 - law.cdf(0.5), law.cdf(0.5) - law.cdf(-0.5)],
      "the same threshold where the outer classes have three times the weight": heavy,
      "sds of the outer components": narrow,
      "w from which the law has more than one mode, by these (0: none up to 16)": bySd,
      "centres of the outer components": centres,
      [SHARED]: shared,
    },
    expected: { [AROUND]: [1, 3] },
    method: "exact flow: density on a grid of quantiles, bisection in w; expected: slopes of single trajectories",
    hypotheses: [
      { text: "three components on a line, the class in the middle", met: true },
      { text: "the exact flow; centres, sds and weights are ours and varied", met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "g4-density",
        title: "Strong guidance splits the component in the middle",
        caption:
          "Density of the exact guided flow; classes N(−1, 0.3²), N(0, 1), N(1, 0.3²), the middle one the class. From w = 1 on there are three modes: guidance avoids both neighbours. Not drawn below 10⁻⁴.",
        x: { label: "x", scale: "linear" },
        y: { label: "density of the law", scale: "log" },
        series: shown.map((w) => {
          const { density } = samplerLaw(spec(1, 0.3, w));
          const x = Array.from({ length: 301 }, (_, k) => -3 + k / 50);
          return { name: `w = ${w}`, mark: "line" as const, x, y: x.map((at) => (density(at) >= 1e-4 ? density(at) : null)) };
        }),
      },
      {
        kind: "curves",
        id: "g4-threshold",
        title: "Weight at which the law splits",
        caption: `Centres −1, 0, 1; the class in the middle has standard deviation 1. Where no point is drawn there is one mode up to w = ${LARGEST}.`,
        x: { label: "standard deviation of the outer components", scale: "linear" },
        y: { label: "w from which there is more than one mode", scale: "linear" },
        series: [{ name: "threshold", mark: "points", x: narrow, y: bySd.map((w) => (w === 0 ? null : w)) }],
      },
    ],
  };
}

function spec(centre: number, sd: number, w: number, weights: readonly number[] = [1, 1, 1]) {
  return { world: three([-centre, 0, centre], [sd, 1, sd], weights), target: "middle", w };
}

/** Smallest w up to 16 with more than one mode, by bisection between two weights of a coarse scan; 0 where there is none. */
function threshold(centre: number, sd: number, weights?: readonly number[]): number {
  const split = (w: number): boolean => modes(densities(centre, sd, w, weights)) > 1;
  const scan = [0, 0.25, 0.5, 1, 2, 4, 8, LARGEST];
  const at = scan.findIndex(split);
  if (at <= 0) return 0;
  let [low, high] = [scan[at - 1], scan[at]];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (split(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

function densities(centre: number, sd: number, w: number, weights?: readonly number[]): number[] {
  const law = samplerLaw(spec(centre, sd, w, weights));
  const low = law.quantile(1e-4);
  const high = law.quantile(1 - 1e-4);
  const n = 800;
  return Array.from({ length: n + 1 }, (_, k) => law.density(low + ((high - low) * k) / n));
}

/** ln φ(ξ) − ln Ψ′(ξ) along even ξ, Ψ′ by differences of paths. */
function modesOfPaths(w: number): number {
  // Odd, so that one of the middles is 0, where the law is symmetric.
  const n = 401;
  const xi = Float64Array.from({ length: n + 1 }, (_, k) => STEP * (k - n / 2));
  const ends = endsOfPaths(spec(1, 0.3, w), xi);
  return modes(Array.from({ length: n }, (_, k) => Math.exp(-0.5 * ((xi[k] + xi[k + 1]) / 2) ** 2) / (ends[k + 1] - ends[k])));
}

function modes(density: readonly number[]): number {
  const top = Math.max(...density);
  let count = 0;
  for (let k = 1; k < density.length - 1; k++) {
    if (density[k] > SMALLEST * top && density[k] > density[k - 1] * (1 + 1e-9) && density[k] >= density[k + 1] * (1 + 1e-9)) count++;
  }
  return count;
}
