import { lineTotalVariation } from "../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import type { LineLaws } from "../../studies/continuous/lineRecord.ts";
import type { CurveFigure } from "../../studies/figureData.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance, lineInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { lineFan } from "./fans.ts";
import { APART, gaussians, OVERLAPPING, PAIR, SHOWN, TARGET, W_AXIS } from "./worlds.ts";

const WORLDS = { "intervals [½, 3/2] and mirror image": APART, "Gaussians N(±1, 1)": PAIR };
/** Ours: to see whether the answer hangs on the instance. */
const VARIED: Readonly<Record<Depth, Readonly<Record<string, object>>>> = {
  quick: { "Gaussians N(±2, 1)": gaussians(4, 1) },
  full: { "intervals [−½, 3/2]": OVERLAPPING, "Gaussians N(±2, 1)": gaussians(4, 1), "Gaussians N(±1, ¼)": gaussians(2, 0.5) },
};
/** The stochastic equation instead of the flow; compact supports take minutes. */
const STOCHASTIC: Readonly<Record<Depth, Readonly<Record<string, object>>>> = { quick: {}, full: WORLDS };
/** Paths of the second method. */
const PATHS = 200;

const ZERO = "w = 0: TV(law, tilted)";
const DISTANCE = "TV(law, tilted), w = 1, 3, 7, 15";
const TRANSPORT = "W₁(law, tilted), w = 1, 3, 7, 15";
const MEAN = "mean of the law less mean of the tilted law, w = 1, 3, 7, 15, by trajectories";
const OTHERS = "TV(law, tilted) at w = 3 on other instances";
const named = (measure: string, world: string): string => `${world}: ${measure}`;

