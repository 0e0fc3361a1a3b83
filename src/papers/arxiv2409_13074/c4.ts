import { overshoot, pullback } from "../../measures/trajectoryFan.ts";
import { normalCdf } from "../../numerics/normalCdf.ts";
import type { FanFigure } from "../../studies/figureData.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { type LineFan, lineFan } from "./fans.ts";
import { noiseQuantile } from "./noiseQuantile.ts";
import { APART, gaussians, OVERLAPPING, SHOWN, TARGET, W_AXIS } from "./worlds.ts";

const WORLDS: Readonly<Record<string, object>> = { "[½, 3/2]": APART, "[−½, 3/2]": OVERLAPPING };
const EDGE = 1.5;
/** Samples nearer to the edge than this share of the support's length count as near: ours. */
const NEAR = 0.05;
const PATHS: Readonly<Record<Depth, number>> = { quick: 60, full: 1000 };
/** Of them, drawn. */
const DRAWN = 20;

const LEFT = "share of trajectories that are beyond the far edge on the way, w = 0, 1, 3, 7, 15";
const OVERSHOOT = "overshoot of the mean trajectory beyond the far edge, w = 0, 1, 3, 7, 15";
const PULLBACK = "pullback of the mean trajectory, w = 0, 1, 3, 7, 15";
const OUTSIDE = "farthest end beyond the edge, w = 0, 1, 3, 7, 15";
const SHARE = "share of samples within 5 % of the far edge, w = 0, 1, 3, 7, 15, by trajectories";
const GAUSSIAN = "N(±1, ¼), no edge: pullback of the mean trajectory, w = 0, 1, 3, 7, 15";
const named = (measure: string, world: string): string => `${world}: ${measure}`;
const WEIGHTS = [0, ...SHOWN];

