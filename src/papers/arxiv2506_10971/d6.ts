import { moments } from "../../measures/moments.ts";
import { dirichlet } from "../../random/dirichlet.ts";
import { stream } from "../../random/stream.ts";
import type { CurveFigure, EllipseFigure } from "../../studies/figureData.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { deviation, experimentOf, instance, largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";

const DISJOINT = { kind: "preset", name: "diamonds", parameters: { radius: 2 } };
const SQUARES = { kind: "preset", name: "overlapping-squares" };
const WORLDS = { diamonds: DISJOINT, squares: SQUARES };
const WEIGHTS = [0, 0.5, 1, 2, 4, 8];
/** A weight at which the limit is reached. */
const LATE = 256;
/** Smallest change of a covariance that counts as one: far above rounding. */
const CHANGE = 1e-3;
/** How many other numberings of the tokens are tried: tokens are names, and a covariance needs numbers. */
const NUMBERINGS: Readonly<Record<Depth, number>> = { quick: 20, full: 400 };

const DISJOINT_TILTED = "disjoint supports: largest change of the tilted law's covariance over w";
const DISJOINT_LAW = "disjoint supports: change of the law's covariance from w = 0 to w = 256";
const RENUMBERED = "disjoint supports, other numberings: smallest change of the law's covariance";
const TURN = "squares: covariance of the law at w = 0, where it is smallest, at w = 256";

export const d6: Claim = {
  id: "D6",
  paper: "2506.10971",
  title: "Two sites: the law's covariance changes with w where the tilted law's does not",
  statement:
    "In two dimensions guidance changes the covariance of what comes out, and not as it changes that of the tilted law: with disjoint supports the tilted law's covariance does not depend on w at all and the law's does. As w → ∞ the law becomes p_c weighted by the number of private coordinates, a mixture of two parts whose means differ.",
  formula: "w → ∞: law(x) ∝ p_c(x) · #{i: x_i private to the class};  tilted(x) ∝ p_c(x) where x is no other class's",
  tex: String.raw`$w\to\infty$: $\mathrm{law}(x)\propto p_c(x)\cdot\#\{i: x_i\text{ private to the class}\}$; $\mathrm{tilted}(x)\propto p_c(x)$ where $x$ is no other class's`,
  source: "Covariance in two dimensions",
  tolerance: 1e-9,
  experiments: Object.entries(WORLDS).map(([name, world]) => experimentOf({ world, target: "z1", w: 4 }, name)),
  compute,
  judge: (measured, tolerance) => {
    const changes = [...listOf(measured, DISJOINT_LAW), ...listOf(measured, RENUMBERED)];
    const [, least, last] = listOf(measured, TURN);
    const still = changes.every((change) => change >= CHANGE) ? "" : "the law's covariance does not change with disjoint supports";
    return holdsWithin(measured, tolerance, still || (last > least + CHANGE ? "" : "the law's covariance does not turn back"));
  },
};

