/** @file Trajectories against the noise angle, guided and unguided beside each other: overshoot, pullback (arXiv:2409.13074). */
import { classAxis, fan, projected } from "../../measures/trajectoryFan.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";
import type { FanFigure } from "../figureData.ts";
import type { Resources } from "../resources.ts";
import { type ContinuousRun, continuousRun } from "./continuousRun.ts";
import { type Route, routeOf } from "./figuresRoute.ts";
import { said, setting, weightOf } from "./figuresSetting.ts";
import { farEdge } from "./measureWay.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Paths that mean and standard deviation are of, and paths drawn. */
const [PATHS, DRAWN] = [500, 24];

/** One panel at w = 0, one at the experiment's weight; a single one where they are the same. On the line x itself, elsewhere its projection on the class axis. */
export function fanFigure(experiment: ContinuousExperiment, run: ContinuousRun, resources: Resources): FanFigure {
  const plain = { ...experiment, guidance: { ...experiment.guidance, w: 0 } };
  const routes: [string, Route][] = run.w === 0 ? [] : [["w = 0 (conditional)", routeOf(plain, continuousRun(plain, resources), PATHS)]];
  routes.push([weightOf(experiment), routeOf(experiment, run, PATHS)]);
  const { axis, label } = axisOf(run.pair);
  const lost = routes.reduce((sum, [, route]) => sum + route.lost, 0);
  const gone = lost > 0 ? ` ${lost} paths did not arrive and are not drawn.` : "";
  const [, guided] = routes[routes.length - 1];
  return {
    kind: "fan",
    id: "trajectories",
    title: `Trajectories from noise to data, ${weightOf(experiment)}`,
    caption:
      `${setting(experiment)} Paths: ${guided.method}; mean and standard deviation of ${guided.paths.n} paths, ${Math.min(DRAWN, guided.paths.n)} of them drawn.${gone} ` +
      `x is divided by √(a² + b²), θ = atan(b/a): signal and noise are even at θ = 0.79, t = ${said(run.process.time(Math.PI / 4))}.${compactNote(run.pair)}`,
    x: { label: "noise angle θ, falling with t (1.57 pure noise, 0 data)", scale: "linear" },
    y: { label, scale: "linear" },
    panels: routes.map(([title, route]) => panelOf(title, route, axis)),
    levels: edgesOf(run.pair, axis),
  };
}

/** x itself on the line; the line through the two means elsewhere, the first coordinate where they agree. */
export function axisOf(pair: ContinuousPair): { readonly axis: Float64Array; readonly label: string } {
  const { dimension, conditional, unconditional } = pair;
  const first = Float64Array.from({ length: dimension }, (_, i) => (i === 0 ? 1 : 0));
  if (dimension === 1) return { axis: first, label: "x / √(a² + b²)" };
  if (conditional.mean.every((value, i) => value === unconditional.mean[i]))
    return { axis: first, label: "first coordinate of x / √(a² + b²)" };
  return { axis: classAxis(pair), label: "x / √(a² + b²) along the class axis" };
}

function panelOf(title: string, { angles, paths }: Route, axis: Float64Array): FanFigure["panels"][number] {
  const values = projected(paths, axis);
  const { mean, sd } = fan(paths, axis);
  return {
    title,
    x: [...angles],
    paths: Array.from({ length: Math.min(DRAWN, paths.n) }, (_, i) => Array.from(angles, (_angle, k) => values[k * paths.n + i])),
    mean: [...mean],
    sd: [...sd],
  };
}

/** 1 where the class lies up the axis from the mean; −1 where it lies down, as it may on the line, whose axis is x itself. */
export function outwardOf({ conditional, unconditional }: ContinuousPair, axis: Float64Array): 1 | -1 {
  return axis.reduce((sum, a, i) => sum + a * (conditional.mean[i] - unconditional.mean[i]), 0) < 0 ? -1 : 1;
}

/** Ends of the class's support along the axis, the one farther from the other classes first. */
export function edgesOf(pair: ContinuousPair, axis: Float64Array): FanFigure["levels"] {
  const { compact, extent } = pair.conditional;
  if (!compact) return [];
  const far = farEdge(extent, axis);
  const near = -farEdge(
    extent,
    axis.map((a) => -a),
  );
  const [first, second] = outwardOf(pair, axis) === 1 ? [far, near] : [near, far];
  return [
    { y: first, label: "far edge" },
    { y: second, label: "near edge" },
  ];
}

function compactNote({ conditional: { compact }, dimension }: ContinuousPair): string {
  if (!compact) return "";
  return ` Broken lines: the ends of the class's support${dimension > 1 ? ", of the box around it" : ""}; under guidance paths may run past the far one and be pulled back.`;
}