export const c1: Claim = {
  id: "C1",
  paper: "2409.13074",
  title: "The law of guidance is not the tilted law",
  statement:
    "With exact scores and without discretisation, the guided probability flow does not end in the tilted law p_c^{1+w} p^{−w}: neither for classes of compact support nor for Gaussians, and the further from it the larger w is.",
  formula: "TV(law, p_w) and W₁(law, p_w);  flow dx/ds = −(x + (1+w) s_c − w s_u) for s from T = 10 down to 0",
  tex: String.raw`$\mathrm{TV}(\mathrm{law},p_w)$ and $W_1(\mathrm{law},p_w)$; flow $\frac{dx}{ds}=-\left(x+(1+w)s_c-w\,s_u\right)$ for $s$ from $T=10$ down to $0$`,
  source: "Introduction and main results (the tilted law is not what is sampled)",
  tolerance: 1e-3,
  experiments: Object.entries(WORLDS).flatMap(([name, world]) =>
    SHOWN.map((w) => continuousExperimentOf({ world, target: TARGET, w }, `${name}, w = ${w}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const distances = Object.keys(WORLDS).map((name) => listOf(measured, named(DISTANCE, name)));
    const apart = [...distances.flat(), ...listOf(measured, OTHERS)].every((tv) => tv > 10 * tolerance);
    const grows = distances.every((list) => list.every((tv, i) => i === 0 || tv > list[i - 1]));
    return holdsWithin(measured, tolerance, apart ? (grows ? "" : "the distance does not grow with w") : "the law is the tilted law");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const steps = Object.keys(WORLDS).length * 5 + Object.keys(STOCHASTIC[depth]).length * 10;
  let done = 0;
  const laws = (world: object, w: number, kind = "flow"): LineLaws => {
    const found = lineInstance({ world, target: TARGET, w, sampler: { kind } });
    done += kind === "flow" ? 1 : 10;
    progress(Math.min(1, done / steps));
    return found;
  };
  const found = Object.entries(WORLDS).map(([name, world]) => {
    const zero = laws(world, 0);
    const rows = SHOWN.map((w) => laws(world, w));
    return { name, world, zero: tvOf(zero), rows, tv: rows.map(tvOf), w1: rows.map(w1Of) };
  });
  const computed: Record<string, number | number[]> = {};
  const expected: Record<string, number | number[]> = {};
  for (const { name, world, zero, rows, tv, w1 } of found) {
    computed[named(ZERO, name)] = zero;
    expected[named(ZERO, name)] = 0;
    computed[named(DISTANCE, name)] = tv;
    computed[named(TRANSPORT, name)] = w1;
    // The law is above the tilted law everywhere, so W₁ is the difference of the means.
    expected[named(TRANSPORT, name)] = SHOWN.map((w, i) => meanOfPaths(world, w) - (rows[i].tilted?.mean ?? Number.NaN));
    computed[named(MEAN, name)] = expected[named(TRANSPORT, name)];
  }
  computed[OTHERS] = Object.values(VARIED[depth]).map((world) => tvOf(laws(world, 3)));
  for (const [name, world] of Object.entries(STOCHASTIC[depth])) {
    computed[named("TV(law of the stochastic equation, tilted) at w = 3", name)] = tvOf(laws(world, 3, "sde"));
  }
  return {
    computed,
    expected,
    method: "quadrature: law of the flow by transport of quantiles, tilted law by adaptive quadrature; means by trajectories",
    hypotheses: [
      { text: "two classes of weight ½, one the mirror image of the other", met: found.every(({ world }) => halved(world)) },
      { text: "scores are exact, and the flow is run to noise 0", met: true },
    ],
    figures: [...found.map(({ name, rows }, k) => densities(name, rows, k)), distances(found)],
  };
}

const tvOf = ({ law, tilted }: LineLaws): number => (tilted ? lineTotalVariation(law, tilted).value : Number.NaN);
const w1Of = ({ law, tilted }: LineLaws): number => (tilted ? lineWasserstein1(law, tilted).value : Number.NaN);

/** E[x] under the law, by the flow's ends from even shares of the noise. */
function meanOfPaths(world: object, w: number): number {
  const { ends } = lineFan(continuousInstance({ world, target: TARGET, w }).run, PATHS, 4);
  return ends.reduce((sum, x) => sum + x, 0) / PATHS;
}

function halved(world: object): boolean {
  return continuousInstance({ world, target: TARGET, w: 0 }).run.pair.targetWeight === 0.5;
}

const DRAWN = [1, 3];

function densities(name: string, rows: readonly LineLaws[], k: number): CurveFigure {
  const picked = DRAWN.map((w) => ({ w, laws: rows[SHOWN.indexOf(w)] }));
  const all = picked.flatMap(({ laws: { law, tilted } }) => (tilted ? [law, tilted] : [law]));
  const [low, high] = [Math.min(...all.map((law) => law.quantile(1e-3))), Math.max(...all.map((law) => law.quantile(1 - 1e-3)))];
  const grid = Array.from({ length: 241 }, (_, i) => low - 0.02 * (high - low) + (1.04 * (high - low) * i) / 240);
  return {
    kind: "curves",
    id: `c1-${k === 0 ? "intervals" : "gaussians"}`,
    title: `${name}: law and tilted law`,
    caption: `Densities, target to the right.${k === 0 ? " The classes do not meet, so the tilted law is the conditional one for every w; the law moves to the far edge." : " The law moves away from the other class as √w, the tilted law stays."}`,
    x: { label: "x", scale: "linear" },
    y: { label: "density", scale: "linear" },
    series: picked.flatMap(({ w, laws: { law, tilted } }) => [
      { name: `law (comes out), w = ${w}`, mark: "line" as const, x: grid, y: grid.map(law.density) },
      ...(tilted && (k === 1 || w === 1)
        ? [
            {
              name: k === 1 ? `tilted (wanted), w = ${w}` : "tilted (wanted), every w",
              mark: "line" as const,
              x: grid,
              y: grid.map(tilted.density),
            },
          ]
        : []),
    ]),
  };
}

function distances(found: readonly { readonly name: string; readonly zero: number; readonly tv: readonly number[] }[]): CurveFigure {
  return {
    kind: "curves",
    id: "c1-distance",
    title: "Distance of the law from the tilted law",
    caption: "Total variation of the flow's law from the tilted law against w, by quadrature. At w = 0 both are the conditional law.",
    x: W_AXIS,
    y: { label: "TV(law, p_w)", scale: "linear" },
    series: found.map(({ name, zero, tv }) => ({ name, mark: "line" as const, x: [0, ...SHOWN], y: [zero, ...tv] })),
  };
}