function compute(depth: Depth): Measured {
  const numberings = Math.min(...Array.from({ length: NUMBERINGS[depth] }, (_, k) => renumbered(k)));
  const { diamonds, squares } = { diamonds: spreads(DISJOINT), squares: spreads(SQUARES) };
  const limits = Object.values(WORLDS).map((world) => {
    const { terminal, tilted, limit, tiltedLimit } = lateLaws(world);
    return { law: deviation(terminal.law, limit), tilted: deviation(tilted ?? terminal.law, tiltedLimit) };
  });
  const curve = correlations(
    SQUARES,
    Array.from({ length: 33 }, (_, i) => i / 4),
  );
  const squaresLeast = Math.min(...curve.map(({ law }) => law), squares.law[3][1]);
  return {
    computed: {
      [DISJOINT_TILTED]: largest(diamonds.tilted.map((cov) => deviation(cov, diamonds.tilted[0]))),
      "squares: covariance of the law as w → ∞, −¼ (difference of the parts' means)²": squares.law[squares.law.length - 1][1],
      "largest |law at w = 256 − its limit|": largest(limits.map(({ law }) => law)),
      "largest |tilted law at w = 256 − its limit|": largest(limits.map(({ tilted }) => tilted)),
      [DISJOINT_LAW]: deviation(diamonds.law[diamonds.law.length - 1], diamonds.law[0]),
      [RENUMBERED]: numberings,
      [TURN]: [squares.law[0][1], squaresLeast, squares.law[squares.law.length - 1][1]],
    },
    expected: {
      [DISJOINT_TILTED]: 0,
      "squares: covariance of the law as w → ∞, −¼ (difference of the parts' means)²": -(squaresGap() ** 2) / 4,
      "largest |law at w = 256 − its limit|": 0,
      "largest |tilted law at w = 256 − its limit|": 0,
    },
    method: "exact: lattice; limits in closed form",
    hypotheses: [
      { text: "two sites", met: Object.values(WORLDS).every((world) => instance({ world, target: "z1", w: 0 }).pair.length === 2) },
      { text: "the target has private tokens, and shared ones that another class uses", met: [DISJOINT, SQUARES].every(mixedTokens) },
      {
        text: `the tokens' numbering does not matter (ours: 0, 1, 2, …; ${NUMBERINGS[depth]} random ones tried)`,
        met: numberings >= CHANGE,
      },
    ],
    figures: [
      ellipses("d6-diamonds", "Disjoint diamonds", DISJOINT),
      ellipses("d6-squares", "Squares that share a corner", SQUARES),
      correlationCurves(depth),
    ],
  };
}

/** Covariances [var x₁, cov, cov, var x₂] of law and tilted law at each weight, the late one last. */
function spreads(world: object) {
  const runs = [...WEIGHTS, LATE].map((w) => instance({ world, target: "z1", w }));
  return {
    law: runs.map(({ terminal, pair }) => moments(terminal.law, pair.alphabet, 2).covariance),
    tilted: runs.map(({ terminal, tilted, pair }) => moments(tilted ?? terminal.law, pair.alphabet, 2).covariance),
  };
}

/** Which tokens of each site only the target has. */
function privateTokens(world: object): (site: number, token: number) => boolean {
  const { pair } = instance({ world, target: "z1", w: 0 });
  const { alphabet: K, conditional, unconditional, targetWeight } = pair;
  const marginal = (law: Float64Array, site: number, token: number): number =>
    law.reduce((sum, p, x) => (digit(x, site, K) === token ? sum + p : sum), 0);
  const found = [0, 1].map((site) =>
    Array.from({ length: K }, (_, token) => {
      const own = (targetWeight ?? 1) * marginal(conditional, site, token);
      return own > 0 && marginal(unconditional, site, token) <= own * (1 + 1e-12);
    }),
  );
  return (site, token) => found[site][token];
}

const digit = (x: number, site: number, K: number): number => (site === 0 ? Math.floor(x / K) : x % K);

/** Both laws at a late w and what they should be there. */
function lateLaws(world: object) {
  const { terminal, tilted, pair } = instance({ world, target: "z1", w: LATE });
  const isPrivate = privateTokens(world);
  const { alphabet: K, conditional, unconditional, targetWeight } = pair;
  const count = (x: number): number => [0, 1].filter((site) => isPrivate(site, digit(x, site, K))).length;
  const alone = (x: number): boolean => unconditional[x] <= (targetWeight ?? 1) * conditional[x] * (1 + 1e-12);
  return {
    terminal,
    tilted,
    limit: normalised(conditional.map((p, x) => p * count(x))),
    tiltedLimit: normalised(conditional.map((p, x) => (alone(x) ? p : 0))),
  };
}

function normalised(law: Float64Array): Float64Array {
  const total = law.reduce((a, b) => a + b, 0);
  return law.map((p) => p / total);
}

/** Squares: mean of a site over its private tokens less its mean over all, the difference between the parts of the limit. */
function squaresGap(): number {
  const { pair } = instance({ world: SQUARES, target: "z1", w: 0 });
  const isPrivate = privateTokens(SQUARES);
  const mean = (kept: (token: number) => boolean): number => {
    const weights = pair.conditional.map((p, x) => (kept(digit(x, 0, pair.alphabet)) ? p : 0));
    return normalised(weights).reduce((sum, p, x) => sum + p * digit(x, 0, pair.alphabet), 0);
  };
  return mean((token) => isPrivate(0, token)) - mean(() => true);
}