export const c4: Claim = {
  id: "C4",
  paper: "2409.13074",
  title: "Overshoot, then pullback",
  statement:
    "Under strong guidance trajectories first leave the support of the class on the side away from the other class, and are then pulled back into it: the mean trajectory overshoots and returns, the more the larger w is, and samples gather at the far edge.",
  formula: "mean over the noise of x_s, s from T = 10 to 0;  overshoot max_s(mean − α2)₊, pullback max_{s > s′}(mean_s − mean_{s′})",
  tex: String.raw`mean over the noise of $x_s$, $s$ from $T=10$ to $0$; overshoot $\max_s(\text{mean}_s-\alpha_2)_+$, pullback $\max_{s>s'}(\text{mean}_s-\text{mean}_{s'})$`,
  source: "Discussion of the dynamics, synthetic experiments with w = 1, 3, 7, 15",
  tolerance: 0.02,
  experiments: Object.entries(WORLDS).flatMap(([name, world]) =>
    SHOWN.map((w) => continuousExperimentOf({ world, target: TARGET, w }, `${name} and mirror image, w = ${w}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const rises = (name: string): boolean => listOf(measured, name).every((value, i, all) => i === 0 || value > all[i - 1] || value === 0);
    const worlds = Object.keys(WORLDS);
    const last = (name: string): number => listOf(measured, name)[SHOWN.length];
    const goes = worlds.every((name) => last(named(LEFT, name)) > 0.99 && last(named(OVERSHOOT, name)) > 0.1);
    const more = worlds.every((name) => [OVERSHOOT, PULLBACK, SHARE].every((measure) => rises(named(measure, name))));
    return holdsWithin(
      measured,
      tolerance,
      goes ? (more ? "" : "overshoot, pullback or the share near the edge does not grow with w") : "there is no overshoot",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const n = PATHS[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const expected: Record<string, number | readonly number[]> = {};
  const fanOf = (world: object, w: number): LineFan => lineFan(continuousInstance({ world, target: TARGET, w }).run, n);
  let done = 0;
  const found = Object.entries(WORLDS).map(([name, world]) => {
    const { low, high } = continuousInstance({ world, target: TARGET, w: 0 }).run.pair.conditional.extent;
    const near = high[0] - NEAR * (high[0] - low[0]);
    const fans = WEIGHTS.map((w) => {
      progress(done++ / 15);
      return fanOf(world, w);
    });
    computed[named(LEFT, name)] = fans.map(({ paths, times }) => shareOf(paths, (path) => path.some((x, k) => times[k] < 1 && x > EDGE)));
    computed[named(OVERSHOOT, name)] = fans.map(({ mean }) => overshoot(mean, EDGE));
    computed[named(PULLBACK, name)] = fans.map(({ mean }) => pullback(mean));
    computed[named(OUTSIDE, name)] = fans.map(({ ends }) => Math.max(...ends.map((x) => Math.max(x - EDGE, low[0] - x, 0))));
    expected[named(OUTSIDE, name)] = fans.map(() => 0);
    computed[named(SHARE, name)] = fans.map(({ ends }) => shareOf(ends, (x) => x > near));
    expected[named(SHARE, name)] = WEIGHTS.map((w) => shareBeyond(world, w, near));
    return { name, fans };
  });
  computed[GAUSSIAN] = WEIGHTS.map((w) => pullback(fanOf(gaussians(2, 0.5), w).mean));
  return {
    computed,
    expected,
    method: `trajectories from ${n} even shares of the noise; share near the edge beside it by the flow run backwards`,
    hypotheses: [
      { text: "compact support, which has an edge to leave", met: Object.values(WORLDS).every((world) => compact(world)) },
      { text: "positions are those of the variance-preserving process; the share beyond the edge counts from s = 1 on", met: true },
    ],
    figures: [
      fanFigure(found[0].fans.slice(1)),
      {
        kind: "curves",
        id: "c4-share",
        title: "Samples near the far edge, and how far the mean trajectory goes beyond it",
        caption: `Share of samples within ${100 * NEAR} % of the far edge, and overshoot of the mean trajectory beyond it.`,
        x: W_AXIS,
        y: { label: "share; overshoot", scale: "linear" },
        series: found.flatMap(({ name }) => [
          { name: `${name}: share near the edge`, mark: "line" as const, x: WEIGHTS, y: [expected[named(SHARE, name)]].flat() },
          { name: `${name}: overshoot of the mean`, mark: "line" as const, x: WEIGHTS, y: [computed[named(OVERSHOOT, name)]].flat() },
        ]),
      },
    ],
  };
}

function shareOf<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.filter(holds).length / list.length;
}

/** P(x > y) by the flow run backwards. */
function shareBeyond(world: object, w: number, y: number): number {
  const { run } = continuousInstance({ world, target: TARGET, w });
  return normalCdf(-noiseQuantile(run.field(), run.start, y, [...run.pair.conditional.breaks[0], ...run.pair.unconditional.breaks[0]]));
}

const compact = (world: object): boolean => continuousInstance({ world, target: TARGET, w: 0 }).run.pair.conditional.compact;

function fanFigure(fans: readonly LineFan[]): FanFigure {
  return {
    kind: "fan",
    id: "c4-fans",
    title: "Trajectories under w = 1, 3, 7, 15",
    caption:
      "Class uniform on [½, 3/2] against its mirror image: paths of the guided flow from even shares of the noise, their mean and standard deviation. With w the mean goes beyond the far edge and comes back.",
    x: { label: "s, time left (Ornstein-Uhlenbeck, 0 = data)", scale: "linear" },
    y: { label: "x_s (variance preserving)", scale: "linear" },
    panels: fans.map(({ times, paths, mean, sd }, i) => ({
      title: `w = ${SHOWN[i]}`,
      x: times,
      paths: paths.filter((_, k) => k % Math.floor(paths.length / DRAWN) === 0),
      mean,
      sd,
    })),
    levels: [
      { y: EDGE, label: "far edge" },
      { y: 0.5, label: "near edge" },
    ],
  };
}