function mixedTokens(world: object): boolean {
  const { pair } = instance({ world, target: "z1", w: 0 });
  const isPrivate = privateTokens(world);
  const own = Array.from(pair.conditional).flatMap((p, x) => (p > 0 ? [isPrivate(0, digit(x, 0, pair.alphabet)) ? 1 : 0] : []));
  return own.includes(0) && own.includes(1);
}

/** Change of the diamonds' law's covariance from w = 0 to w = 4, tokens numbered anew at random, in units of its largest variance. */
function renumbered(k: number): number {
  const { terminal, pair } = instance({ world: DISJOINT, target: "z1", w: 4 });
  const numbers = [0, 1].map((site) => dirichlet(pair.alphabet, 1, stream(0, "d6", k, site)));
  const [before, after] = [pair.conditional, terminal.law].map((law) => {
    const at = (x: number): readonly number[] => [0, 1].map((site) => numbers[site][digit(x, site, pair.alphabet)]);
    const mean = [0, 1].map((i) => law.reduce((sum, p, x) => sum + p * at(x)[i], 0));
    const cov = (i: number, j: number): number => law.reduce((sum, p, x) => sum + p * (at(x)[i] - mean[i]) * (at(x)[j] - mean[j]), 0);
    return [cov(0, 0), cov(0, 1), cov(1, 1)];
  });
  return deviation(after, before) / Math.max(before[0], before[2]);
}

function correlations(world: object, weights: readonly number[]): readonly { readonly law: number; readonly tilted: number }[] {
  return weights.map((w) => {
    const { terminal, tilted, pair } = instance({ world, target: "z1", w });
    return {
      law: moments(terminal.law, pair.alphabet, 2).covariance[1],
      tilted: moments(tilted ?? terminal.law, pair.alphabet, 2).covariance[1],
    };
  });
}

function correlationCurves(depth: Depth): CurveFigure {
  const w = Array.from({ length: depth === "full" ? 65 : 33 }, (_, i) => (depth === "full" ? i / 8 : i / 4));
  const names = { diamonds: "disjoint diamonds", squares: "squares sharing a corner" };
  return {
    kind: "curves",
    id: "d6-covariance",
    title: "Covariance of the two sites against w",
    caption:
      "Exact. With disjoint supports the tilted law's covariance is flat; the law's moves. Where a corner is shared the tilted law's falls to its limit, the law's falls less and turns back.",
    x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
    y: { label: "covariance of x₁ and x₂", scale: "linear" },
    series: (["diamonds", "squares"] as const).flatMap((key) => {
      const rows = correlations(WORLDS[key], w);
      return [
        { name: `law, ${names[key]}`, mark: "line" as const, x: w, y: rows.map(({ law }) => law) },
        { name: `tilted, ${names[key]}`, mark: "line" as const, x: w, y: rows.map(({ tilted }) => tilted) },
      ];
    }),
  };
}

function ellipses(id: string, name: string, world: object): EllipseFigure {
  const both = [0, 1, 2, 8].flatMap((w) => {
    const { terminal, tilted, pair } = instance({ world, target: "z1", w });
    return [
      { series: "law", w, ...planar(terminal.law, pair.alphabet) },
      { series: "tilted", w, ...planar(tilted ?? terminal.law, pair.alphabet) },
    ];
  });
  return {
    kind: "ellipses",
    id,
    title: `${name}: mean and covariance against w`,
    caption: `One-standard-deviation ellipses of the law and of the tilted law, target z1.${world === DISJOINT ? " The tilted law is the conditional one for every w." : ""}`,
    sites: ["x₁ (first site)", "x₂ (second site)"],
    ellipses: both,
  };
}

function planar(law: ArrayLike<number>, alphabet: number): { mean: [number, number]; covariance: [number, number, number, number] } {
  const { mean, covariance } = moments(law, alphabet, 2);
  return { mean: [mean[0], mean[1]], covariance: [covariance[0], covariance[1], covariance[2], covariance[3]] };
}
